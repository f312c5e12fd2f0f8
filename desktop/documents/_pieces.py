"""Blocks turned into pieces of known height that draw themselves and split over pages.

Only the setting of a paragraph (lines, justification, hyphenation) is left to reportlab; rows,
rules and boxes are drawn here, so that a batch lays out a repeated block once.
"""

from dataclasses import dataclass, replace
from typing import Any, Protocol

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus.paragraph import Paragraph

from desktop.documents._blocks import Box, Cell, CellContent, Line, Para, Row, Table
from desktop.documents._fonts import MONO, SERIF, SERIF_BOLD
from desktop.documents._text import hyphenated, markup

_ALIGN = {"justify": TA_JUSTIFY, "left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT}
_LEADING = 1.2
_PADDING = 3.0  # points inside a ruled cell, at the sides; above and below a little less
_PADDING_V = 2.0
_HAIRLINE = 0.5
_BOX = 9.0
_CAPTION = 8.0
_LINE_DEPTH = 11.0  # a captioned line: the rule and the small words under it
_TALL_ROW = 60 * mm  # a lower row is never broken over pages
LAST_LINES = 2  # how much of a text must accompany a signature to the next page


class Piece(Protocol):
    """Something of known height that stands on a page."""

    @property
    def height(self) -> float:
        """Without the space before and after."""

    @property
    def before(self) -> float:
        """The space above, left out at the top of a page."""

    @property
    def after(self) -> float:
        """The space below."""

    def draw(self, canvas: Any, x: float, top: float) -> None:
        """Draw with the upper left corner at (x, top)."""

    def split(self, room: float) -> "tuple[Piece, Piece] | None":
        """A part not higher than `room` and the rest, or None when it does not part well."""


@dataclass(frozen=True)
class TextPiece:
    """A set paragraph."""

    paragraph: Any
    width: float
    height: float
    offset: float = 0
    before: float = 0
    after: float = 0

    def draw(self, canvas: Any, x: float, top: float) -> None:
        self.paragraph.drawOn(canvas, x + self.offset, top - self.height)

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        lines = self.paragraph.blPara
        parts = self.paragraph.split(self.width, room)
        self.paragraph.blPara = lines  # a refusal to part forgets the lines that were set
        if len(parts) < 2:
            return None
        first, second = (
            replace(self, paragraph=part, height=part.wrap(self.width, 1e6)[1]) for part in parts
        )
        return replace(first, after=0), replace(second, before=0)

    def without_last_lines(self) -> tuple[Piece, Piece] | None:
        """The paragraph without its last lines and those lines."""
        return self.split(self.height - LAST_LINES * self.paragraph.style.leading + 0.1)


@dataclass(frozen=True)
class RowPiece:
    """Cells side by side; `ruled` draws the borders of a table."""

    cells: tuple["TextPiece | Box | Line | None", ...]
    bottoms: tuple[bool, ...]
    widths: tuple[float, ...]
    height: float
    ruled: bool
    before: float = 0
    after: float = 0

    def draw(self, canvas: Any, x: float, top: float) -> None:
        canvas.setLineWidth(_HAIRLINE)
        padding = _PADDING if self.ruled else 0
        for cell, bottom, width in zip(self.cells, self.bottoms, self.widths, strict=True):
            if self.ruled:
                canvas.rect(x, top - self.height, width, self.height)
            if isinstance(cell, TextPiece):
                gap = self.height - cell.height if bottom else (_PADDING_V if self.ruled else 0)
                cell.draw(canvas, x + padding, top - gap)
            elif isinstance(cell, Box):
                middle = top - self.height / 2
                canvas.rect(x + (width - _BOX) / 2, middle - _BOX / 2, _BOX, _BOX)
            elif isinstance(cell, Line):
                _draw_line(canvas, cell, x, width, top - self.height)
            x += width

    def split(self, room: float) -> tuple[Piece, Piece] | None:
        if self.height < _TALL_ROW or room < _TALL_ROW / 2:
            return None
        room -= 2 * _PADDING_V
        upper: list[TextPiece | Box | Line | None] = []
        lower: list[TextPiece | Box | Line | None] = []
        for cell in self.cells:
            if isinstance(cell, TextPiece) and cell.height > room:
                parts = cell.split(room)
                if parts is None:
                    return None
                first, second = parts
                if not (isinstance(first, TextPiece) and isinstance(second, TextPiece)):
                    raise TypeError("a paragraph parts into paragraphs")
                upper.append(first)
                lower.append(second)
            else:
                upper.append(cell)
                lower.append(None)
        made = (_row(tuple(part), self) for part in (upper, lower))
        return next(made), next(made)


def _row(cells: tuple["TextPiece | Box | Line | None", ...], like: RowPiece) -> RowPiece:
    return replace(like, cells=cells, height=_row_height(cells, like.ruled))


def _row_height(cells: tuple["TextPiece | Box | Line | None", ...], ruled: bool) -> float:
    tallest = 0.0
    for cell in cells:
        if isinstance(cell, TextPiece):
            tallest = max(tallest, cell.height)
        elif isinstance(cell, Box):
            tallest = max(tallest, _BOX + 2)
        elif isinstance(cell, Line):
            tallest = max(tallest, _LINE_DEPTH + (9 if cell.caption else 4))
    return tallest + (2 * _PADDING_V + 1 if ruled else 0)


def _draw_line(canvas: Any, line: Line, x: float, width: float, bottom: float) -> None:
    """A rule to write on; without a caption it stands near the foot of the row."""
    level = bottom + (_LINE_DEPTH if line.caption else 2)
    canvas.line(x + 4, level, x + width - 4, level)
    if line.caption:
        canvas.setFont(SERIF, _CAPTION)
        canvas.drawCentredString(x + width / 2, level - _CAPTION, line.caption)


def para(block: Para, width: float) -> TextPiece:
    """The paragraph set in the given width."""
    style = _style(block.size, block.align, block.first, block.hyphens, MONO if block.mono else "")
    inner = width - block.left * mm
    paragraph = Paragraph(markup(block.text), style)
    height = paragraph.wrap(inner, 1e6)[1]
    return TextPiece(paragraph, inner, height, block.left * mm, block.before, block.after)


def row(block: Row, width: float) -> RowPiece:
    """An unruled row."""
    return _cells(block.cells, block.widths, width, block.size, False, block.before, block.after)


def table(block: Table, width: float) -> tuple[RowPiece | None, list[RowPiece]]:
    """The heading row, if any, and the rows of a ruled table."""
    heading = None
    if block.titles:
        titles = tuple(
            Cell(title, "center", block.size, bold=True, hyphens=False) for title in block.titles
        )
        heading = _cells(titles, block.widths, width, block.size, True)
    rows = [_cells(cells, block.widths, width, block.size, True) for cells in block.rows]
    lowest = block.lowest * mm
    return heading, [row if row.height >= lowest else replace(row, height=lowest) for row in rows]


def _cells(
    contents: tuple[CellContent, ...],
    shares: tuple[float, ...],
    width: float,
    size: float,
    ruled: bool,
    before: float = 0,
    after: float = 0,
) -> RowPiece:
    widths = tuple(width * share / sum(shares) for share in shares)
    padding = 2 * _PADDING if ruled else 0
    cells: list[TextPiece | Box | Line | None] = []
    bottoms: list[bool] = []
    for content, whole in zip(contents, widths, strict=True):
        bottoms.append(isinstance(content, Cell) and content.bottom)
        if isinstance(content, Box | Line):
            cells.append(content)
            continue
        cell = content if isinstance(content, Cell) else Cell(content)
        style = _style(
            cell.size or size, cell.align, 0, cell.hyphens, SERIF_BOLD if cell.bold else ""
        )
        paragraph = Paragraph(markup(cell.text), style)
        inner = whole - padding
        cells.append(TextPiece(paragraph, inner, paragraph.wrap(inner, 1e6)[1]))
    made = tuple(cells)
    return RowPiece(
        made, tuple(bottoms), widths, _row_height(made, ruled), ruled, before, after
    )  # fmt: skip


_styles: dict[tuple[object, ...], Any] = {}


def _style(size: float, align: str, first: float, hyphens: bool, font: str) -> Any:
    key = (size, align, first, hyphens, font)
    if key not in _styles:
        _styles[key] = ParagraphStyle(
            "paper",
            fontName=font or SERIF,
            bulletFontName=SERIF,
            fontSize=size,
            leading=size * _LEADING,
            alignment=_ALIGN[align],
            firstLineIndent=first * mm,
            hyphenationLang=hyphenated if hyphens and font != MONO else "",
            hyphenationMinWordLength=7,
            embeddedHyphenation=1,
            uriWasteReduce=0,
            splitLongWords=1,
            allowWidows=0,
            allowOrphans=0,
        )
    return _styles[key]
