"""A window with every piece of the kit, for people to look at.

Run: python tests/ui/kit/gallery.py FOLDER – writes pictures in light, dark and at 150 %.
"""

import io
import sys
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from reportlab.pdfgen.canvas import Canvas

from desktop.ui import ask, icons, look, russian_qt
from desktop.ui.chips import Chip, ChipLabel
from desktop.ui.empty import Empty, EmptyState
from desktop.ui.feedback import FeedbackLine
from desktop.ui.form import (
    CheckField,
    ChoiceField,
    DateField,
    Form,
    HoursField,
    MultilineField,
    PhonesField,
    Pick,
    PickField,
    Section,
    TextField,
    scrolled,
)
from desktop.ui.preview import PaperPreview
from desktop.ui.table import Column, SearchableTable


@dataclass(frozen=True)
class Child:
    """An invented child."""

    id: int
    name: str
    group: str
    born: date
    phone: str
    state: Chip


STATES = (
    Chip("Подписано", "ok"),
    Chip("Нет ответа", "warn", "hourglass"),
    Chip("Отказ", "stop"),
    Chip("Отозвано", "muted", "ban"),
    Chip("На подписи", "info", "signature"),
)
NAMES = (
    "Берёзкина Ульяна Тихоновна",
    "Ежов Савва Миронович",
    "Ёлкин Пётр Ильич",
    "Журавлёва Есения Савельевна",
    "Тарелкин Тихон Платонович",
    "Яблоков Мирон Саввич",
)


def children(number: int = 40) -> list[Child]:
    """Invented rows."""
    return [
        Child(
            at,
            NAMES[at % len(NAMES)],
            f"{at % 4 + 1} «Ромашка»",
            date(2019 + at % 4, at % 12 + 1, at % 28 + 1),
            f"+7 900 {100 + at}-{at % 90 + 10}-{at % 70 + 20}",
            STATES[at % len(STATES)],
        )
        for at in range(number)
    ]


COLUMNS = (
    Column("name", "Ребёнок", lambda row: row.name, width=240, stretch=True),
    Column("group", "Группа", lambda row: row.group, width=120),
    Column(
        "born",
        "Родился",
        lambda row: f"{row.born:%d.%m.%Y}",
        "right",
        110,
        sort=lambda row: row.born,
    ),
    Column("phone", "Телефон", lambda row: row.phone, width=160),
    Column("state", "Согласие", chip=lambda row: row.state, width=150),
)


def sample_pdf(pages: int = 3) -> bytes:
    """A paper of so many A4 pages."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    for number in range(pages):
        canvas.setFont("Times-Roman", 14)
        canvas.drawString(80, 760, f"Page {number + 1}")
        for line in range(30):
            canvas.drawString(80, 720 - line * 20, "The quick brown fox jumps over the lazy dog")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def people(text: str) -> list[Pick]:
    """What a picker would find."""
    found = [name for name in NAMES if text.casefold() in name.casefold()]
    return [Pick(name, name, "воспитатель") for name in found]


def a_form() -> Form:
    """All fields, one wrong."""
    form = Form(
        [
            Section("Чат"),
            TextField("title", "Название", required=True, hint="Как чат называется в мессенджере."),
            ChoiceField("kind", "Вид", [("o", "Чат учреждения"), ("p", "Чат родителей")]),
            DateField("since", "Открыт с", required=True),
            PickField("curator", "Куратор", people),
            CheckField("closed", "Вступают только по приглашению"),
            PhonesField("phones", "Телефоны"),
            MultilineField("purpose", "Для чего чат", lines=3),
            HoursField("hours", "Часы сообщений"),
        ],
        labels="left",
    )
    form.set_values(
        {
            "title": "Ромашка, родители",
            "kind": "o",
            "closed": True,
            "phones": ("79001234567", "79007654321"),
            "hours": ((time(8), time(19)),) * 5 + (None, None),
        }
    )
    form.show_error("since", "Такой даты нет. Напишите день, месяц и год, например 01.09.2026.")
    return form


def controls_page() -> QWidget:
    """Buttons, chips, bands, an empty place."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setSpacing(look.px(look.GAP * 2))
    title = QLabel("Сегодня")
    look.set_role(title, "title")
    column.addWidget(title)
    buttons = QHBoxLayout()
    for word, role, icon in (
        ("Напечатать", "primary", "printer"),
        ("Изменить", "", "pencil"),
        ("Скопировать", "quiet", "copy"),
        ("Закрыть чат", "danger", ""),
    ):
        button = QPushButton(word)
        look.set_role(button, role)
        if icon:
            icons.put(button, icon, "on_accent" if role == "primary" else "text")
        buttons.addWidget(button)
    for word in ("Напечатать", "Изменить"):
        button = QPushButton(word)
        look.set_role(button, "primary" if word == "Напечатать" else "")
        icons.put(button, "printer")
        button.setEnabled(False)
        buttons.addWidget(button)
    radio = QRadioButton("Выбор")
    radio.setChecked(True)
    buttons.addWidget(radio)
    buttons.addWidget(QSpinBox())
    buttons.addStretch(1)
    column.addLayout(buttons)
    chips = QHBoxLayout()
    for chip in STATES:
        chips.addWidget(ChipLabel(chip))
    chips.addStretch(1)
    column.addLayout(chips)
    for kind, words in (
        ("ok", "Можно отправлять. Замечаний нет."),
        ("warn", "Исправьте одно место: сообщение выйдет после 19:00."),
        ("stop", "Нельзя отправлять: в тексте фамилия ребёнка."),
        ("info", "Совет: поставьте подпись."),
    ):
        band = QFrame()
        look.set_role(band, f"band-{kind}")
        inside = QHBoxLayout(band)
        inside.addWidget(QLabel(words))
        column.addWidget(band)
    card = QFrame()
    look.set_role(card, "card")
    inside = QVBoxLayout(card)
    section = QLabel("На подпись")
    look.set_role(section, "section")
    muted = QLabel("Три приказа ждут заведующего с 18.11.2026")
    look.set_role(muted, "muted")
    inside.addWidget(section)
    inside.addWidget(muted)
    column.addWidget(card)
    empty = EmptyState(
        Empty(
            "Здесь будут чаты",
            "Зарегистрируйте первый чат группы – это две минуты.",
            "Зарегистрировать чат",
            "messages-square",
        )
    )
    column.addWidget(empty, 1)
    return page


def gallery() -> QWidget:
    """The window."""
    window = QWidget()
    window.setWindowTitle("Порядок: составные части")
    tabs = QTabWidget()
    table = SearchableTable(
        "gallery",
        COLUMNS,
        title="Дети",
        empty=Empty("Здесь будут дети"),
        count_words=("ребёнок", "ребёнка", "детей"),
    )
    table.set_rows(children())
    table.select(2)
    page = QWidget()
    inside = QVBoxLayout(page)
    inside.addWidget(table)
    tabs.addTab(page, icons.icon("users"), "Дети")
    tabs.addTab(scrolled(controls_page()), "Управление")
    tabs.addTab(scrolled(a_form()), "Форма")
    preview = PaperPreview()
    preview.set_pdf(sample_pdf())
    tabs.addTab(preview, icons.icon("file-text"), "Просмотр")
    line = FeedbackLine()
    line.say("Чат «Ромашка» закрыт.", undo=line.clear)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(tabs, 1)
    column.addWidget(line)
    return window


def main(folder: Path) -> None:
    """Write the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    app.setOrganizationName("poryadok-gallery")
    russian_qt.install(app)
    for scheme, zoom in (("light", 1.0), ("dark", 1.0), ("light", 1.5), ("dark", 2.0)):
        look.apply(app, scheme, zoom)
        window = gallery()
        window.resize(1366, 768)
        window.show()
        tabs = window.findChild(QTabWidget)
        for at in range(tabs.count()):
            tabs.setCurrentIndex(at)
            app.processEvents()
            window.grab().save(str(folder / f"{scheme}-{round(zoom * 100)}-{at}.png"))
        window.close()
        window.deleteLater()
        box = ask._box(
            None,
            ask.Question(
                "confirm",
                "Закрыть чат «Ромашка»?",
                "Родители больше не смогут писать. "
                "Переписка останется в журнале, чат можно открыть снова.",
            ),
            "stop",
            "Закрыть чат",
            danger=True,
        )
        box.show()
        app.processEvents()
        box.grab().save(str(folder / f"{scheme}-{round(zoom * 100)}-box.png"))
        box.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
