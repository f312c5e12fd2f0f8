"""The screen of people over a real office: lists, cards, deeds, loading a list in three steps."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import make
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from typing_keys import type_text

from desktop import clock
from desktop.importing.fields import Field, Kind
from desktop.importing.matching import Verdict
from desktop.operations import children, drafts, groups, guardians, staff
from desktop.ui import act, bus, jobs
from desktop.ui.app import MainWindow
from desktop.ui.dialogs.import_list import COLUMNS, PREVIEW, SOURCE, ImportDialog
from desktop.ui.form import Pick
from desktop.ui.screens.people import PeoplePage
from desktop.ui.workplace import Workplace

Enter = Callable[[str], Workplace]
HEAD = "ФИО ребёнка\tДата рождения\tГруппа\tМать\tТелефон матери"
LIST = f"""Список воспитанников
{HEAD}
Ершова Тамара Егоровна\t02.02.2021\tЗвёздочка\tЕршова Зоя Львовна\t8 916 000-00-01
Ершов Егор Егорович\t02.02.2019\tПчёлка\tЕршова Зоя Львовна\t8 916 000-00-01
Морозов Лев Сергеевич\t12.03.2021\tПчёлка\t\t
Дурнов Пётр Алексеевич\t17.07.2020\tПчёлка\t\t
Рыбин\t01.01.2021\tПчёлка\t\t"""


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 20))


def page_of(place: Workplace) -> PeoplePage:
    place.go("people")
    jobs.wait_idle()
    page = place.page("people")
    assert isinstance(page, PeoplePage)
    page.children_tab.table.finish_index()
    return page


def fill(**values: Any) -> Callable[[Any], bool]:
    """An answer to a form: these fields, then its button."""

    def answer(question: Any) -> bool:
        dialog = question.subject
        for key, value in values.items():
            dialog.form.field(key).set_value(value)
        dialog.try_accept()
        return bool(dialog.result())

    return answer


def read(operation: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """What an operation says now, asked on the thread of the bases."""
    told: list[Any] = []
    act.ask(bus._bus, operation, *args, done=told.append, **kwargs)
    jobs.wait_idle()
    return told[0]


def texts(widget: QWidget) -> str:
    return "\n".join(w.text() for w in widget.findChildren(QLabel) if not w.isHidden())


def surnames(page: PeoplePage) -> list[str]:
    return [row.name.last for row in page.children_tab.table.shown()]


def stand_on(page: PeoplePage, surname: str) -> None:
    row = next(r for r in page.children_tab.table.rows() if r.name.last == surname)
    page.show_child(row.id)
    jobs.wait_idle()


# Lists and cards


def test_children_with_their_families(workplace: Enter) -> None:
    page = page_of(workplace("secretary"))
    assert len(page.children_tab.table.rows()) == 6
    stand_on(page, "Морозов")
    card = page.children_tab.card
    assert card.title_label.text() == "Морозов Лев Сергеевич"
    assert card.chip.chip.word == "Ромашка"
    told = texts(card)
    for part in ("12.03.2021, 5 лет", "Морозова Анна Викторовна", "+7 916 123-45-67", "отец"):
        assert part in told
    stand_on(page, "Ким")
    assert "некому подписать согласие" in card.band.text_label.text()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("морозову", ["Морозов"]),
        ("Льву", ["Морозов"]),
        ("зайцу", ["Заяц"]),
        ("алену шевченко", ["Шевченко"]),
        ("Мамедовым Али", ["Мамедов"]),
        ("8 916 123-45-67", ["Морозов"]),
        ("4567", ["Морозов"]),
        ("пчелка 2020", ["Дурново", "Заяц", "Ким"]),
        ("несуществующим", []),
    ],
)
def test_a_child_is_found_by_any_case_form_and_by_digits(
    workplace: Enter, typed: str, found: list[str]
) -> None:
    page = page_of(workplace("secretary"))
    type_text(page.children_tab.table.search_edit, typed)
    assert sorted(surnames(page)) == found


def test_one_group_nobodys_and_the_departed(workplace: Enter, answers: Any) -> None:
    page = page_of(workplace("secretary"))
    tab = page.children_tab
    box = tab.group_box
    assert [box.itemText(at) for at in range(box.count())] == [
        "Все группы", "Пчёлка", "Ромашка", "Вне групп", "Выбывшие",
    ]  # fmt: skip
    box.setCurrentIndex(1)
    assert sorted(surnames(page)) == ["Дурново", "Заяц", "Ким"]
    stand_on(page, "Ким")
    answers.will("dialog", fill(reason="другое", other="семья переехала в Заполье"))
    tab.depart_button.click()
    jobs.wait_idle()
    assert "Ким" not in surnames(page)
    box.setCurrentIndex(box.count() - 1)
    jobs.wait_idle()
    assert surnames(page) == ["Ким"]
    told = texts(tab.card)
    assert "20.11.2026" in told
    assert "семья переехала в Заполье" in told
    assert not tab.depart_button.isVisible()
    assert box.itemText(3) == "Вне групп"


def test_ctrl_n_makes_a_child_and_undo_takes_it_back(
    workplace: Enter, answers: Any, window: MainWindow, qtbot: QtBot
) -> None:
    place = workplace("secretary")
    page = page_of(place)
    assert page.new_button.text() == "Новый воспитанник"
    window.activateWindow()
    page.children_tab.table.view.setFocus()
    answers.will(
        "dialog",
        fill(last="Ершова", first="Тамара", middle="Егоровна", birth_date=date(2021, 2, 2)),
    )
    qtbot.keyClick(page.children_tab.table.view, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    jobs.wait_idle()
    assert page.children_tab.card.title_label.text() == "Ершова Тамара Егоровна"
    assert "Ершова" in place.feedback.text
    assert read(drafts.kept_form, "child:new") is None
    place.feedback.undo_button.click()
    jobs.wait_idle()
    assert "Ершова" not in surnames(page)


def test_a_double_is_told_before_it_is_made(workplace: Enter, answers: Any) -> None:
    page = page_of(workplace("secretary"))
    seen: list[dict[str, str]] = []

    def answer(question: Any) -> bool:
        dialog = question.subject
        for key, value in (("last", "Морозов"), ("first", "Лев"), ("middle", "Сергеевич")):
            dialog.form.field(key).set_value(value)
        dialog.try_accept()
        seen.append(dialog.form.errors())
        return False

    answers.will("dialog", answer)
    page.new()
    jobs.wait_idle()
    assert "Морозов Лев Сергеевич (Ромашка, 12.03.2021)" in seen[0]["last"]


def test_transfer_and_change(workplace: Enter, answers: Any) -> None:
    page = page_of(workplace("secretary"))
    stand_on(page, "Морозов")
    pchelka = next(g.id for g in read(groups.groups) if g.title == "Пчёлка")
    answers.will("dialog", fill(group=pchelka, reason="по заявлению"))
    page.children_tab.transfer_button.click()
    jobs.wait_idle()
    assert page.children_tab.card.chip.chip.word == "Пчёлка"
    assert "по 19.11.2026 – по заявлению" in texts(page.children_tab.card)
    answers.will("dialog", fill(admission_order="№ 7-к от 01.09.2026"))
    page.children_tab.edit_button.click()
    jobs.wait_idle()
    assert "№ 7-к от 01.09.2026" in texts(page.children_tab.card)


def test_representatives_added_picked_changed_and_ended(workplace: Enter, answers: Any) -> None:
    page = page_of(workplace("secretary"))
    stand_on(page, "Ким")
    answers.will(
        "dialog",
        fill(last="Ким", first="Юлия", kinship="мать", phones=("79160000055",), channel="paper"),
    )
    page.children_tab.guardian_button.click()
    jobs.wait_idle()
    assert "+7 916 000-00-55" in texts(page.children_tab.card)
    mother = next(g for g in read(guardians.guardians) if g.name.last == "Шевченко")

    def pick(question: Any) -> bool:
        dialog = question.subject
        dialog.pick_field.set_value(Pick(mother.id, mother.name.full))
        assert dialog.form.field("first").value() == "Мария"
        dialog.form.field("kinship").set_value("опекун")
        dialog.try_accept()
        return bool(dialog.result())

    answers.will("dialog", pick)
    page.children_tab.add_guardian()
    jobs.wait_idle()
    both = next(g for g in read(guardians.guardians) if g.id == mother.id)
    assert both.children == "Шевченко Алёна, Ким Виктория"
    end = next(
        b
        for b in page.children_tab.card.findChildren(QAbstractButton)
        if b.accessibleName() == "Прекратить представительство: Ким Юлия"
    )
    answers.will("dialog", fill(on_date=date(2026, 11, 1)))
    end.click()
    jobs.wait_idle()
    assert "Юлия" not in texts(page.children_tab.card)
    page.tabs.setCurrentWidget(page.guardians_tab)
    jobs.wait_idle()
    page.guardians_tab.select(mother.id)
    jobs.wait_idle()
    assert page.guardians_tab.card.title_label.text() == "Шевченко Мария Олеговна"
    go = page.guardians_tab.card.findChildren(QAbstractButton)
    next(b for b in go if b.text() == "Ким Виктория Андреевна").click()
    jobs.wait_idle()
    assert page.tab is page.children_tab
    assert page.children_tab.card.title_label.text() == "Ким Виктория Андреевна"


def test_employees(workplace: Enter, answers: Any) -> None:
    page = page_of(workplace("secretary"))
    page.tabs.setCurrentWidget(page.staff_tab)
    jobs.wait_idle()
    assert page.new_button.text() == "Новый работник"
    answers.will(
        "dialog", fill(last="Орлова", first="Дина", position="повар", phones=("79160000099",))
    )
    page.new_button.click()
    jobs.wait_idle()
    told = texts(page.staff_tab.card)
    assert "повар" in told
    assert "+7 916 000-00-99" in told
    answers.will("dialog", fill(on_date=date(2026, 11, 19)))
    page.staff_tab.dismiss_button.click()
    jobs.wait_idle()
    assert all(row.name.last != "Орлова" for row in page.staff_tab.table.shown())
    page.staff_tab.dismissed_check.setChecked(True)
    assert any(row.name.last == "Орлова" for row in page.staff_tab.table.shown())
    lapteva = next(row for row in read(staff.employees) if row.name.last == "Лаптева")
    page.staff_tab.select(lapteva.id)
    jobs.wait_idle()
    assert "01.09.2015, 11 лет" in texts(page.staff_tab.card)
    assert "Ромашка" in texts(page.staff_tab.card)


def test_groups(workplace: Enter, answers: Any) -> None:
    page = page_of(workplace("secretary"))
    page.tabs.setCurrentWidget(page.groups_tab)
    jobs.wait_idle()
    assert page.tabs.tabText(3) == "Группы"
    answers.will("dialog", fill(title="Ромашка"))  # there is one already: asked again
    told: list[str] = []

    def again(question: Any) -> bool:
        told.append(question.subject.problem_band.text_label.text())
        return fill(title="Звёздочка")(question)

    answers.will("dialog", again)
    page.new_button.click()
    jobs.wait_idle()
    assert "уже есть" in told[0]
    assert page.groups_tab.card.title_label.text() == "Группа «Звёздочка»"
    romashka = next(g.id for g in read(groups.groups) if g.title == "Ромашка")
    page.show_item({"group_id": romashka})
    jobs.wait_idle()
    assert page.groups_tab.card.chip.chip.word == "3 ребёнка"
    page.groups_tab.list_wanted.emit(romashka)
    jobs.wait_idle()
    assert sorted(surnames(page)) == ["Мамедов", "Морозов", "Шевченко"]


def test_the_head_reads_and_changes_nothing(workplace: Enter) -> None:
    page = page_of(workplace("head"))
    stand_on(page, "Морозов")
    assert "+7 916 123-45-67" in texts(page.children_tab.card)
    tab = page.children_tab
    for made in (page.new_button, page.import_button, tab.edit_button, tab.transfer_button,
                 tab.depart_button, tab.guardian_button):  # fmt: skip
        assert not made.isVisible()
    page.new()
    page.import_list()
    tab.table.opened.emit(tab.table.current())
    jobs.wait_idle()


def test_what_was_typed_survives(workplace: Enter, answers: Any, qtbot: QtBot) -> None:
    page = page_of(workplace("secretary"))

    def leave_it(question: Any) -> bool:
        dialog = question.subject
        type_text(dialog.form.field("last").edit, "Недописанная")
        dialog.keep()
        jobs.wait_idle()
        dialog._is_locked_away = True
        return False

    answers.will("dialog", leave_it)
    page.new()
    jobs.wait_idle()
    shown: list[str] = []

    def look(question: Any) -> bool:
        shown.append(question.subject.form.field("last").value())
        return False

    answers.will("dialog", look)
    page.new()
    jobs.wait_idle()
    assert shown == ["Недописанная"]
    assert read(drafts.kept_form, "child:new") is None


# Loading a list


def load(
    text: str, then: Callable[[ImportDialog], Any] | None = None, *, agree: bool = True
) -> Callable[[Any], bool]:
    """An answer to the import dialog: paste, go on to the last step, decide, load."""

    def answer(question: Any) -> bool:
        dialog = question.subject
        assert isinstance(dialog, ImportDialog)
        assert dialog.step == SOURCE
        dialog.read_text(text)
        jobs.wait_idle()
        assert dialog.step == COLUMNS
        dialog.next_button.click()
        jobs.wait_idle()
        assert dialog.step == PREVIEW
        if then is not None:
            then(dialog)
        if agree:
            dialog.next_button.click()
        return bool(dialog.result())

    return answer


def test_a_list_is_pasted_decided_loaded_and_undone(workplace: Enter, answers: Any) -> None:
    place = workplace("secretary")
    page = page_of(place)
    before = surnames(page)

    def decide(dialog: ImportDialog) -> None:
        preview = dialog.preview
        assert preview.table is not None
        assert "Появится группа: Звёздочка." in preview.summary_label.text()
        assert dialog.next_button.text() == "Загрузить 3 детей"
        assert "Не решено строк: 1" in dialog.hint_label.text()
        (line,) = preview.undecided
        assert [row.ident for row in preview.table.shown()] == [line.ident]
        assert preview.chip_of(line).word == "похож: решите"
        it_is = [
            b
            for b in preview.detail.findChildren(QAbstractButton)
            if b.accessibleName() == "Это Дурново Пётр Алексеевич"
        ]
        it_is[0].click()
        assert preview.chip_of(line).word == "это он(а)"
        assert dialog.next_button.text() == "Загрузить 4 детей"
        preview.filter_box.setCurrentIndex(0)
        assert len(preview.table.shown()) == 5
        rejected = next(r for r in preview.table.shown() if r.verdict is Verdict.REJECTED)
        preview.table.select(rejected.ident)
        assert "Нет имени ребёнка" in texts(preview.detail)

    answers.will("dialog", load(LIST, decide))
    page.import_button.click()
    jobs.wait_idle()
    assert place.feedback.text == "Загрузка списка: 4 ребёнка; не загружено: 1"
    assert {"Ершова", "Ершов", "Дурнов"} <= set(surnames(page))
    assert "Дурново" not in surnames(page)
    place.feedback.undo_button.click()
    jobs.wait_idle()
    assert surnames(page) == before


def test_every_answer_to_a_close_row(workplace: Enter, answers: Any) -> None:
    page = page_of(workplace("secretary"))

    def decide(dialog: ImportDialog) -> None:
        preview = dialog.preview
        (line,) = preview.undecided
        for word, chip in (
            ("Это новый", "новый"),
            ("Пропустить строку", "пропустим"),
            ("Передумать", "похож: решите"),
        ):
            found = preview.detail.findChildren(QAbstractButton)
            next(b for b in found if b.text() == word).click()
            assert preview.chip_of(line).word == chip
        preview.all_skip_button.click()
        assert not preview.undecided
        assert dialog.next_button.text() == "Загрузить 3 детей"

    answers.will("dialog", load(LIST, decide, agree=False))
    page.import_list()
    jobs.wait_idle()
    assert "Ершова" not in surnames(page)


def test_meanings_are_changed_by_hand(workplace: Enter, answers: Any) -> None:
    page = page_of(workplace("secretary"))

    def answer(question: Any) -> bool:
        dialog = question.subject
        dialog.read_text("Позиция\tЗначение\nа-1\tЕршова, Тамара\nа-2\tРыбина, Ася")
        jobs.wait_idle()
        columns = dialog.columns
        assert "Не найден столбец" in columns.warn_band.text_label.text()
        assert not dialog.next_button.isEnabled()
        box = columns.boxes[1]
        box.setCurrentIndex(box.findData(Field.FULL_NAME))
        box.activated.emit(box.currentIndex())
        assert dialog.next_button.isEnabled()
        columns.group_box.setCurrentText("Пчёлка")
        dialog.next_button.click()
        jobs.wait_idle()
        assert dialog.step == PREVIEW
        dialog.back_button.click()
        assert dialog.step == COLUMNS
        dialog.next_button.click()
        jobs.wait_idle()
        assert dialog.next_button.isEnabled()
        dialog.next_button.click()
        return bool(dialog.result())

    answers.will("dialog", answer)
    page.import_list()
    jobs.wait_idle()
    made = next(r for r in page.children_tab.table.rows() if r.name.last == "Ершова")
    assert made.group == "Пчёлка"


def test_letters_are_chosen_again(workplace: Enter, answers: Any, tmp_path: Path) -> None:
    page = page_of(workplace("secretary"))
    file = tmp_path / "список.csv"
    file.write_bytes("ФИО;Группа\nЕршова Тамара Егоровна;Пчёлка\n".encode("cp866"))

    def answer(question: Any) -> bool:
        dialog = question.subject
        answers.will("open", file)
        dialog.source.file_button.click()
        jobs.wait_idle()
        box = dialog.columns.encoding_box
        assert box.currentData() == "cp866"
        box.setCurrentIndex(box.findData("koi8-r"))
        box.activated.emit(box.currentIndex())
        jobs.wait_idle()
        assert not dialog.next_button.isEnabled()
        box.setCurrentIndex(box.findData("cp866"))
        box.activated.emit(box.currentIndex())
        jobs.wait_idle()
        dialog.next_button.click()
        jobs.wait_idle()
        dialog.next_button.click()
        return bool(dialog.result())

    answers.will("dialog", answer)
    page.import_list()
    jobs.wait_idle()
    assert "Ершова" in surnames(page)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "а не таблица"),
        (b"PK\x03\x04 broken", "повреждён"),
        (None, "не найден"),
    ],
)
def test_a_wrong_file_is_told_in_the_dialog_and_changes_nothing(
    workplace: Enter, answers: Any, tmp_path: Path, content: bytes | None, told: str
) -> None:
    page = page_of(workplace("secretary"))
    before = surnames(page)
    file = tmp_path / "список детей.xlsx"
    if content is not None:
        file.write_bytes(content)

    def answer(question: Any) -> bool:
        dialog = question.subject
        dialog.read_file(file)
        jobs.wait_idle()
        assert dialog.step == SOURCE
        assert told in dialog.problem_band.text_label.text()
        dialog.read_text("   ")
        jobs.wait_idle()
        assert "Вставлять нечего" in dialog.problem_band.text_label.text()
        return False

    answers.will("dialog", answer)
    page.import_list()
    jobs.wait_idle()
    assert surnames(page) == before


def test_a_refused_loading_shows_the_list_again(
    workplace: Enter, answers: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(workplace("secretary"))
    before = surnames(page)

    def meanwhile(dialog: ImportDialog) -> None:
        data = children.ChildData(make.name("Ершова Тамара Егоровна"), date(2021, 2, 2))
        act.perform(page, children.save_child, data)
        jobs.wait_idle()

    again: list[str] = []

    def second(question: Any) -> bool:
        again.append(question.subject.problem_band.text_label.text())
        assert question.subject.step == PREVIEW
        return False

    answers.will("dialog", load(LIST, meanwhile))
    answers.will("dialog", second)
    page.import_list()
    jobs.wait_idle()
    assert "посмотрите его ещё раз" in again[0]
    assert sorted(surnames(page)) == sorted([*before, "Ершова"])


def test_other_places_lead_here(workplace: Enter, answers: Any) -> None:
    place = workplace("secretary")
    answers.will("dialog", lambda question: False)
    bus.go.emit("people", "import")
    jobs.wait_idle()
    assert isinstance(answers.asked[-1].subject, ImportDialog)
    page = place.page("people")
    assert isinstance(page, PeoplePage)
    ident = next(r.id for r in read(children.children) if r.name.last == "Заяц")
    bus.go.emit("people", ident)
    jobs.wait_idle()
    assert page.children_tab.card.title_label.text() == "Заяц Надежда Павловна"


def test_a_list_for_one_group_and_a_list_of_employees(workplace: Enter, answers: Any) -> None:
    page = page_of(workplace("secretary"))
    page.tabs.setCurrentWidget(page.groups_tab)
    jobs.wait_idle()

    def into(question: Any) -> bool:
        dialog = question.subject
        assert dialog.columns.default_group == "Пчёлка"
        return load("ФИО\tДата рождения\nРыбина Ася Львовна\t01.01.2021")(question)

    answers.will("dialog", into)
    page.groups_tab.import_button.click()
    jobs.wait_idle()
    rybina = next(r for r in read(children.children) if r.name.last == "Рыбина")
    assert rybina.group == "Пчёлка"
    page.tabs.setCurrentWidget(page.staff_tab)
    jobs.wait_idle()

    def staff_list(question: Any) -> bool:
        assert question.subject.source.kind is Kind.STAFF
        return load("Фамилия\tИмя\tОтчество\tДолжность\nОрлова\tДина\tЛьвовна\tповар")(question)

    answers.will("dialog", staff_list)
    page.import_button.click()
    jobs.wait_idle()
    assert any(row.name.last == "Орлова" for row in page.staff_tab.table.rows())


def test_every_control_has_a_name(workplace: Enter, answers: Any) -> None:
    page = page_of(workplace("secretary"))
    stand_on(page, "Морозов")

    def unnamed(widget: QWidget) -> list[str]:
        kinds = (QLineEdit, QComboBox, QAbstractButton)
        return [
            f"{type(w).__name__} {w.objectName()}"
            for kind in kinds
            for w in widget.findChildren(kind)
            if not w.accessibleName() and not w.objectName().startswith("qt_")
            and w.isVisibleTo(widget)
        ]  # fmt: skip

    found = unnamed(page)

    def look(dialog: ImportDialog) -> None:
        found.extend(unnamed(dialog))

    answers.will("dialog", load(LIST, look, agree=False))
    page.import_list()
    jobs.wait_idle()
    assert not found


def test_nothing_is_read_for_who_may_not_see(workplace: Enter) -> None:
    place = workplace("teacher")
    place.go("people")
    jobs.wait_idle()
    assert all(screen.id != "people" for screen in place._screens)
