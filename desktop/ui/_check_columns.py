"""Drafts, text and remarks side by side, or one under the other, as the width allows."""

from PySide6.QtCore import QEvent, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSplitter, QWidget

from desktop.ui import look

_LIST_FROM, _BESIDE_FROM = 900, 700  # widths from which drafts and remarks stand beside the text
_WIDTHS = "check/widths"
_USUAL = (190, 560, 348)
_LEAST = (160, 400, 290)


class Columns(QScrollArea):
    """`rearranged(has list)`: whether the list of drafts has room. Widths are remembered."""

    rearranged = Signal(bool)

    def __init__(
        self, drafts: QWidget, text: QWidget, remarks: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._parts = (drafts, text, remarks)
        self._arrangement = ""
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        for place, part in enumerate(self._parts):
            self.splitter.addWidget(part)
            self.splitter.setStretchFactor(place, 1 if part is text else 0)
        self.splitter.splitterMoved.connect(self._remember)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Черновики, текст и замечания")
        self.setWidget(self.splitter)
        look.changed.connect(self._restyle)
        self._restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        width = self.width()
        names = ("list", "beside", "under")
        arrangement = names[(width < look.px(_LIST_FROM)) + (width < look.px(_BESIDE_FROM))]
        if arrangement == self._arrangement:
            return
        self._arrangement = arrangement
        self._parts[0].setVisible(arrangement == "list")
        is_under = arrangement == "under"
        air = look.px(12)
        drafts, text, remarks = self._parts
        drafts.setContentsMargins(0, 0, air, 0)
        text.setContentsMargins(air if arrangement == "list" else 0, 0, 0 if is_under else air, 0)
        remarks.setContentsMargins(0 if is_under else air, air if is_under else 0, 0, 0)
        self.splitter.setOrientation(
            Qt.Orientation.Vertical if is_under else Qt.Orientation.Horizontal
        )
        sizes = self._recalled() if arrangement == "list" else (0, *_USUAL[1:])
        self.splitter.setSizes([look.px(size) for size in sizes])
        self.rearranged.emit(arrangement == "list")

    def _recalled(self) -> tuple[int, ...]:
        stored = str(QSettings().value(_WIDTHS, "")).split("/")
        widths = tuple(int(word) for word in stored if word.isdigit())
        return widths if len(widths) == len(_USUAL) else _USUAL

    def _remember(self) -> None:
        if self._arrangement == "list":
            widths = [round(size / look.zoom()) for size in self.splitter.sizes()]
            QSettings().setValue(_WIDTHS, "/".join(map(str, widths)))

    def _restyle(self) -> None:
        for part, width in zip(self._parts, _LEAST, strict=True):
            part.setMinimumWidth(look.px(width))
        self._parts[2].setMinimumHeight(look.px(220))
        self._arrangement = ""
        QTimer.singleShot(0, self, self._arrange)  # after the sheet has changed every size


class Tall(QWidget):
    """As tall at least as its lines need at its width: a splitter asks nothing of the kind."""

    def event(self, event: QEvent) -> bool:
        answer = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            layout = self.layout()
            if layout is not None:
                needed = layout.totalMinimumHeightForWidth(self.width())
                if needed != self.minimumHeight():
                    self.setMinimumHeight(needed)
        return answer
