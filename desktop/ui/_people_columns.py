"""Import, step two: what every column means, which the person may change; group, year, letters."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from desktop import clock
from desktop.importing.delimited import ENCODINGS
from desktop.importing.fields import CHOICES, TITLES, Field, Kind
from desktop.importing.header import Column, Mapping, SheetMapping, describe
from desktop.importing.workbook import Workbook
from desktop.operations.groups import GroupRow
from desktop.russian.dates import school_year, school_year_title
from desktop.ui import look
from desktop.ui._flow import FlowLayout
from desktop.ui._parts import Band, Sheet, label

_NOT_NEEDED = "лист не нужен"


class ColumnsPage(QWidget):
    """`changed`: the mapping is another; `encoding_chosen(id)`: read the file anew with it."""

    changed = Signal()
    encoding_chosen = Signal(str)

    def __init__(self, groups: tuple[GroupRow, ...], word: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.mapping: Mapping | None = None
        self.boxes: dict[int, QComboBox] = {}
        self._sheet = ""
        self.encoding_box = self._box("Кодировка")
        self.encoding_place = self._labelled("Кодировка (если буквы не те)", self.encoding_box)
        self.sheet_box = self._box("Лист")
        self.sheet_place = self._labelled("Лист", self.sheet_box)
        self.take_check = QCheckBox("Загружать этот лист", self)
        self.take_check.setAccessibleName("Загружать этот лист")
        self.sheet_group_edit = QLineEdit(self)
        self.sheet_group_edit.setMaxLength(100)
        self.sheet_group_edit.setAccessibleName("Группа этого листа")
        self.sheet_group_place = self._labelled(
            f"{word.capitalize()} этого листа", self.sheet_group_edit
        )
        self.group_box = self._box(f"{word} по умолчанию", editable=True)
        titles = list(dict.fromkeys(row.title for row in groups))
        self.group_box.addItems(["", *titles])
        line = self.group_box.lineEdit()
        if line is not None:
            line.setPlaceholderText("не указана")
            line.setAccessibleName(f"{word.capitalize()} для строк, где она не указана")
        self.group_place = self._labelled(f"{word.capitalize()}, если не указано", self.group_box)
        self.year_box = self._box("Учебный год")
        now = school_year(clock.today())
        for year in (now - 1, now, now + 1):
            self.year_box.addItem(school_year_title(year), year)
        self.year_box.setCurrentIndex(1)
        self.year_place = self._labelled("Учебный год", self.year_box)
        self.warn_band = Band("warn", self)
        self.sheet = Sheet("Столбцы таблицы", self)
        self.sheet.setMinimumHeight(look.px(220))  # at 200 % the page scrolls
        self._tops = QWidget(self)
        tops = FlowLayout(self._tops)
        for place in (
            self.sheet_place,
            self.sheet_group_place,
            self.group_place,
            self.year_place,
            self.encoding_place,
            self.take_check,
        ):
            tops.addWidget(place)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        column.addWidget(self._tops)
        column.addWidget(self.warn_band)
        column.addWidget(self.sheet, 1)
        self.sheet_box.currentIndexChanged.connect(self._show_sheet)
        self.take_check.toggled.connect(self._take)
        self.sheet_group_edit.editingFinished.connect(self._rename)
        self.encoding_box.activated.connect(self._choose_encoding)

    @property
    def default_group(self) -> str:
        """The group of rows that name none."""
        return " ".join(self.group_box.currentText().split())

    @property
    def year(self) -> int:
        """The school year the groups are of."""
        return int(self.year_box.currentData())

    def show_book(self, book: Workbook, mapping: Mapping) -> None:
        """Show how this table is understood."""
        self.mapping = mapping
        people = mapping.kind is Kind.PEOPLE
        self.encoding_place.setVisible(book.encoding is not None)
        with QSignalBlocker(self.encoding_box):
            self.encoding_box.clear()
            for ident, word in ENCODINGS.items():
                self.encoding_box.addItem(word, ident)
            self.encoding_box.setCurrentIndex(self.encoding_box.findData(book.encoding))
        self._doubt = not book.encoding_sure
        self._notes = list(book.notes)
        with QSignalBlocker(self.sheet_box):
            self.sheet_box.clear()
            for sheet in mapping.sheets:
                self.sheet_box.addItem(sheet.sheet, sheet.sheet)
        several = len(mapping.sheets) > 1
        self.sheet_place.setVisible(several)
        self.take_check.setVisible(several)
        for place in (self.sheet_group_place, self.group_place, self.year_place):
            place.setVisible(people)
        first = next((at for at, s in enumerate(mapping.sheets) if not s.skipped), 0)
        self.sheet_box.setCurrentIndex(first)
        self._show_sheet()

    def _here(self) -> SheetMapping | None:
        sheets = self.mapping.sheets if self.mapping is not None else ()
        wanted = self.sheet_box.currentData()
        return next((sheet for sheet in sheets if sheet.sheet == wanted), None)

    def _show_sheet(self) -> None:
        here = self._here()
        if here is None or self.mapping is None:
            return
        with QSignalBlocker(self.take_check):
            self.take_check.setChecked(not here.skipped)
        with QSignalBlocker(self.sheet_group_edit):
            self.sheet_group_edit.setText(here.group)
        page, column = self.sheet.begin()
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(16))
        grid.setVerticalSpacing(look.px(8))
        grid.setColumnStretch(1, 1)
        for at, title in enumerate(("Столбец", "Что в нём", "Что это значит")):
            grid.addWidget(label(title, page, "muted"), 0, at)
        self.boxes = {}
        for line, one in enumerate(here.columns, 1):
            self._line(grid, line, one, page)
        column.addLayout(grid)
        column.addStretch(1)
        self.sheet.put(page)
        self._tell()

    def _line(self, grid: QGridLayout, line: int, one: Column, page: QWidget) -> None:
        top = Qt.AlignmentFlag.AlignTop
        assert self.mapping is not None
        heading = label(one.title, page, "strong")
        heading.setMaximumWidth(look.px(260))
        samples = "; ".join(text.replace("\n", " ") for text in one.samples)
        if one.field is Field.NOT_KEPT:
            samples = "не читается"
        sample = label(samples or "пусто", page, "muted")
        box = QComboBox(page)
        box.setItemDelegate(QStyledItemDelegate(box))
        box.setAccessibleName(f"Что значит {one.title}")
        box.setMinimumContentsLength(22)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for field in CHOICES[self.mapping.kind]:
            box.addItem(TITLES[field], field)
        box.setCurrentIndex(max(box.findData(one.field), 0))
        box.activated.connect(lambda _, index=one.index: self._change(index))
        self.boxes[one.index] = box
        grid.addWidget(heading, line, 0, top)
        grid.addWidget(sample, line, 1, top)
        grid.addWidget(box, line, 2, top)

    def _change(self, index: int) -> None:
        here = self._here()
        if here is None or self.mapping is None:
            return
        field = Field(self.boxes[index].currentData())
        self.mapping = self.mapping.change(here.sheet, index, field)
        self._told_change()

    def _take(self, taken: bool) -> None:
        here = self._here()
        if here is not None and self.mapping is not None:
            self.mapping = self.mapping.skip(here.sheet, "" if taken else _NOT_NEEDED)
            self._told_change()

    def _rename(self) -> None:
        here = self._here()
        if here is not None and self.mapping is not None:
            self.mapping = self.mapping.rename_group(here.sheet, self.sheet_group_edit.text())
            self._told_change()

    def _told_change(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        assert self.mapping is not None
        lines = [*self._notes]
        if self._doubt:
            lines.append(
                "Кодировка определена предположительно: если вместо русских букв знаки, "
                "выберите другую."
            )
        lines += describe(self.mapping)
        self.warn_band.say(lines)

    def _choose_encoding(self) -> None:
        self.encoding_chosen.emit(str(self.encoding_box.currentData()))

    def _box(self, name: str, editable: bool = False) -> QComboBox:
        box = QComboBox(self)
        box.setItemDelegate(QStyledItemDelegate(box))
        box.setAccessibleName(name.capitalize())
        box.setEditable(editable)
        box.setMinimumContentsLength(12)
        return box

    def _labelled(self, title: str, editor: QWidget) -> QWidget:
        place = QWidget(self)
        inner = QVBoxLayout(place)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(look.px(4))
        name = QLabel(title, place)
        look.set_role(name, "muted")
        name.setBuddy(editor)
        inner.addWidget(name)
        inner.addWidget(editor)
        return place
