"""The list: search, order, selection, what is remembered, keys."""

import random
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typing_keys import type_text

from desktop.ui import look
from desktop.ui._table_model import Rows, russian_keys, search_key, search_words
from desktop.ui.chips import Chip
from desktop.ui.empty import Empty
from desktop.ui.table import Column, SearchableTable


@dataclass(frozen=True)
class Row:
    """An invented child."""

    id: int
    name: str
    phone: str = ""
    born: date = date(2020, 1, 1)
    is_signed: bool = True


ROWS = (
    Row(1, "Ежов Савва", "+7 900 123-45-67", date(2020, 5, 1)),
    Row(2, "Ёлкин Пётр", "+7 901 000-11-22", date(2019, 12, 31), is_signed=False),
    Row(3, "Ершов Мирон", "+7 902 765-43-21", date(2021, 2, 3)),
    Row(4, "Яблокова Алёна", "", date(2018, 7, 7)),
    Row(5, "Абрикосова Ульяна", "+7 903 555-00-99", date(2020, 1, 15)),
)
COLUMNS = (
    Column("name", "Ребёнок", lambda row: row.name, width=200, stretch=True),
    Column("phone", "Телефон", lambda row: row.phone, width=150),
    Column("born", "Родился", lambda row: f"{row.born:%d.%m.%Y}", "right", sort=lambda r: r.born),
    Column(
        "state",
        "Согласие",
        chip=lambda row: Chip("Подписано", "ok") if row.is_signed else Chip("Отказ", "stop"),
    ),
)
EMPTY = Empty("Здесь будут дети", "Загрузите список группы.", "Загрузить список")


@pytest.fixture
def make_table(qtbot: QtBot) -> Any:
    def made(**options: Any) -> SearchableTable:
        table = SearchableTable("test", COLUMNS, title="Дети", empty=EMPTY, **options)
        qtbot.addWidget(table)
        table.resize(900, 500)
        table.set_rows(ROWS)
        table.finish_index()
        return table

    return made


def ids(table: SearchableTable) -> list[int]:
    return [row.id for row in table.shown()]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [1, 2, 3, 4, 5]),
        ("елк", [2]),
        ("ЁЛКИН", [2]),
        ("алена", [4]),
        ("ов ми", [3]),
        ("мирон ерш", [3]),
        ("4567", [1]),
        ("45 67 савва", [1]),
        ("45 67 мирон", []),
        ("123-45-67", [1]),
        ("89001234567", [1]),
        ("8 900 123 45 67", [1]),
        ("+7 (900) 123-45", [1]),
        ("отказ", [2]),
        ("31.12.2019", [2]),
        ("чужой", []),
    ],
)
def test_search(make_table: Any, query: str, found: list[int]) -> None:
    table = make_table()
    table.set_query(query)
    assert ids(table) == found


def test_search_text_is_what_a_row_is_found_by(make_table: Any) -> None:
    table = make_table(search_text=lambda row: f"{row.name} ежова ежову")
    table.set_query("ежову")
    assert len(table.shown()) == 5
    table.set_query("подписано")
    assert ids(table) == []


def test_typing_letter_by_letter_equals_searching_at_once() -> None:
    pick = random.Random(3)
    rows = [
        Row(at, "".join(pick.choice("абвеё 78") for _ in range(12)), f"8{at:04d}")
        for at in range(200)
    ]
    walked, at_once = Rows(COLUMNS, None), Rows(COLUMNS, None)
    walked.set(rows)
    while not walked.index_some(1):
        pass
    for _ in range(25):
        query = "".join(pick.choice("абвеё 78") for _ in range(6))
        for length in (*range(1, 7), 3, 5, 2):
            walked.filter(query[:length])
            at_once.set(rows)
            while not at_once.index_some(1):
                pass
            at_once.filter(query[:length])
            assert list(walked.shown) == list(at_once.shown), query[:length]


def test_russian_order() -> None:
    words = ["ёлка", "Елка", "ель", "яма", "Ёж", "еж", "абрикос", "10 «А»", "жук", "ежи"]
    keys = dict(zip(words, russian_keys(words), strict=True))
    assert sorted(words, key=keys.__getitem__) == [
        "10 «А»", "абрикос", "еж", "Ёж", "ежи", "Елка", "ёлка", "ель", "жук", "яма",
    ]  # fmt: skip
    assert russian_keys([]) == []
    assert len(russian_keys(["две\nстроки", "одна"])) == 2
    # What cp1251 has no letters for must not stop the list.
    assert len(russian_keys(["Ґанна", "Ұлан", "李"])) == 3


def test_search_keys_and_words() -> None:
    assert search_key("Тел. +7 900 123-45-67") == "тел. +7 900 123-45-67\0" + "79001234567"
    assert search_words("8 900 123-45-67") == [("89001234567", "79001234567")]
    assert search_words("ёж 5") == [("еж",), ("5",)]
    assert search_words("  ") == []


def test_sorting_is_stable_and_turns_round(make_table: Any) -> None:
    table = make_table()
    table.order_by(0)
    assert ids(table) == [5, 1, 2, 3, 4]
    table.order_by(0)
    assert ids(table) == [4, 3, 2, 1, 5]
    table.order_by(2)
    assert ids(table) == [4, 2, 5, 1, 3]
    table.order_by(3)
    assert ids(table) == [2, 1, 3, 4, 5]
    table.order_by(3)
    assert ids(table) == [1, 3, 4, 5, 2]


def test_order_holds_while_searching_and_reloading(make_table: Any) -> None:
    table = make_table()
    table.order_by(0)
    table.set_query("ов")
    assert ids(table) == [5, 1, 3, 4]
    table.order_by(0)
    assert ids(table) == [4, 3, 1, 5]
    table.set_rows([*ROWS, Row(6, "Юрьев Ерофей")])
    table.finish_index()
    assert ids(table) == [4, 3, 1, 5]
    table.set_query("")
    assert ids(table) == [4, 6, 3, 2, 1, 5]


def test_selection_survives_search_order_and_reload(make_table: Any) -> None:
    table = make_table()
    assert table.select(3)
    table.order_by(0)
    assert table.current().id == 3
    table.set_query("е")
    assert table.current().id == 3
    changed = [replace(row, name=row.name + " младший") for row in reversed(ROWS)]
    told: list[bool] = []
    table.selection_changed.connect(lambda: told.append(True))
    table.set_rows(changed)
    assert told == [True]
    table.finish_index()
    assert table.current().name == "Ершов Мирон младший"
    assert [row.id for row in table.selected()] == [3]
    table.set_rows([row for row in changed if row.id != 3])
    assert table.current() is None
    assert table.selected() == []
    assert not table.select(3)


def test_several_selected(make_table: Any) -> None:
    table = make_table(multi=True)
    table.view.selectAll()
    assert len(table.selected()) == 5
    table.order_by(0)
    assert [row.id for row in table.selected()] == [5, 1, 2, 3, 4]
    table.set_query("ёлкин")
    assert [row.id for row in table.selected()] == [2]


def test_keys(make_table: Any, qtbot: QtBot) -> None:
    table = make_table()
    table.show()
    opened: list[Row] = []
    table.opened.connect(opened.append)
    table.focus_search()
    type_text(table.search_edit, "ёлк")
    assert ids(table) == [2]
    qtbot.keyClick(table.search_edit, Qt.Key.Key_Return)
    assert [row.id for row in opened] == [2]
    qtbot.keyClick(table.search_edit, Qt.Key.Key_Escape)
    assert table.search_edit.text() == ""
    assert len(ids(table)) == 5
    qtbot.keyClick(table.search_edit, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is table.view or not table.isActiveWindow()
    table.select(4)
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert [row.id for row in opened] == [2, 4]
    table.close()


def test_escape_with_nothing_to_clear_goes_on_to_the_screen(make_table: Any, qtbot: QtBot) -> None:
    table = make_table()
    passed: list[int] = []
    table.keyPressEvent = lambda event: passed.append(event.key())
    qtbot.keyClick(table.search_edit, Qt.Key.Key_Escape)
    assert passed == [Qt.Key.Key_Escape]


def test_empty_list_offers_the_first_step(make_table: Any, qtbot: QtBot) -> None:
    table = make_table()
    table.set_rows([])
    table.show()
    assert table.empty_state.isVisible()
    assert table.empty_state.title_label.text() == EMPTY.title
    with qtbot.waitSignal(table.first_step):
        table.empty_state.step_button.click()
    table.set_rows(ROWS)
    table.finish_index()
    table.set_query("нет такого")
    assert table.empty_state.title_label.text() == "Ничего не нашлось"
    table.empty_state.step_button.click()
    assert table.search_edit.text() == ""
    assert table.view.isVisible()
    table.close()


def test_count_in_words(make_table: Any) -> None:
    table = make_table(count_words=("ребёнок", "ребёнка", "детей"))
    assert table.count_label.text() == "5 детей"
    table.set_query("ёлкин")
    assert table.count_label.text() == "1 из 5"


def test_copy_gives_cells_parted_by_tabs(make_table: Any) -> None:
    table = make_table(multi=True)
    table.view.selectAll()
    table.copy()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[1] == "Ёлкин Пётр\t+7 901 000-11-22\t31.12.2019\tОтказ"
    assert len(lines) == 5
    words = [action.text() for action in table.context_menu().actions()]
    assert words == ["Копировать строку", "Копировать ячейку", "Упорядочить"]


def test_widths_and_order_are_remembered_apart_from_zoom(
    make_table: Any, qapp: QApplication
) -> None:
    table = make_table()
    look.apply(qapp, "light", 2.0)
    assert table.view.columnWidth(1) == 300
    table.view.horizontalHeader().resizeSection(1, 400)
    table.order_by(2)
    table.order_by(2)
    look.apply(qapp, "light", 1.0)
    again = make_table()
    assert again.view.columnWidth(1) == 200
    assert ids(again) == [3, 1, 5, 2, 4]


def test_unreadable_memory_is_no_obstacle(make_table: Any) -> None:
    from PySide6.QtCore import QSettings

    for rubbish in ("{", "[]", '{"widths": {"name": "wide"}}', '{"widths": {"phone": 1e9}}'):
        QSettings().setValue("tables/test", rubbish)
        assert make_table().view.columnWidth(1) == 150


def test_stretching_column_takes_the_room_that_is_left(make_table: Any) -> None:
    table = make_table()
    table.show()
    table.resize(1300, 500)
    header = table.view.horizontalHeader()
    assert header.length() == table.view.viewport().width()
    table.resize(300, 500)
    assert table.view.columnWidth(0) == 200
    table.close()


def test_rows_are_as_high_as_the_zoom_says(make_table: Any, qapp: QApplication) -> None:
    table = make_table()
    for zoom in (1.0, 1.5, 2.0):
        look.apply(qapp, "light", zoom)
        assert table.view.rowHeight(0) == 32 * zoom


def test_screen_reader_hears_names(make_table: Any) -> None:
    table = make_table()
    assert table.view.accessibleName() == "Дети"
    assert table.search_edit.accessibleName() == "Поиск: Дети"
    index = table.view.model().index(1, 3)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Согласие: Отказ"


def test_searching_before_the_keys_are_made_waits_without_blocking(
    make_table: Any, qtbot: QtBot
) -> None:
    table = make_table()
    many = [Row(at, f"Выдуманный {at}") for at in range(20_000)]
    table.set_rows(many)
    table.set_query("выдуманный 19999")
    assert table.count_label.text() == "Ищу…"
    qtbot.waitUntil(lambda: table.is_indexed, timeout=20_000)
    assert ids(table) == [19_999]


def test_painted_in_both_themes(make_table: Any, qapp: QApplication) -> None:
    table = make_table()
    table.select(2)
    for scheme, theme in (("light", look.LIGHT), ("dark", look.DARK)):
        look.apply(qapp, scheme, 1.0)
        image = table.view.viewport().grab().toImage()
        found = {
            image.pixelColor(x, y).name().upper()
            for x in range(0, image.width(), 3)
            for y in range(0, 160, 3)
        }
        assert {theme.surface, theme.selected, theme.ok_soft, theme.stop_soft} <= found


def test_spare_columns_step_back_before_the_list_scrolls_sideways(qtbot: Any) -> None:
    columns = (
        Column("name", "Имя", lambda row: row[0], width=200, stretch=True),
        Column("state", "Состояние", lambda row: row[1], width=100),
        Column("group", "Группа", lambda row: row[2], width=100, spare=True),
        Column("phone", "Телефон", lambda row: row[3], width=150, spare=True),
    )
    table = SearchableTable("spare", columns, title="Люди", empty=Empty("Пусто"))
    qtbot.addWidget(table)
    table.setMinimumSize(100, 100)
    table.set_rows([("Белая Инна", "открыт", "Пчёлка", "+7 900 000-00-01")])
    table.show()

    def shown(width: int) -> list[int]:
        table.resize(width, 300)
        return [n for n in range(4) if not table.view.isColumnHidden(n)]

    bar = table.view.horizontalScrollBar()
    assert shown(700) == [0, 1, 2, 3]
    assert shown(450) == [0, 1, 2]
    assert shown(330) == [0, 1]
    assert shown(240) == [0, 1]
    assert bar.maximum() == 0  # the name gives way …
    assert table.view.columnWidth(0) < 200
    shown(180)
    assert table.view.columnWidth(0) == 200  # … but not where the list must scroll anyway
    assert shown(700) == [0, 1, 2, 3]
    assert table.view.columnWidth(3) == 150
    table.select(table.rows()[0])
    table.copy()
    assert "+7 900 000-00-01" in QGuiApplication.clipboard().text()


def test_the_named_column_is_the_semibold_one(qtbot: Any) -> None:
    columns = (
        Column("number", "№", lambda row: row, width=60),
        Column("title", "Название", lambda row: row, width=200, stretch=True, names=True),
    )
    table = SearchableTable("named", columns, title="Чаты", empty=Empty("Пусто"))
    qtbot.addWidget(table)
    table.set_rows(["ШШШШШШШШ"])
    table.resize(400, 200)
    table.show()
    picture = table.view.viewport().grab().toImage()

    def ink(left: int, right: int) -> int:
        ground = picture.pixelColor(right - 2, 4)
        return sum(
            picture.pixelColor(x, y) != ground for x in range(left, right) for y in range(2, 28)
        )

    assert ink(60, 330) > ink(0, 60)
    assert table.view.bold.weight() > table.view.plain.weight()


def test_selecting_while_ctrl_is_held_leaves_only_that_row(qtbot: Any) -> None:
    columns = (Column("name", "Имя", lambda row: row, width=200),)
    table = SearchableTable("many", columns, title="Люди", empty=Empty("Пусто"), multi=True)
    qtbot.addWidget(table)
    table.set_rows(["Анна", "Белла", "Вера"])
    table.show()
    table.select("Анна")
    QTest.keyPress(table.view, Qt.Key.Key_Control)
    QTest.keyPress(table.view, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    table.select("Вера")
    assert table.selected() == ["Вера"]
    assert table.current() == "Вера"
    QTest.keyRelease(table.view, Qt.Key.Key_Control)


def test_a_change_of_zoom_keeps_the_widths_of_narrow_columns(qtbot: Any, qapp: Any) -> None:
    columns = (
        Column("number", "№", lambda row: row, width=60),
        Column("title", "Название", lambda row: row, width=200, stretch=True),
    )
    table = SearchableTable("narrow", columns, title="Чаты", empty=Empty("Пусто"))
    qtbot.addWidget(table)
    table.set_rows(["1"])
    table.resize(900, 200)
    table.show()
    look.apply(qapp, "light", 2.0)
    assert table.view.columnWidth(0) == 120
    look.apply(qapp, "light", 1.0)
    assert table.view.columnWidth(0) == 60


def test_the_list_takes_the_keyboard_when_its_rows_come(qtbot: Any) -> None:
    columns = (Column("name", "Имя", lambda row: row, width=200),)
    table = SearchableTable("late", columns, title="Люди", empty=Empty("Пусто"))
    qtbot.addWidget(table)
    table.show()
    table.activateWindow()
    qtbot.waitUntil(table.isActiveWindow)
    table.focus_list()
    table.set_rows(["Анна"])
    qtbot.waitUntil(table.view.hasFocus)


def test_the_count_gives_way_to_the_search_line(qtbot: Any) -> None:
    columns = (Column("name", "Имя", lambda row: row, width=100),)
    table = SearchableTable("count", columns, title="Люди", empty=Empty("Пусто"))
    qtbot.addWidget(table)
    table.setMinimumSize(100, 100)
    table.set_rows(["Анна"])
    table.show()
    table.resize(400, 300)
    assert table.count_label.isVisible()
    table.resize(180, 300)
    assert not table.count_label.isVisible()
