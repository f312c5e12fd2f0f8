"""Import, step one: what is loaded and from where – a file, the clipboard, a drop."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QComboBox, QFrame, QStyledItemDelegate, QVBoxLayout, QWidget

from desktop.importing.fields import Kind
from desktop.ui import ask, look
from desktop.ui._flow import FlowLayout
from desktop.ui._parts import button, label

KINDS = {
    Kind.PEOPLE: "Дети и их представители",
    Kind.STAFF: "Работники",
    Kind.CONSENTS: "Согласия",
}
_WANTED = {
    Kind.PEOPLE: "Годится любой список детей: ФИО в одной ячейке или в трёх, дата рождения, "
    "группа или класс (в столбце, в подзаголовке или в имени листа), родители и телефоны – вместе "
    "или порознь.",
    Kind.STAFF: "Нужны фамилия, имя, отчество и должность; телефон, дата приёма и педагогический "
    "стаж возьмутся, если они есть.",
    Kind.CONSENTS: "Нужны столбцы: ребёнок, категории, ресурс или чат, дата, действует до, "
    "состояние (подписано, отказ, отозвано, выдано).",
}
_FILES = "Таблицы (*.xlsx *.xlsm *.xls *.ods *.csv *.tsv *.txt);;Все файлы (*)"


class SourcePage(QWidget):
    """`file_chosen(Path)`, `pasted(text)`."""

    file_chosen = Signal(object)
    pasted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.kind_box = QComboBox(self)
        self.kind_box.setItemDelegate(QStyledItemDelegate(self.kind_box))
        self.kind_box.setAccessibleName("Что загружаем")
        self.kind_box.setMinimumContentsLength(24)
        for kind, word in KINDS.items():
            self.kind_box.addItem(word, kind)
        self.kind_box.currentIndexChanged.connect(self._tell)
        kind_label = label("Что загружаем", self)
        kind_label.setBuddy(self.kind_box)
        self.about_label = label("", self, "muted")
        self.file_button = button("Выбрать файл…", self, icon="file-spreadsheet", role="primary")
        self.file_button.clicked.connect(self.choose)
        self.paste_button = button(
            "Вставить из буфера", self, icon="clipboard-paste",
            name="Вставить скопированные в таблице строки",
        )  # fmt: skip
        self.paste_button.setToolTip("Ctrl+V")
        self.paste_button.clicked.connect(self.paste)
        frame = QFrame(self)
        look.set_role(frame, "card")
        inner = QVBoxLayout(frame)
        side = look.px(look.PAGE_MARGIN)
        inner.setContentsMargins(side, side, side, side)
        inner.setSpacing(look.px(12))
        inner.addWidget(label("Откуда", frame, "section"))
        inner.addWidget(
            label(
                "Файл Excel (.xlsx, .xls), LibreOffice (.ods) или текстовый (.csv). Его можно и "
                "перетащить сюда. Или выделите строки в таблице, нажмите в ней Ctrl+C, а здесь – "
                "Ctrl+V.",
                frame,
            )
        )
        buttons = FlowLayout()
        buttons.addWidget(self.file_button)
        buttons.addWidget(self.paste_button)
        inner.addLayout(buttons)
        inner.addWidget(
            label(
                "Пока вы не нажмёте «Загрузить» на последнем шаге, ничего не изменится. Загрузку "
                "можно отменить и потом.",
                frame,
                "muted",
            )
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        column.addWidget(kind_label)
        column.addWidget(self.kind_box, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.about_label)
        column.addSpacing(look.px(8))
        column.addWidget(frame)
        column.addStretch(1)
        self._tell()

    @property
    def kind(self) -> Kind:
        """What is being loaded."""
        return Kind(self.kind_box.currentData())

    def choose(self) -> None:
        """Ask for the file."""
        path = ask.choose_file_open(self, "Список для загрузки", _FILES, place="lists")
        if path is not None:
            self.file_chosen.emit(path)

    def paste(self) -> None:
        """Take what was copied in a spreadsheet."""
        self.pasted.emit(QGuiApplication.clipboard().text())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.file_chosen.emit(Path(paths[0]))

    def _tell(self) -> None:
        self.about_label.setText(_WANTED[self.kind])
