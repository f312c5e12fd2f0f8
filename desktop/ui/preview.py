"""A paper as it will be printed: sheets on a grey desk, thumbnails, zoom, «стр. 1 из 3»."""

from collections import OrderedDict
from typing import Any, Literal

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QRect,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QShortcut,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import icons, look
from desktop.ui._pdf import POINTS_PER_INCH, PdfPages
from desktop.ui._table_model import AnyIndex
from desktop.ui.empty import Empty, EmptyState

ZOOM_STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_KEPT_PAGES = 12  # pictures of pages near the eye; an A4 page at 100 % is 3.5 MB
_NO_PARENT = QModelIndex()
_SAVE = "Сохранить PDF"
_WIDE, _MIDDLE = 760, 560  # widths at 100 % below which the bar leaves things out

Fit = Literal["width", "page", "none"]


class _Sheets(QAbstractScrollArea):
    """The sheets under one another. Only what is seen is drawn."""

    page_changed = Signal(int)
    zoom_changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.pages: PdfPages | None = None
        self.fit: Fit = "width"
        self._zoom = 1.0
        self._tops: list[int] = []
        self._current = 0
        self._kept: OrderedDict[tuple[int, int], QPixmap] = OrderedDict()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        look.changed.connect(self.viewport().update)

    # Sizes: a point of the paper is `scale` pixels of the window.

    @property
    def scale(self) -> float:
        """Pixels to a point at the zoom in force; 100 % is the size of the paper at 96 dpi."""
        return self._zoom * 96 / POINTS_PER_INCH

    @property
    def zoom(self) -> float:
        """1.0 = 100 %."""
        return self._zoom

    def set_pages(self, pages: PdfPages | None) -> None:
        """Show another paper from its beginning."""
        self.pages = pages
        self._kept.clear()
        self._current = 0
        self.verticalScrollBar().setValue(0)
        self.lay_out()
        self._describe()

    def set_zoom(self, zoom: float, fit: Fit = "none") -> None:
        """Another size; the middle of the view stays where it is on the paper."""
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum() + bar.pageStep())
        self.fit = fit
        self._zoom = min(max(zoom, ZOOM_STEPS[0]), ZOOM_STEPS[-1])
        self.lay_out()
        bar.setValue(round(share * (bar.maximum() + bar.pageStep())))

    def lay_out(self) -> None:
        """Find where every sheet lies, and how far can be scrolled."""
        sizes = self.pages.sizes if self.pages else ()
        gap = look.px(look.GAP * 2)
        if sizes and self.fit != "none":
            room = self.viewport().width() - 2 * gap
            widest = max(width for width, _ in sizes)
            zoom = room / widest
            if self.fit == "page":
                tallest = max(height for _, height in sizes)
                zoom = min(zoom, (self.viewport().height() - 2 * gap) / tallest)
            zoom *= POINTS_PER_INCH / 96
            self._zoom = min(max(zoom, ZOOM_STEPS[0]), ZOOM_STEPS[-1])
        self._tops = []
        top = gap
        for _, height in sizes:
            self._tops.append(top)
            top += round(height * self.scale) + gap
        widest_px = round(max((width for width, _ in sizes), default=0) * self.scale) + 2 * gap
        self._range(self.verticalScrollBar(), top, self.viewport().height())
        self._range(self.horizontalScrollBar(), widest_px, self.viewport().width())
        self.viewport().update()
        self.zoom_changed.emit()

    @staticmethod
    def _range(bar: Any, content: int, room: int) -> None:
        bar.setPageStep(room)
        bar.setSingleStep(look.px(48))
        bar.setRange(0, max(0, content - room))

    def _place(self, number: int) -> QRect:
        if not self.pages:
            return QRect()
        width, height = self.pages.sizes[number]
        size = QSize(round(width * self.scale), round(height * self.scale))
        gap = look.px(look.GAP * 2)
        left = max(gap, (self.viewport().width() - size.width()) // 2)
        left -= self.horizontalScrollBar().value()
        return QRect(left, self._tops[number] - self.verticalScrollBar().value(), *size.toTuple())

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        view = self.viewport().rect()
        painter.fillRect(view, look.colour("desk"))
        for number in range(len(self._tops)):
            place = self._place(number)
            if place.bottom() < view.top() or not place.intersects(view):
                if place.top() > view.bottom():
                    break
                continue
            shadow = look.colour("shadow")
            for spread, strength in ((4, 24), (2, 48), (1, 96)):
                shadow.setAlpha(strength)
                painter.fillRect(place.adjusted(-spread, -spread + 2, spread, spread + 2), shadow)
            painter.fillRect(place, Qt.GlobalColor.white)
            # Never stretched: squeezing the picture by one pixel loses a row of the letters.
            painter.drawPixmap(place.topLeft(), self._picture(number))
        painter.end()

    def _picture(self, number: int) -> QPixmap:
        ratio = self.devicePixelRatioF()
        key = number, round(self.scale * ratio * 1000)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if self.pages is None:
            return QPixmap()
        picture = QPixmap.fromImage(self.pages.picture(number, self.scale * ratio))
        picture.setDevicePixelRatio(ratio)
        self._kept[key] = picture
        while len(self._kept) > _KEPT_PAGES:
            self._kept.popitem(last=False)
        return picture

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    # Walking

    @property
    def current(self) -> int:
        """The page the eye is on, from 0."""
        return self._current

    def go(self, number: int) -> None:
        """Show the beginning of a page."""
        if 0 <= number < len(self._tops):
            gap = look.px(look.GAP * 2)
            self.verticalScrollBar().setValue(self._tops[number] - gap)
            self._set_current(number)

    def _scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        number = 0
        for at, top in enumerate(self._tops):
            if top <= middle:
                number = at
        self._set_current(number)
        self.viewport().update()

    def _set_current(self, number: int) -> None:
        if number != self._current:
            self._current = number
            self._describe()
            self.page_changed.emit(number)

    def _describe(self) -> None:
        if self.pages:
            self.setAccessibleName(f"Страница {self._current + 1} из {len(self.pages)}")
            self.setAccessibleDescription(self.pages.text(self._current))
        else:
            self.setAccessibleName("Просмотр документа")
            self.setAccessibleDescription("")

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def step_zoom(self, direction: int) -> None:
        """One step larger (1) or smaller (-1)."""
        if direction > 0:
            step = min((z for z in ZOOM_STEPS if z > self._zoom + 0.01), default=ZOOM_STEPS[-1])
        else:
            step = max((z for z in ZOOM_STEPS if z < self._zoom - 0.01), default=ZOOM_STEPS[0])
        self.set_zoom(step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        key = event.key()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.step_zoom(1)
        elif key == Qt.Key.Key_Minus:
            self.step_zoom(-1)
        elif key == Qt.Key.Key_Home:
            bar.setValue(0)
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_Space):
            bar.setValue(bar.value() + bar.pageStep() * 9 // 10)
        elif key == Qt.Key.Key_PageUp:
            bar.setValue(bar.value() - bar.pageStep() * 9 // 10)
        elif key == Qt.Key.Key_Down:
            bar.setValue(bar.value() + bar.singleStep())
        elif key == Qt.Key.Key_Up:
            bar.setValue(bar.value() - bar.singleStep())
        else:
            super().keyPressEvent(event)


class _PageList(QAbstractListModel):
    """The numbers of the pages, for the column of small pictures."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._count = 0

    def set_count(self, count: int) -> None:
        """So many pages."""
        self.beginResetModel()
        self._count = count
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else self._count

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return str(index.row() + 1)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"Страница {index.row() + 1}"
        return None


class _Thumbnails(QStyledItemDelegate):
    """Draws the small pictures; of a long paper only those that are seen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.pages: PdfPages | None = None
        self._drawn: dict[tuple[int, int], QPixmap] = {}

    def set_pages(self, pages: PdfPages | None) -> None:
        """Other pages."""
        self.pages = pages
        self._drawn = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(look.px(96), look.px(96 + 36))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.colour("selected"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, look.colour("hover"))
        if self.pages is None:
            return
        number = index.row()
        ratio = painter.device().devicePixelRatio()
        width, height = self.pages.sizes[number]
        scale = look.px(96) / max(width, height)
        key = number, round(look.px(96) * ratio)
        if key not in self._drawn:
            picture = QPixmap.fromImage(self.pages.picture(number, scale * ratio))
            picture.setDevicePixelRatio(ratio)
            self._drawn[key] = picture
        size = QSize(round(width * scale), round(height * scale))
        sheet = QRect(rect.center().x() - size.width() // 2, rect.y() + look.px(8), *size.toTuple())
        painter.fillRect(sheet.adjusted(-1, -1, 1, 1), look.colour("shadow"))
        painter.drawPixmap(sheet.topLeft(), self._drawn[key])
        painter.setPen(look.colour("text"))
        below = QRect(rect.x(), rect.bottom() - look.px(26), rect.width(), look.px(24))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(number + 1))


class PaperPreview(QWidget):
    """The preview of one PDF. `print_requested`: Ctrl+P or the button; `save_requested` likewise.

    Leave the buttons out with `can_print=False`.
    """

    print_requested = Signal()
    save_requested = Signal()

    def __init__(self, parent: QWidget | None = None, *, can_print: bool = True) -> None:
        super().__init__(parent)
        self._pages: PdfPages | None = None
        self.sheets = _Sheets(self)
        self._numbers = _PageList(self)
        self._thumbnails = _Thumbnails(self)
        self.page_list = QListView(self)
        self.page_list.setModel(self._numbers)
        self.page_list.setItemDelegate(self._thumbnails)
        self.page_list.setUniformItemSizes(True)
        self.page_list.setMouseTracking(True)
        self.page_list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.page_list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page_list.setAccessibleName("Страницы")
        look.set_role(self.page_list, "desk")
        self.page_label = QLabel(self)
        self.zoom_label = QLabel(self)
        look.set_role(self.zoom_label, "muted")
        self.smaller_button = self._tool("zoom-out", "Мельче")
        self.larger_button = self._tool("zoom-in", "Крупнее")
        self.width_button = self._word("По ширине")
        self.full_button = self._word("100 %")
        self.save_button = self._word(_SAVE, "download")
        self.save_button.setToolTip(_SAVE)
        self.print_button = self._word("Печать", "printer", "primary")
        self.save_button.setVisible(can_print)
        self.print_button.setVisible(can_print)
        self._bar_place = QWidget(self)
        # The bar gives way to a narrow window (see `_make_room`) instead of widening it.
        self._bar_place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._bar = QHBoxLayout(self._bar_place)
        for widget in (
            self.page_label,
            self.smaller_button,
            self.zoom_label,
            self.larger_button,
            self.width_button,
            self.full_button,
        ):
            self._bar.addWidget(widget)
        self._bar.addStretch(1)
        self._bar.addWidget(self.save_button)
        self._bar.addWidget(self.print_button)
        self.empty_state = EmptyState(
            Empty("Здесь будет документ", "Выберите бумагу слева.", icon="file-text"), self
        )
        self._desk = QWidget(self)
        desk = QHBoxLayout(self._desk)
        desk.setContentsMargins(0, 0, 0, 0)
        desk.setSpacing(0)
        desk.addWidget(self.page_list)
        desk.addWidget(self.sheets, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._bar_place)
        column.addWidget(self._desk, 1)
        column.addWidget(self.empty_state, 1)

        self.smaller_button.clicked.connect(self._smaller)
        self.larger_button.clicked.connect(self._larger)
        self.width_button.clicked.connect(self.fit_width)
        self.full_button.clicked.connect(self.full_size)
        self.print_button.clicked.connect(self.print_requested)
        self.save_button.clicked.connect(self.save_requested)
        self.sheets.page_changed.connect(self._on_page)
        self.sheets.zoom_changed.connect(self._tell)
        self.page_list.selectionModel().currentChanged.connect(self._on_thumbnail)
        if can_print:
            keys = QShortcut(QKeySequence.StandardKey.Print, self)
            keys.activated.connect(self._print_key)
        look.changed.connect(self._restyle)
        self._restyle()
        self.set_pdf(None)

    def _tool(self, icon: str, word: str) -> QToolButton:
        button = QToolButton(self)
        icons.put(button, icon)
        button.setToolTip(word)
        button.setAccessibleName(word)
        return button

    def _word(self, word: str, icon: str = "", role: str = "quiet") -> QPushButton:
        button = QPushButton(word, self)
        button.setAccessibleName(word)
        look.set_role(button, role)
        if icon:
            icons.put(button, icon, "on_accent" if role == "primary" else "accent")
        return button

    def set_pdf(self, pdf: bytes | None) -> None:
        """Show this paper, or none. Raises UserError when it cannot be read as a PDF."""
        pages = PdfPages(pdf) if pdf is not None else None
        before, self._pages = self._pages, pages
        with QSignalBlocker(self.page_list.selectionModel()):
            self._thumbnails.set_pages(pages)
            self._numbers.set_count(len(pages) if pages else 0)
        self.sheets.set_pages(pages)
        if before is not None:
            before.close()
        self._desk.setVisible(pages is not None)
        self.empty_state.setVisible(pages is None)
        if pages is not None:
            self._on_page(0)
        for widget in (
            self.smaller_button,
            self.larger_button,
            self.width_button,
            self.full_button,
            self.save_button,
            self.print_button,
        ):
            widget.setEnabled(pages is not None)
        self._tell()
        self._make_room()

    @property
    def page_count(self) -> int:
        """How many pages are shown; 0 when there is no paper."""
        return len(self._pages) if self._pages else 0

    def fit_width(self) -> None:
        """As wide as the place."""
        self.sheets.set_zoom(self.sheets.zoom, "width")

    def full_size(self) -> None:
        """100 %: as large as on paper."""
        self.sheets.set_zoom(1.0)

    def _smaller(self) -> None:
        self.sheets.step_zoom(-1)

    def _larger(self) -> None:
        self.sheets.step_zoom(1)

    def _print_key(self) -> None:
        if self._pages is not None:
            self.print_requested.emit()

    def _on_page(self, number: int) -> None:
        with QSignalBlocker(self.page_list.selectionModel()):
            self.page_list.setCurrentIndex(self._numbers.index(number))
        self.page_list.viewport().update()
        self._tell()

    def _on_thumbnail(self, index: QModelIndex) -> None:
        if index.isValid():
            self.sheets.go(index.row())

    def _tell(self) -> None:
        count = self.page_count
        self.page_label.setText(f"стр. {self.sheets.current + 1} из {count}" if count else "")
        self.zoom_label.setText(f"{round(self.sheets.zoom * 100)} %" if count else "")

    def _make_room(self) -> None:
        """In a narrow place, or at a large zoom, less useful things step back."""
        width = self.width()
        has_room = width >= look.px(_WIDE)
        self.width_button.setVisible(has_room)
        self.full_button.setVisible(has_room)
        self.save_button.setText(_SAVE if width >= look.px(_MIDDLE) else "")
        self.page_list.setVisible(self.page_count > 1 and has_room)
        for told in (self.zoom_label, self.page_label):
            told.setVisible(True)
        for told in (self.zoom_label, self.page_label):  # the buttons are needed more
            self._bar.invalidate()
            told.setVisible(self._bar.sizeHint().width() <= width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._make_room()
        super().resizeEvent(event)

    def _restyle(self) -> None:
        self._make_room()
        gap = look.px(look.GAP)
        self._bar.setSpacing(gap)
        self._bar.setContentsMargins(gap, look.px(4), gap, look.px(4))
        self.page_list.setFixedWidth(look.px(144))
        self.page_list.doItemsLayout()
        self.sheets.lay_out()
