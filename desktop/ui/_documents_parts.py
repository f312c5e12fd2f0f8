"""What the pages of papers share: the remembered splitter, saving, printing."""

from PySide6.QtCore import QByteArray, QSettings, Qt, QTimer
from PySide6.QtWidgets import QSplitter, QWidget

from desktop.errors import UserError
from desktop.operations import papers
from desktop.ui import ask, bus, jobs, look
from desktop.ui.printing import PrintRun, print_pdf


class Split(QSplitter):
    """A list at the left and a card at the right; their shares are remembered by `name`.

    The card never gets narrower than 420 px × zoom.
    """

    def __init__(self, name: str, left: QWidget, right: QWidget, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._key = f"splitters/{name}"
        self._card = right
        self.setChildrenCollapsible(False)
        self.addWidget(left)
        self.addWidget(right)
        self.setStretchFactor(0, 5)
        self.setStretchFactor(1, 6)
        self.setHandleWidth(look.px(17))
        kept = QSettings().value(self._key)
        if isinstance(kept, QByteArray):
            self.restoreState(kept)
        self._saving = QTimer(self)
        self._saving.setSingleShot(True)
        self._saving.setInterval(300)
        self._saving.timeout.connect(self._remember)
        self.splitterMoved.connect(lambda *_: self._saving.start())
        look.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        # Beside a narrow window at 200 % the list must keep some room too.
        self._card.setMinimumWidth(min(look.px(look.CARD_MIN_WIDTH), 640))

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
