"""Pages of a PDF as pictures. pdfium is not thread-safe: only the window's thread comes here."""

from types import TracebackType

import pypdfium2
from PySide6.QtGui import QImage

from desktop.errors import UserError

POINTS_PER_INCH = 72


class PdfPages:
    """An open PDF. Close it (or use `with`) to give its memory back."""

    def __init__(self, data: bytes) -> None:
        """Raises UserError when `data` is not a PDF that can be read."""
        try:
            self._pdf = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise UserError(
                "Файл не удалось прочитать как PDF – сделайте документ заново."
            ) from error
        # Points: 1/72 inch.
        self.sizes: tuple[tuple[float, float], ...] = tuple(
            self._pdf.get_page_size(number) for number in range(len(self._pdf))
        )

    def __len__(self) -> int:
        return len(self.sizes)

    def __enter__(self) -> "PdfPages":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def picture(self, number: int, scale: float) -> QImage:
        """Page `number` (from 0), `scale` pixels to a point. Black on white whatever the theme."""
        page = self._pdf[number]
        try:
            bitmap = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
            image = QImage(
                bytes(bitmap.buffer),
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                QImage.Format.Format_RGB32,
            ).copy()  # the picture must outlive pdfium's memory
            bitmap.close()
        finally:
            page.close()
        return image

    def text(self, number: int) -> str:
        """The words of a page, for a screen reader."""
        page = self._pdf[number]
        try:
            words = page.get_textpage()
            found = str(words.get_text_bounded())
            words.close()
        finally:
            page.close()
        return found

    def close(self) -> None:
        """Give the memory back; afterwards no page can be drawn."""
        self._pdf.close()
