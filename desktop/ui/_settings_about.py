"""Settings, «О программе»: version, where the data lie, licences, nothing leaves the computer."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop import __version__
from desktop.operations._operation import Session
from desktop.ui import act, bus, icons, look
from desktop.ui._wizard_columns import Scrolled

# What is shipped with the program: name, what for, licence.
LICENCES = (
    ("Qt и PySide6", "окна и печать", "LGPL 3.0"),
    ("Python", "язык программы", "PSF License 2.0"),
    ("SQLCipher, sqlcipher3", "шифрованное хранилище", "BSD 3-Clause, zlib"),
    ("peewee", "записи хранилища", "MIT"),
    ("argon2-cffi", "пароли", "MIT"),
    ("cryptography", "ключи", "Apache 2.0 или BSD 3-Clause"),
    ("ReportLab", "документы PDF", "BSD"),
    ("Pillow", "картинки в документах", "MIT-CMU"),
    ("pypdfium2, PDFium", "просмотр документов", "Apache 2.0, BSD 3-Clause"),
    ("Pyphen", "переносы", "LGPL 2.1+ / GPL 2+ / MPL 1.1"),
    ("pymorphy3, словарь OpenCorpora", "падежи", "MIT, CC BY-SA 3.0"),
    ("pytrovich", "склонение имён", "MIT"),
    ("python-calamine, openpyxl", "чтение таблиц", "MIT"),
    ("charset-normalizer", "кодировки", "MIT"),
    ("zxcvbn", "надёжность паролей", "MIT"),
    ("Tinos, Arimo, Cousine", "шрифты документов", "SIL OFL 1.1"),
    ("Lucide", "значки", "ISC"),
)


class AboutTab(QWidget):
    """What a curious or careful person asks of the program."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        column.addWidget(_label(f"«Порядок», версия {__version__}", "section"))
        band = QFrame(inside)
        look.set_role(band, "band-ok")
        told = QVBoxLayout(band)
        told.setContentsMargins(look.px(16), look.px(12), look.px(16), look.px(12))
        told.addWidget(_label("Ничего не уходит с компьютера", "strong"))
        told.addWidget(
            _label(
                "В программе нет ни строки, которая обращалась бы к сети: ни обновлений, ни "
                "статистики, ни отчётов. Проверить просто: отключите кабель – всё работает так же.",
                "",
            )
        )
        column.addWidget(band)
        column.addSpacing(look.px(16))
        column.addWidget(_label("Где лежат данные", "section"))
        self.folder_label = _label("", "")
        self.folder_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy_button = QPushButton("Скопировать путь", inside)
        self.copy_button.setAccessibleName("Скопировать путь к папке с данными")
        icons.put(self.copy_button, "copy")
        column.addWidget(self.folder_label)
        row = QHBoxLayout()
        row.addWidget(self.copy_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(
            _label(
                "Базы в этой папке зашифрованы. Файлы в ней не открывают и не переименовывают.",
                "hint",
            )
        )
        column.addSpacing(look.px(16))
        column.addWidget(_label("Что внутри и на каких условиях", "section"))
        for name, purpose, licence in LICENCES:
            column.addWidget(_label(f"{name} – {purpose}: {licence}", "muted"))
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, look.px(16), 0, 0)
        whole.addWidget(Scrolled(inside, self))
        self.copy_button.clicked.connect(self._copy)

    def reload(self) -> None:
        """Ask where the data lie."""
        act.ask(self, _folder, done=self.folder_label.setText)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.folder_label.text())
        bus.told.emit("Путь к папке с данными скопирован.", None)


def _folder(session: Session) -> str:
    return str(session.folder)


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        look.set_role(label, role)
    return label
