"""The whole first office day through the window, by a person's hands only.

A fresh folder with spaces and Cyrillic: first start → class list from a real workbook → employee →
chat → consents → order → head's signature → the chat opens → a draft is judged and mended → the
program is closed and opened again → everything is there → the teacher checks a message too.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import hands
import make
import pypdfium2
import pytest
from openpyxl import Workbook
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop import clock
from desktop.ui import jobs
from desktop.ui.app import MainWindow
from desktop.ui.dialogs.import_list import COLUMNS, PREVIEW, SOURCE
from desktop.ui.screens.chats import ChatsPage
from desktop.ui.screens.check import CheckPage
from desktop.ui.screens.consents import ConsentsPage
from desktop.ui.screens.documents import DocumentsPage
from desktop.ui.screens.people import PeoplePage
from desktop.ui.screens.settings import SettingsPage
from desktop.ui.sign_in import SignIn
from desktop.ui.wizard import Wizard
from desktop.ui.workplace import Workplace

MORNING = datetime(2026, 11, 20, 10, 0)  # a Friday
HEAD_PASSWORD, TEACHER_PASSWORD = "три зелёных огурца на столе", "семь рыжих котов под лавкой"
CHAT = "Ромашка – родители"
CHILDREN = ["Мамедов Али Гусейн оглы", "Морозов Лев Сергеевич", "Шевченко Алёна Дмитриевна"]
MOTHER, FATHER = "Морозова Анна Викторовна", "Морозов Сергей Иванович"
NASTY = (
    "Уважаемые родители! ВСЕМ ПРИНЕСТИ 𝓹𝓸𝓭𝓪𝓻𝓸𝓴 к утреннику. Морозову Льву нужен костюм, "
    "шевченко алёне – сменная обувь. Вопросы: 8 (900) 123-45-67."
)
MENDED = (
    "Уважаемые родители! Всем принести podarok к утреннику. Морозову Льву нужен костюм, "
    "ребёнку – сменная обувь. Вопросы: ."
)
# Without a screen there is no keyboard to take for the list of the names found.
pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)")


@dataclass
class Day:
    """The window of the day, the answers to its dialogs, the places of its files."""

    window: MainWindow
    answers: Any
    qtbot: QtBot
    data: Path
    files: Path

    @property
    def place(self) -> Workplace:
        shown = self.window.centralWidget()
        assert isinstance(shown, Workplace)
        return shown

    def go(self, title: str, page_id: str) -> Any:
        """Click a section and get its page."""
        hands.open_section(self.place.side_list, title)
        return self.place.page(page_id)

    def dialog(self, answer: Callable[[Any], Any] | bool) -> None:
        self.answers.will("dialog", answer)


@pytest.fixture
def day(
    tmp_path: Path, answers: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Day]:
    monkeypatch.setattr(clock, "now", lambda: MORNING.astimezone())
    files = tmp_path / "Рабочий стол № 1"
    files.mkdir()
    data = tmp_path / "Мои документы" / "Порядок – данные"
    made = Day(opened(data, qtbot), answers, qtbot, data, files)
    yield made
    made.window.close()


def opened(data: Path, qtbot: QtBot) -> MainWindow:
    window = MainWindow(data)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    with qtbot.waitExposed(window):
        window.show()
    return window


def pdf_text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    pages = [document[at] for at in range(len(document))]
    text = "\n".join(page.get_textpage().get_text_range() for page in pages)
    document.close()
    return text


def test_the_office_day(day: Day) -> None:
    first_start(day)
    class_list(day)
    employee(day)
    chat(day)
    administrators(day)
    consent_forms(day)
    signed_stack_and_a_refusal(day)
    order(day)
    account(day, "руководитель", "Заведующая", HEAD_PASSWORD)
    account(day, "педагог", "Лаптева В.И.", TEACHER_PASSWORD, ("лап", "Лаптева Вера Игоревна"))
    leave(day)
    the_head_signs(day)
    leave(day)
    sign_in(day, "Секретарь", make.PASSWORD)
    chat_opens(day)
    draft_judged_and_mended(day)
    closed_and_opened_again(day)
    everything_is_there(day)
    leave(day)
    the_teacher_only_checks(day)
    assert day.answers.left == [], "a dialog that was to come did not"


# Morning: the first start


def first_start(day: Day) -> None:
    wizard = day.window.centralWidget()
    assert isinstance(wizard, Wizard)
    form = wizard.institution_page.form
    hands.fill(
        form.left_form,
        {
            "kind": "Детский сад",
            "full_name": make.ORGANIZATION.full_name,
            "short_name": make.ORGANIZATION.short_name,
            "place": "г. Заречинск",
            "head_name": "Кленова Ирина Андреевна",
            "head_since": "1 августа 2019",
        },
    )
    assert form.left_form.values()["head_position"] == "заведующий"
    hands.fill(
        form.right_form,
        {"inn": "7707 083893", "ogrn": "1027700132195", "bodies": "Совет родителей"},
    )
    hands.press(wizard.next_button)
    hands.fill(wizard.user_page.form, {"password": make.PASSWORD, "again": make.PASSWORD})
    hands.press(wizard.next_button)

    sheet = day.files / "Ключ восстановления.pdf"
    day.answers.will("save", sheet)
    hands.press(wizard.recovery_page.sheet.save_button)
    key = re.findall(r"^\w{4}(?: \w{4}){3}(?=\r?$)", pdf_text(sheet), re.MULTILINE)
    assert len(key) == 2, "the key stands on the sheet in two lines"
    hands.write(wizard.recovery_page.sheet.key_edit, " ".join(key).lower())
    hands.press(wizard.next_button)

    hands.press(wizard.regulation_page.cards["000"])
    hands.fill(
        wizard.regulation_page.form,
        {"order_number": "12-ОД", "approved_on": "01.09.2025"},
    )
    hands.press(wizard.next_button)
    hands.press(wizard.people_page.cards["import"])
    hands.press(wizard.next_button)
    day.dialog(load_list(day, workbook(day.files)))
    hands.press(wizard.next_button)  # «Начать работу» leads straight to loading the list
    jobs.wait_idle()


def workbook(folder: Path) -> Path:
    """The list of the group as a teacher keeps it: a title, one cell for names, one for parents."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Список"
    lines = [
        ["Список детей группы «Ромашка» на 2026/2027 учебный год"],
        [],
        ["№ п/п", "ФИО ребёнка", "Дата рождения", "Родители, телефоны"],
        [1, "Морозов Лев Сергеевич", date(2021, 3, 12),
         f"{MOTHER}, 8 (900) 000-01-01\n{FATHER}, 8-900-000-01-02"],
        [2, "Мамедов Али Гусейн оглы", "01.05.2021", "Мамедова Лейла Рашид кызы +7 900 000 02 01"],
        [3, "Шевченко Алёна Дмитриевна", date(2021, 11, 30), "Шевченко Мария Олеговна 89000000301"],
        [4, "Шевченко Алена Дмитреевна", date(2021, 11, 30), "Шевченко Мария Олеговна 89000000301"],
    ]  # fmt: skip
    for line in lines:
        sheet.append(line)
    path = folder / "Список группы № 1.xlsx"
    book.save(path)
    return path


def load_list(day: Day, path: Path) -> Callable[[Any], bool]:
    """The answer to the import dialog: the file, the columns, the doubtful row, the deed."""

    def answer(question: Any) -> bool:
        dialog = question.subject
        dialog.show()
        assert dialog.step == SOURCE
        day.answers.will("open", path)
        hands.press(dialog.source.file_button)
        assert dialog.step == COLUMNS, hands.told(dialog)
        hands.press(dialog.next_button)
        assert dialog.step == PREVIEW, hands.told(dialog)
        preview = dialog.preview
        assert "Появится группа: Ромашка." in preview.summary_label.text()
        doubtful = hands.stand(preview.table, lambda line: "Дмитреевна" in line.title)
        assert preview.chip_of(doubtful).word == "похож: решите"
        hands.press_named(preview.detail, f"Пропустить строку: {doubtful.title}")
        assert dialog.next_button.text() == "Загрузить 3 детей"
        hands.press(dialog.next_button)
        return bool(dialog.result())

    return answer


def class_list(day: Day) -> None:
    """Loaded by the first start, taken back, loaded once more."""
    page = day.place.page("people")
    assert isinstance(page, PeoplePage)
    table = page.children_tab.table
    assert names(table) == CHILDREN
    hands.press(day.place.feedback.undo_button)
    assert names(table) == []
    day.dialog(load_list(day, day.files / "Список группы № 1.xlsx"))
    hands.press(page.import_button)
    assert names(table) == CHILDREN
    assert "3 ребёнка" in day.place.feedback.text
    hands.stand(table, lambda row: row.name.last == "Морозов")
    family = hands.told(page.children_tab.card)
    for part in (MOTHER, "мать", "+7 900 000-01-01", FATHER, "отец", "+7 900 000-01-02"):
        assert part in family


def names(table: Any) -> list[str]:
    return sorted(row.name.full for row in table.shown())


def employee(day: Day) -> None:
    page = day.place.page("people")
    assert isinstance(page, PeoplePage)
    hands.open_tab(page.tabs, "Работники")
    day.dialog(
        hands.filled(
            last="Лаптева",
            first="Вера",
            middle="Игоревна",
            position="воспитатель",
            hired_on="01.09.2015",
            educating_since="1 сентября 2015",
            phones="8 900 000 09 01",
        )
    )
    hands.press(page.new_button)
    assert names(page.staff_tab.table) == ["Лаптева Вера Игоревна"]
    assert "01.09.2015, 11 лет" in hands.told(page.staff_tab.card)


# The chat, its administrators, the families' consents


def chat(day: Day) -> None:
    page: ChatsPage = day.go("Чаты", "chats")
    day.dialog(
        hands.filled(
            title=CHAT,
            groups=("Ромашка",),
            platform="MAX",
            purpose="Оперативное информирование родителей",
            hours=("8", "19"),
            hours_basis="решение родительского собрания, протокол № 2 от 10.09.2026",
            term_until="31.05.2027",
        )
    )
    hands.press(page.new_button)
    assert page.card.state_bar.title_label.text() == CHAT
    assert page.card.state_bar.state_chip.chip.word == "проект"
    assert "пн–пт 08:00–19:00" in hands.told(page.card.passport)
    missing = page.card.state_bar.missing_band.text_label.text()
    assert "не назначен администратор от работников" in missing


def administrators(day: Day) -> None:
    page: ChatsPage = day.go("Чаты", "chats")
    hands.open_tab(page.card.tabs, "Администраторы")
    for role, key, typed, name in (
        ("администратор от работников", "employee", "лапт", "Лаптева Вера Игоревна"),
        ("администратор от родителей", "guardian", "морозова анна", MOTHER),
    ):
        day.dialog(hands.filled(**{key: (typed, name)}))
        hands.press_named(page.card.administrators, f"Назначить: {role}")
        assert name in hands.told(page.card.administrators)
    assert not page.card.state_bar.missing_band.isVisible()


def consent_forms(day: Day) -> None:
    page: ConsentsPage = day.go("Согласия", "consents")
    assert page.progress_label.text() == "Ответили 0 из 3 семей"
    hands.select_all(page.table)
    target = day.files / "Бланки согласий.pdf"

    def save(question: Any) -> bool:
        dialog = question.subject
        dialog.show()
        assert dialog.preview.page_count >= 4
        day.answers.will("save", target)
        hands.press(dialog.preview.save_button)
        hands.press(dialog.close_button)
        return bool(dialog.result())

    day.dialog(hands.filled())
    day.dialog(save)
    hands.press(page.print_button)
    paper = " ".join(pdf_text(target).split())
    for name in ("Морозов", "Мамедов", "Шевченко", MOTHER, FATHER, "Мамедова Лейла Рашид кызы"):
        assert name in paper, f"{name} is not on the forms"
    assert {line.state for line in page.table.shown()} == {"printed"}


def signed_stack_and_a_refusal(day: Day) -> None:
    page: ConsentsPage = day.go("Согласия", "consents")
    hands.select_all(page.table)
    day.dialog(hands.filled(forms=("Морозова Анна", "Морозов Сергей", "Мамедова Лейла")))
    hands.press(page.stack_button)
    hands.stand(page.table, lambda line: line.child.last == "Шевченко")
    day.dialog(hands.filled(forms=("Шевченко Мария",), note="вх. № 14 от 20.11.2026"))
    hands.press(page.card.refused_button)
    assert states(page) == {"Мамедов": "signed", "Морозов": "signed", "Шевченко": "refused"}
    assert page.progress_label.text() == "Ответили 3 из 3 семей"


def states(page: ConsentsPage) -> dict[str, str]:
    return {line.child.last: line.state for line in page.table.shown()}


# The order and the head


def order(day: Day) -> None:
    page: ChatsPage = day.go("Чаты", "chats")

    def look(dialog: Any) -> None:
        missing = dialog.missing_band.text_label  # follows the form after a short rest
        day.qtbot.waitUntil(lambda: "кто ведёт реестр" not in missing.text())
        jobs.wait_idle()
        assert dialog.preview.page_count >= 1

    day.dialog(hands.filled(look, registrar="Лаптева Вера Игоревна"))
    hands.press(page.card.state_bar.order_button)
    papers = day.place.page("documents")
    assert isinstance(papers, DocumentsPage)
    assert papers.isVisible()
    assert papers.paper_label.text().startswith("№ 1-ОД от 20.11.2026")
    assert papers.preview.page_count >= 1
    assert papers.state_chip.chip.word == "на подпись"
    assert not papers.sign_button.isVisible()
    target = day.files / "Приказ.pdf"
    day.answers.will("save", target)
    hands.press(papers.preview.save_button)
    paper = " ".join(pdf_text(target).split())
    for part in (CHAT, "1-ОД", "Лаптев", "И. А. Кленова"):
        assert part in paper, f"«{part}» is not in the order"


def account(
    day: Day, role: str, login: str, password: str, person: tuple[str, str] | None = None
) -> None:
    page: SettingsPage = day.go("Настройки", "settings")
    hands.open_tab(page.tabs, "Пользователи")
    whose = {"employee": person} if person else {}
    day.dialog(hands.filled(role=role, **whose, login=login, password=password, again=password))
    hands.press(page.parts["users"].new_button)
    assert login in [row.id for row in page.parts["users"].table.shown()]


def leave(day: Day) -> None:
    hands.press(day.place.lock_button)
    day.qtbot.waitUntil(lambda: isinstance(day.window.centralWidget(), SignIn))


def sign_in(day: Day, login: str, password: str) -> None:
    page = day.window.centralWidget()
    assert isinstance(page, SignIn)
    day.qtbot.waitUntil(page.isVisible)
    hands.choose(page.login_box, login)
    hands.write(page.password_edit, password)
    hands.press(page.enter_button)
    day.qtbot.waitUntil(lambda: isinstance(day.window.centralWidget(), Workplace))
    jobs.wait_idle()


def the_head_signs(day: Day) -> None:
    sign_in(day, "Заведующая", HEAD_PASSWORD)
    page: DocumentsPage = day.go("Документы", "documents")
    assert page.tabs.tabText(page.tabs.currentIndex()) == "На подпись (1)"
    hands.stand(page.tables["sign"], lambda row: row.number == "1-ОД")
    assert page.preview.page_count >= 1
    day.dialog(hands.filled())
    hands.press(page.sign_button)
    assert page.state_chip.chip.word == "подписан"
    assert page.tabs.tabText(0) == "На подпись"


def chat_opens(day: Day) -> None:
    page: ChatsPage = day.go("Чаты", "chats")
    bar = page.card.state_bar
    assert not bar.missing_band.isVisible(), bar.missing_band.text_label.text()
    day.dialog(hands.filled())
    hands.press(bar.step_buttons["open"])
    assert bar.state_chip.chip.word == "открыт"


# The draft


def draft_judged_and_mended(day: Day) -> None:
    page: CheckPage = day.go("Проверка сообщения", "check")
    settled(day, page)
    assert CHAT in page.sending.chat_box.currentText(), "the only chat is chosen by itself"
    hands.choose(page.sending.when_box, "назначить время")
    hands.write(page.sending.time_edit, "2230")
    hands.write(page.edit, NASTY)
    settled(day, page)
    found = {card.fragment_label.text(): card.basis_label.text() for card in cards(page)}
    assert [*found] == [
        "«»", "«ВСЕМ ПРИНЕСТИ»", "«𝓹𝓸𝓭𝓪𝓻𝓸𝓴»", "«шевченко алёне»", "«8 (900) 123-45-67»",
    ]  # fmt: skip
    assert found["«шевченко алёне»"].startswith("п. 3.1.3 Порядка: ")
    assert found["«8 (900) 123-45-67»"].startswith("п. 3.2.6 Порядка: ")
    assert all(found.values()), "every remark says on what ground it stands"
    assert page.band.label.text().startswith("Нельзя")
    assert not page.copy_button.isEnabled()
    deeds = [button for card in cards(page) for button in card.buttons]
    assert not [made.text() for made in deeds if "…" in made.text()], "words are cut off"

    hands.press(page.fix_button)  # capitals and decorated letters
    settled(day, page)
    for deed in (
        "Отправить в понедельник, 23.11.2026, в 08:00", "Заменить на «ребёнку»", "Убрать номер",
    ):  # fmt: skip
        hands.press_named(page.remarks, deed)
        settled(day, page)
    assert cards(page) == []
    assert page.band.label.text() == "Можно отправлять"
    assert "Морозов Лев" in page.remarks.confirmed_label.text()
    hands.press(page.copy_button)
    assert QGuiApplication.clipboard().text() == MENDED
    assert "скопирован" in day.place.feedback.text


def settled(day: Day, page: CheckPage) -> None:
    """The verdict is about the text as it stands."""
    day.qtbot.waitUntil(lambda: page.live.is_ready and page.live.is_fresh and jobs.is_idle())


def cards(page: CheckPage) -> list[Any]:
    return [card for card in page.remarks.cards if card.isVisible()]


def closed_and_opened_again(day: Day) -> None:
    day.window.close()
    jobs.wait_idle()
    assert not day.window.isVisible()
    day.window = opened(day.data, day.qtbot)
    sign_in(day, "Секретарь", make.PASSWORD)


def everything_is_there(day: Day) -> None:
    people: PeoplePage = day.go("Люди", "people")
    hands.open_tab(people.tabs, "Дети")
    assert names(people.children_tab.table) == CHILDREN
    chats: ChatsPage = day.go("Чаты", "chats")
    assert chats.card.state_bar.title_label.text() == CHAT
    assert chats.card.state_bar.state_chip.chip.word == "открыт"
    assert states(day.go("Согласия", "consents")) == {
        "Мамедов": "signed", "Морозов": "signed", "Шевченко": "refused",
    }  # fmt: skip
    papers: DocumentsPage = day.go("Документы", "documents")
    hands.open_tab(papers.tabs, "Приказы")
    row = hands.stand(papers.tables["orders"], lambda row: row.number == "1-ОД")
    assert row.state == "signed"
    assert papers.preview.page_count >= 1
    check: CheckPage = day.go("Проверка сообщения", "check")
    settled(day, check)
    assert check.edit.text() == MENDED
    assert check.sending.time_edit.text() == "08:00"
    assert check.band.role == "ok"


def the_teacher_only_checks(day: Day) -> None:
    sign_in(day, "Лаптева В.И.", TEACHER_PASSWORD)
    side = day.place.side_list
    assert [side.item(at).text() for at in range(side.count())] == ["Проверка сообщения"]
    page = day.place.page("check")
    assert isinstance(page, CheckPage)
    settled(day, page)
    assert page.edit.text() == "", "another person's draft is not shown"
    hands.write(page.edit, "Алёну Шевченко заберут в обед.")
    settled(day, page)
    assert [card.fragment_label.text() for card in cards(page)] == ["«Алёну Шевченко»"]
    assert not page.copy_button.isEnabled()
