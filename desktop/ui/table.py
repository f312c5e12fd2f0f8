"""The one list of the program: search as you type, order by header, chips, empty state."""

import json
from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPoint,
    QRect,
    QSettings,
    QSignalBlocker,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.russian.plural import plural
from desktop.ui import icons, look
from desktop.ui._table_model import AnyIndex, Column, Rows, TableModel
from desktop.ui.chips import paint_chip
from desktop.ui.empty import Empty, EmptyState

__all__ = ["Column", "SearchableTable"]

_SLICE = 0.008  # seconds of indexing between two looks at what the person does
_SQUEEZED = 0.6  # of its width a stretching column keeps before the list scrolls sideways
_NOTHING_FOUND = Empty(
    "Ничего не нашлось", "Проверьте слово или сократите его.", "Показать все", "search"
)


class _Delegate(QStyledItemDelegate):
    """Paints a cell: no vertical lines, chips, the row's name semibold."""

    def __init__(self, view: "_View", model: TableModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        names = [at for at, column in enumerate(model.rows.columns) if column.names]
        self._name = names[0] if names else 0

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        rect: QRect = option.rect
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = "surface"
        if is_selected:
            ground = "selected"
        elif self._view.hovered == index.row():
            ground = "hover"
        painter.fillRect(rect, look.colour(ground))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), look.colour("line"))
        is_first = self._view.horizontalHeader().visualIndex(index.column()) == 0
        if is_first and is_selected and self._view.hasFocus():
            bar = QRect(rect.x(), rect.y(), look.px(3), rect.height() - 1)
            painter.fillRect(bar, look.colour("accent"))
        side = look.px(8)
        inner = rect.adjusted(side, 0, -side, 0)
        column = self._model.rows.columns[index.column()]
        row = self._model.row(index.row())
        chip = column.chip(row) if column.chip else None
        painter.setFont(self._view.bold if index.column() == self._name else self._view.plain)
        if chip:
            paint_chip(painter, chip, inner)
            return
        painter.setPen(look.colour("text"))
        text = painter.fontMetrics().elidedText(
            column.words(row).replace("\n", " "), Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, index.data(Qt.ItemDataRole.TextAlignmentRole), text)


class _View(QTableView):
    """The table itself: rows of one height, the whole row hovered and selected."""

    entered_row = Signal(int)  # Enter or a double click

    def __init__(self, model: TableModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.hovered = -1
        self.plain = look.font()
        self.bold = look.font(semibold=True)
        self.setItemDelegate(_Delegate(self, model))
        self.setModel(model)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(False)
        header.setSortIndicatorClearable(True)
        self.doubleClicked.connect(lambda index: self.entered_row.emit(index.row()))

    def restyle(self) -> None:
        """Take over the zoom and the fonts in force."""
        self.plain = look.font()
        self.bold = look.font(semibold=True)
        height = look.px(look.ROW_HEIGHT)
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.horizontalHeader().setMinimumSectionSize(look.px(48))
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.entered_row.emit(self.currentIndex().row())
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            event.ignore()  # the list copies, with all columns
            return
        super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.rowAt(event.position().toPoint().y()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()


class _SearchEdit(QLineEdit):
    """A line with a glass at the left and, while there is something in it, a cross at the right.

    Own children and not QLineEdit's actions: those stay 16 pixels at any zoom.
    """

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setPlaceholderText("Поиск (Ctrl+F)")
        self.setAccessibleName(name)
        self._glass = QLabel(self)
        self._glass.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clear_button = QToolButton(self)
        self.clear_button.setIcon(icons.icon("x", "muted"))
        self.clear_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Esc does it
        self.clear_button.setCursor(Qt.CursorShape.ArrowCursor)
        self.clear_button.setToolTip("Очистить поиск (Esc)")
        self.clear_button.setAccessibleName("Очистить поиск")
        self.clear_button.hide()
        self.clear_button.clicked.connect(self.clear)
        self.textChanged.connect(lambda text: self.clear_button.setVisible(bool(text)))

    def restyle(self) -> None:
        """Take over the zoom and the theme in force."""
        side, gap = look.px(16), look.px(8)
        self._glass.setPixmap(icons.pixmap("search", "muted", side, self.devicePixelRatioF()))
        self._glass.resize(side, side)
        self.clear_button.setIconSize(QSize(side, side))
        self.clear_button.resize(side + gap, side + gap)
        self.setTextMargins(side + gap // 2, 0, side + gap, 0)
        self.setMinimumWidth(look.px(160))
        self._place()

    def _place(self) -> None:
        self._glass.move(look.px(8), (self.height() - self._glass.height()) // 2)
        self.clear_button.move(
            self.width() - self.clear_button.width() - look.px(4),
            (self.height() - self.clear_button.height()) // 2,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()


class SearchableTable(QWidget):
    """A list of any frozen objects with a search line above it.

    `opened(row)`: Enter or a double click; `selection_changed()`; `first_step()`: the button of
    the empty list. `tools` is a layout to the right of the search line for buttons and choices.
    """

    opened = Signal(object)
    selection_changed = Signal()
    first_step = Signal()

    def __init__(
        self,
        table_id: str,
        columns: Sequence[Column],
        *,
        title: str,
        empty: Empty,
        search_text: Callable[[Any], str] | None = None,
        row_id: Callable[[Any], Hashable] | None = None,
        count_words: tuple[str, str, str] = ("строка", "строки", "строк"),
        multi: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """In: `table_id` names what is remembered of it; `title` what a screen reader calls it;
        `search_text` all a row is found by (default: what its cells say); `row_id` what tells
        rows apart after a reload (default: `row.id`, else the row); `multi` several selected."""
        super().__init__(parent)
        self._id = table_id
        self._empty = empty
        self._count_words = count_words
        self._rows = Rows(columns, search_text)
        self._row_id = row_id or (lambda row: getattr(row, "id", row))
        self._model = TableModel(self._rows, self._row_id)
        self._model.setParent(self)

        self.search_edit = _SearchEdit(f"Поиск: {title}", self)
        self.count_label = QLabel(self)
        look.set_role(self.count_label, "muted")
        self.view = _View(self._model, self)
        self.view.setAccessibleName(title)
        if multi:
            self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        else:
            self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.empty_state = EmptyState(empty, self)
        self.empty_state.stepped.connect(self._step)

        self.tools = QHBoxLayout()
        self.tools.addWidget(self.search_edit, 1)
        self.tools.addWidget(self.count_label)
        places = QWidget(self)
        self._stack = QStackedLayout(places)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty_state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.tools)
        column.addWidget(places, 1)

        self._indexing = QTimer(self)
        self._indexing.timeout.connect(self._index_some)
        self._widths = {c.key: float(c.width) for c in columns}
        self._recall()
        header = self.view.horizontalHeader()
        self.view.setSortingEnabled(True)
        header.sectionResized.connect(self._resized)
        header.sortIndicatorChanged.connect(self._remember)
        self._model.modelAboutToBeReset.connect(self._keep_selection)
        self._model.modelReset.connect(self._restore_selection)
        self._kept: tuple[set[int], int] = (set(), -1)
        self._is_filling = False
        self.view.selectionModel().selectionChanged.connect(self._on_selection)
        self.view.entered_row.connect(lambda at: self.opened.emit(self._model.row(at)))
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._menu)
        self.search_edit.textChanged.connect(self._filter)
        self.search_edit.installEventFilter(self)
        self.view.installEventFilter(self)
        self.view.viewport().installEventFilter(self)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.activated.connect(self.focus_search)
        find.activatedAmbiguously.connect(self.focus_search)
        copy = QShortcut(QKeySequence.StandardKey.Copy, self.view)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self.copy)
        look.changed.connect(self._restyle)
        self._restyle()
        self._tell()

    # What the screen does with it

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows; search words, order and the selected rows stay as they were."""
        chosen = {self._row_id(row) for row in self.selected()}
        current = self.current()
        current_id = self._row_id(current) if current is not None else None
        query = self.search_edit.text()
        self._kept = (set(), -1)
        self._is_filling = True  # places of the old rows say nothing about the new ones
        self._model.change(lambda: self._rows.set(rows))
        if chosen:
            self._kept = (
                {at for at, row in enumerate(rows) if self._row_id(row) in chosen},
                next((at for at, row in enumerate(rows) if self._row_id(row) == current_id), -1),
            )
            self._restore_selection()
        if query.strip():
            self._filter(query)
        self._is_filling = False
        self._indexing.start(0)
        self._tell()
        if self.hasFocus():  # the screen first says which row is stood on
            QTimer.singleShot(0, self, self._hand_focus_on)
        self.selection_changed.emit()

    def rows(self) -> Sequence[Any]:
        """Every row, as given."""
        return self._rows.all

    def shown(self) -> list[Any]:
        """The rows shown now, in the order shown."""
        return [self._rows.all[at] for at in self._rows.shown]

    def current(self) -> Any | None:
        """The row the person stands on, None when there is none."""
        index = self.view.currentIndex()
        return self._model.row(index.row()) if index.isValid() else None

    def selected(self) -> list[Any]:
        """The selected rows in the order shown."""
        indexes = self.view.selectionModel().selectedRows()
        return [self._model.row(at) for at in sorted(index.row() for index in indexes)]

    def select(self, row_id: Hashable) -> bool:
        """Stand on the row with this id. Out: whether it is shown."""
        for at, source in enumerate(self._rows.shown):
            if self._row_id(self._rows.all[source]) == row_id:
                # Not `selectRow`: while the person holds Ctrl (Ctrl+3 led here) that would add to
                # what is selected.
                flag = QItemSelectionModel.SelectionFlag
                self.view.selectionModel().setCurrentIndex(
                    self._model.index(at, 0), flag.ClearAndSelect | flag.Rows
                )
                self.view.scrollTo(self._model.index(at, 0))
                return True
        return False

    def set_query(self, query: str) -> None:
        """Type into the search line for the person."""
        self.search_edit.setText(query)

    def focus_list(self) -> None:
        """The keyboard goes to the rows, as soon as there are any."""
        if self._rows.shown:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # `set_rows` hands it on

    def _hand_focus_on(self) -> None:
        if self.hasFocus():
            self.focus_list()

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.search_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_edit.selectAll()

    @property
    def is_indexed(self) -> bool:
        """Whether the search keys of all rows are made (it happens in the pauses of the work)."""
        return self._rows.is_indexed

    def finish_index(self) -> None:
        """Make all search keys at once (tests, measurements)."""
        while not self._rows.is_indexed:
            self._index_some()

    def copy(self) -> None:
        """The selected rows to the clipboard, cells parted by tabs, as spreadsheets take them."""
        lines = [
            "\t".join(column.words(row).replace("\n", " ") for column in self._rows.columns)
            for row in self.selected()
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))

    # What happens inside

    def _filter(self, query: str) -> None:
        if query.strip() and not self._rows.index_some(_SLICE):
            self._indexing.start(0)  # `_index_some` comes back here when the keys are made
            self.count_label.setText("Ищу…")
            return
        is_typed = query != self._rows.query  # after a reload nobody is moved to another row
        self._model.change(lambda: self._rows.filter(query))
        nowhere = not self.view.currentIndex().isValid()
        if is_typed and query.strip() and self._rows.shown and nowhere:
            self._stand_on_first()
        self._tell()

    def _stand_on_first(self) -> None:
        # With several selectable the person alone says which: a deed on many rows is not a guess.
        flag = QItemSelectionModel.SelectionFlag.NoUpdate
        if self.view.selectionMode() == QAbstractItemView.SelectionMode.SingleSelection:
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            flag |= QItemSelectionModel.SelectionFlag.Rows
        self.view.selectionModel().setCurrentIndex(self._model.index(0, 0), flag)

    def _index_some(self) -> None:
        if self._rows.index_some(_SLICE):
            self._indexing.stop()
            query = self.search_edit.text()
            if query.strip():
                self._filter(query)

    def _keep_selection(self) -> None:
        if self._is_filling:
            return
        shown = self._rows.shown
        current = self.view.currentIndex()
        self._kept = (
            {shown[index.row()] for index in self.view.selectionModel().selectedRows()},
            shown[current.row()] if current.isValid() else -1,
        )

    def _restore_selection(self) -> None:
        self.view.hovered = -1
        chosen, current = self._kept
        if not chosen:
            return
        selection = QItemSelection()
        last = len(self._rows.columns) - 1
        stand = QModelIndex()
        left = set(chosen)
        for at, source in enumerate(self._rows.shown):
            if source in left:
                left.discard(source)
                index = self._model.index(at, 0)
                selection.select(index, self._model.index(at, last))
                if source == current:
                    stand = index
                if not left:
                    break
        model = self.view.selectionModel()
        if stand.isValid():
            model.setCurrentIndex(stand, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.view.scrollTo(stand)
        model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _on_selection(self) -> None:
        self.view.viewport().update()
        if not self._is_filling:
            self.selection_changed.emit()

    def _tell(self) -> None:
        total, shown = len(self._rows.all), len(self._rows.shown)
        word = plural(total, *self._count_words)
        grouped = f"{total:,}".replace(",", "\u00a0")
        part = f"{shown:,}".replace(",", "\u00a0")
        self.count_label.setText(f"{grouped} {word}" if shown == total else f"{part} из {grouped}")
        self._show_count()
        self.search_edit.setEnabled(total > 0)
        if not total:
            self.empty_state.set_empty(self._empty)
        elif not shown:
            self.empty_state.set_empty(_NOTHING_FOUND)
        self._stack.setCurrentWidget(self.view if shown else self.empty_state)

    def _show_count(self) -> None:
        """How many there are, unless that would lie over the search line."""
        wanted = [self.search_edit.minimumWidth(), self.count_label.sizeHint().width()]
        for place in range(2, self.tools.count()):
            item = self.tools.itemAt(place)
            tool = item.widget() if item is not None else None
            if tool is not None and not tool.isHidden():
                wanted.append(tool.sizeHint().width())
        room = self.width() - self.tools.spacing() * (len(wanted) - 1)
        self.count_label.setVisible(bool(self._rows.all) and sum(wanted) <= room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_count()

    def _step(self) -> None:
        if self._rows.all:
            self.search_edit.clear()
            self.search_edit.setFocus()
        else:
            self.first_step.emit()

    def _menu(self, at: QPoint) -> None:
        menu = self.context_menu()
        menu.exec(self.view.viewport().mapToGlobal(at))
        menu.deleteLater()

    def context_menu(self) -> QMenu:
        """The menu of the right key: what the screen added by `view.addAction`, copy, order."""
        menu = QMenu(self)
        for action in self.view.actions():
            menu.addAction(action)
        if self.view.actions():
            menu.addSeparator()
        index = self.view.currentIndex()
        copy = menu.addAction(icons.icon("copy"), "Копировать строку")
        copy.setEnabled(bool(self.selected()))
        copy.triggered.connect(self.copy)
        cell = menu.addAction("Копировать ячейку")
        cell.setEnabled(index.isValid())
        text = str(index.data() or "") if index.isValid() else ""
        cell.triggered.connect(lambda: QGuiApplication.clipboard().setText(text))
        order = menu.addMenu("Упорядочить")
        for number, column in enumerate(self._rows.columns):
            order.addAction(column.title).triggered.connect(
                lambda _=False, number=number: self.order_by(number)
            )
        return menu

    def order_by(self, column: int) -> None:
        """Order by the column of this number; a second time in a row the other way round."""
        again = self._rows.sort_column == column and not self._rows.is_descending
        order = Qt.SortOrder.DescendingOrder if again else Qt.SortOrder.AscendingOrder
        self.view.sortByColumn(column, order)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.search_edit:
                return self._search_key(event)
            if watched is self.view and event.key() == Qt.Key.Key_Escape:
                return self._escape()
        elif watched is self.view.viewport() and isinstance(event, QResizeEvent):
            self._fit()
        return super().eventFilter(watched, event)

    def _search_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            return self._escape()
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown):
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            if self._rows.shown and not self.view.currentIndex().isValid():
                self._stand_on_first()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            row = self.current()
            if row is not None:
                self.opened.emit(row)
            return True
        return False

    def _escape(self) -> bool:
        """Esc clears the search first; with nothing to clear it goes on to the screen."""
        if not self.search_edit.text():
            return False
        self.search_edit.clear()
        return True

    # Widths, order, zoom

    def _restyle(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.setSpacing(look.px(look.GAP))
        self.tools.setSpacing(look.px(look.GAP))
        self.search_edit.restyle()
        header = self.view.horizontalHeader()
        with QSignalBlocker(header):  # nobody has drawn a column wider or narrower
            self.view.restyle()
            for number, column in enumerate(self._rows.columns):
                fixed = column.stretch
                header.setSectionResizeMode(
                    number,
                    QHeaderView.ResizeMode.Fixed if fixed else QHeaderView.ResizeMode.Interactive,
                )
                header.resizeSection(number, look.px(self._widths[column.key]))
        self.view.updateGeometries()
        self._fit()

    def _fit(self) -> None:
        """Give the room that is left to the columns that stretch."""
        header = self.view.horizontalHeader()
        columns = self._rows.columns
        with QSignalBlocker(header):
            self._step_back()
        stretching = [n for n, c in enumerate(columns) if c.stretch]
        if not stretching:
            stretching = [n for n in range(len(columns)) if not header.isSectionHidden(n)][-1:]
        # A hidden section has no width.
        taken = sum(header.sectionSize(n) for n in range(header.count()) if n not in stretching)
        room = (self.view.viewport().width() - taken) // len(stretching)
        with QSignalBlocker(header):
            for number in stretching:
                width = look.px(self._widths[columns[number].key])
                # Narrower where all columns then fit; where they do not, the list scrolls anyway.
                fits = room >= round(width * _SQUEEZED)
                header.resizeSection(number, room if fits else width)
        self.view.updateGeometries()
        self.view.viewport().update()

    def _step_back(self) -> None:
        """Leave out the spare columns there is no room for, the rightmost first."""
        wanted = [look.px(self._widths[column.key]) for column in self._rows.columns]
        over = sum(wanted) - self.view.viewport().width()
        for number in reversed(range(len(wanted))):
            leave = over > 0 and self._rows.columns[number].spare
            if leave:
                over -= wanted[number]
            if self.view.isColumnHidden(number) != leave:
                self.view.setColumnHidden(number, leave)
                if not leave:
                    self.view.setColumnWidth(number, wanted[number])

    def _resized(self, number: int, before: int, after: int) -> None:
        self._widths[self._rows.columns[number].key] = after / look.zoom()
        self._remember()
        self._fit()

    def _remember(self) -> None:
        rows = self._rows
        sort = rows.columns[rows.sort_column].key if rows.sort_column >= 0 else ""
        kept = {"widths": self._widths, "sort": sort, "descending": rows.is_descending}
        QSettings().setValue(f"tables/{self._id}", json.dumps(kept))

    def _recall(self) -> None:
        try:
            kept = json.loads(str(QSettings().value(f"tables/{self._id}", "{}")))
            widths = {key: float(width) for key, width in dict(kept.get("widths", {})).items()}
        except (ValueError, TypeError, AttributeError):
            return  # what was kept is unreadable: the list looks as it does at first
        for key, width in widths.items():
            if key in self._widths and 20 <= width <= 2000:
                self._widths[key] = width
        header = self.view.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        for number, column in enumerate(self._rows.columns):
            if column.key == kept.get("sort"):
                descending = kept.get("descending") is True
                header.setSortIndicator(
                    number,
                    Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder,
                )
