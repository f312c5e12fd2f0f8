"""A PDF onto a printer of the computer, page by page, without stopping the window."""

from PySide6.QtCore import QMarginsF, QObject, QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from desktop.ui import ask
from desktop.ui._pdf import POINTS_PER_INCH, PdfPages

DPI = 300  # what office lasers draw; more only makes the queue slower


class PrintRun(QObject):
    """A print in progress. `progress(done, total)`, then exactly one of the other signals.

    `failed(sentence)`: the printer did not take a page.
    """

    progress = Signal(int, int)
    finished = Signal()
    cancelled = Signal()
    failed = Signal(str)

    def __init__(self, pages: PdfPages, printer: QPrinter, parent: QObject | None) -> None:
        super().__init__(parent)
        self._pages = pages
        self._printer = printer
        first = max(1, printer.fromPage())
        last = min(printer.toPage() or len(pages), len(pages))
        self._numbers = list(range(first - 1, last))
        if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
            self._numbers.reverse()
        self._at = 0
        self._is_cancelled = False
        self._painter = QPainter()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)
        self._timer.start(0)

    def cancel(self) -> None:
        """Stop before the next page; what the printer has already taken it may still print."""
        self._is_cancelled = True

    def _step(self) -> None:
        if self._is_cancelled:
            self._printer.abort()
            self._end()
            self.cancelled.emit()
        elif self._at == len(self._numbers):
            self._end()
            self.finished.emit()
        elif not self._print(self._numbers[self._at]):
            self._end()
            self.failed.emit(
                "Принтер не принял документ – проверьте, включён ли он, и напечатайте ещё раз."
            )
        else:
            self._at += 1
            self.progress.emit(self._at, len(self._numbers))

    def _print(self, number: int) -> bool:
        width, height = self._pages.sizes[number]
        is_wide = width > height
        # Pages may differ in direction; Qt takes that only before the page begins.
        self._printer.setPageLayout(
            QPageLayout(
                self._printer.pageLayout().pageSize(),
                QPageLayout.Orientation.Landscape if is_wide else QPageLayout.Orientation.Portrait,
                QMarginsF(),
            )
        )
        if self._painter.isActive():
            if not self._printer.newPage():
                return False
        elif not self._painter.begin(self._printer):
            return False
        paper = self._printer.paperRect(QPrinter.Unit.DevicePixel)
        to_device = self._printer.resolution() / POINTS_PER_INCH
        size = QSizeF(width, height) * to_device
        if size.width() > paper.width() * 1.01 or size.height() > paper.height() * 1.01:
            size.scale(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
        corner = QPointF((paper.width() - size.width()) / 2, (paper.height() - size.height()) / 2)
        image = self._pages.picture(number, DPI / POINTS_PER_INCH)
        self._painter.drawImage(QRectF(corner, size), image)
        return True

    def _end(self) -> None:
        self._timer.stop()
        if self._painter.isActive():
            self._painter.end()
        self._pages.close()


def print_pdf(parent: QWidget | None, pdf: bytes, title: str) -> PrintRun | None:
    """Ask for the printer and begin to print. In: `title` names the job in the printer's queue.

    Out: the run to watch (belongs to `parent`), or None when the person thought better of it or
    no printer is known (then that has been said). Raises UserError when `pdf` cannot be read.
    """
    pages = PdfPages(pdf)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(DPI)
    printer.setDocName(title)
    printer.setCreator("Порядок")
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPrintRange(QPrinter.PrintRange.AllPages)
    if not ask.choose_printer(parent, printer, title):
        pages.close()
        return None
    return PrintRun(pages, printer, parent)
