"""What the pages of papers share: the remembered splitter, saving, printing."""

from PySide6.QtCore import QByteArray, QSettings, Qt, QTimer
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from desktop.errors import UserError
from desktop.operations import papers
from desktop.ui import ask, bus, jobs, look
from desktop.ui.printing import PrintRun, print_pdf

_WIDEST_FLOOR = 640  # at 200 % on a small screen the list must keep some room too


class Split(QSplitter):
    """A list at the left and a card at the right; their shares are remembered by `name`.

    The card never gets narrower than 420 px × zoom, as far as the window leaves the list room.
    """

    def __init__(
        self, name: str, left: QWidget, right: QWidget, parent: QWidget, list_share: int = 55
    ) -> None:
        """In: `list_share` per cent of the width the list has at first."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._key = f"splitters/{name}"
        self._sides = (self._with_gap(left), self._with_gap(right))
        self._floor = QWidget(self._sides[1])  # as wide as the card must be at least
        self._floor.setFixedHeight(0)
        column = self._sides[1].layout()
        assert column is not None
        column.addWidget(self._floor)
        self.setChildrenCollapsible(False)
        self.setStretchFactor(0, list_share)
        self.setStretchFactor(1, 100 - list_share)
        kept = QSettings().value(self._key)
        if not isinstance(kept, QByteArray) or not self.restoreState(kept):
            self.setSizes([list_share * 10, 1000 - list_share * 10])
        self._saving = QTimer(self)
        self._saving.setSingleShot(True)
        self._saving.setInterval(300)
        self._saving.timeout.connect(self._remember)
        self.splitterMoved.connect(lambda *_: self._saving.start())
        look.changed.connect(self._restyle)
        self._restyle()

    def _with_gap(self, content: QWidget) -> QWidget:
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setSpacing(0)
        column.addWidget(content, 1)
        self.addWidget(side)
        return side

    def _restyle(self) -> None:
        gap = look.px(12)
        left, right = (side.layout() for side in self._sides)
        assert left is not None
        assert right is not None
        left.setContentsMargins(0, 0, gap, 0)
        right.setContentsMargins(gap, 0, 0, 0)
        self._floor.setMinimumWidth(min(look.px(look.CARD_MIN_WIDTH), _WIDEST_FLOOR))

    def _remember(self) -> None:
        QSettings().setValue(self._key, self.saveState())


def save_as(parent: QWidget, pdf: bytes, file_name: str) -> None:
    """Ask where and write the paper there; told in the bottom line."""
    path = ask.choose_file_save(
        parent, "Сохранить документ", file_name, "Документ PDF (*.pdf)", place="papers"
    )
    if path is None:
        return
    if path.suffix.lower() != ".pdf":
        path = path.with_name(f"{path.name}.pdf")
    jobs.run(
        "work",
        lambda: papers.save_pdf(path, pdf),
        context=parent,
        done=lambda _: bus.told.emit(f"Сохранено: {path.name}", None),
        failed=_tell,
    )


def print_out(parent: QWidget, pdf: bytes, title: str) -> PrintRun | None:
    """Ask for the printer and print; told in the bottom line. Keep the run while it lasts."""
    try:
        run = print_pdf(parent, pdf, title)
    except UserError as error:
        _tell(error)
        return None
    if run is not None:
        run.finished.connect(lambda: bus.told.emit(f"Отправлено на принтер: {title}", None))
        run.failed.connect(bus.failed)
    return run


def _tell(error: UserError) -> None:
    bus.failed.emit(str(error))
