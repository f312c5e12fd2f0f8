"""Paper data to PDF: the one way to a file. Byte-identical for equal data.

Layout by ГОСТ Р 7.0.97-2025 and the habit of offices: A4, margins 30/15/20/20 mm (permanent
papers are bound at 30), page numbers from the second page in the middle of the upper margin.
"""

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from desktop.documents import _pieces
from desktop.documents._blocks import Block, NewPage, Para, Row, Story, Table
from desktop.documents._document import Data, DocumentType
from desktop.documents._fonts import SERIF, register
from desktop.documents._pieces import Piece, RowPiece, TextPiece
from desktop.documents._text import printable

LEFT, RIGHT, TOP, BOTTOM = 30 * mm, 15 * mm, 20 * mm, 20 * mm
_NUMBER_FROM_EDGE = 10 * mm
_NUMBER_SIZE = 12
_FOOTNOTE_SIZE = 9
_REMEMBERED = 4000  # laid-out blocks kept within a batch

Progress = Callable[[int], bool]  # told how many papers are done; False stops the batch


def _go_on(done: int) -> bool:
    return True


class Stopped(Exception):
    """The batch was stopped by `progress`."""


def render(document: DocumentType[Data], data: Data) -> bytes:
    """One paper as PDF."""
    return render_many(document, (data,))


def render_many(
    document: DocumentType[Data],
    datas: Iterable[Data],
    *,
    odd_start: bool = False,
    progress: Progress = _go_on,
) -> bytes:
    """Many papers in one PDF, each from a new page (an odd one for two-sided printing if asked).

    Raises Stopped when `progress` answers False, ValueError without a single paper.
    """
    register()
    out = io.BytesIO()
    sheet: _Sheets | None = None
    for done, data in enumerate(datas):
        story = document.story(data)
        if sheet is None:
            author = getattr(getattr(data, "office", None), "short_name", "")
            sheet = _Sheets(_canvas(out, document.title, printable(author)))
        sheet.paper(story, odd_start)
        if not progress(done + 1):
            raise Stopped
    if sheet is None:
        raise ValueError("nothing to print")
    sheet.canvas.save()
    return out.getvalue()


def _canvas(out: io.BytesIO, title: str, author: str) -> Any:
    canvas = Canvas(
        out, pagesize=A4, invariant=1, pageCompression=1, initialFontName=SERIF, lang="ru-RU"
    )
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setSubject(title)
    canvas.setCreator("Порядок")
    canvas.setProducer("Порядок")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


@dataclass(frozen=True)
class _Placed:
    """A piece and its bonds: to the next one, to the heading row of its table."""

    piece: Piece
    keep_next: bool = False
    heading: RowPiece | None = None
    new_page: bool = False


class _Sheets:
    """The pages of one file, filled from top to bottom."""

    def __init__(self, canvas: Any) -> None:
        self.canvas = canvas
        self._known: dict[tuple[Block, float], tuple[_Placed, ...]] = {}
        self._pages = 0  # of the whole file
        self._page = 0  # of the paper at hand
        self._size: tuple[float, float] = A4
        self._y = 0.0
        self._empty = True

    def paper(self, story: Story, odd_start: bool) -> None:
        """Draw one paper from a new page on."""
        self._size = landscape(A4) if story.landscape else A4
        if odd_start and self._pages % 2 == 1:
            self.canvas.setPageSize(self._size)
            self.canvas.showPage()
            self._pages += 1
        self._page = 0
        self._start_page()
        placed = self._placed(story)
        while placed:
            if placed[0].new_page:
                self._end_page()
                self._start_page()
                placed = placed[1:]
                continue
            end = next(i for i, item in enumerate(placed) if not item.keep_next) + 1
            rest = self._place(placed[:end])
            placed = [*rest, *placed[end:]]
        self._end_page()

    def _placed(self, story: Story) -> list[_Placed]:
        width = self._size[0] - LEFT - RIGHT
        found: list[_Placed] = []
        notes = tuple(
            Para(note, size=_FOOTNOTE_SIZE, before=6 if not i else 0)
            for i, note in enumerate(story.footnotes)
        )
        for block in (*story.blocks, *notes):
            key = (block, width)
            if key not in self._known:
                if len(self._known) >= _REMEMBERED:
                    self._known.clear()
                self._known[key] = _pieces_of(block, width)
            found.extend(self._known[key])
        if found:
            found[-1] = replace(found[-1], keep_next=False)
        return found

    def _start_page(self) -> None:
        self._pages += 1
        self._page += 1
        self.canvas.setPageSize(self._size)
        if self._page > 1:
            self.canvas.setFont(SERIF, _NUMBER_SIZE)
            self.canvas.drawCentredString(
                LEFT + (self._size[0] - LEFT - RIGHT) / 2,
                self._size[1] - _NUMBER_FROM_EDGE - _NUMBER_SIZE / 2,
                str(self._page),
            )
        self._y = self._size[1] - TOP
        self._empty = True

    def _end_page(self) -> None:
        self.canvas.showPage()

    def _next_page(self, heading: RowPiece | None) -> None:
        self._end_page()
        self._start_page()
        if heading is not None:
            self._draw(heading)
            self._empty = True  # a heading alone does not count: the row must come

    def _room(self) -> float:
        return self._y - BOTTOM

    def _draw(self, piece: Piece) -> None:
        if not self._empty:
            self._y -= piece.before
        piece.draw(self.canvas, LEFT, self._y)
        self._y -= piece.height + piece.after
        self._empty = False

    def _place(self, chain: list[_Placed]) -> list[_Placed]:
        """Draw a chain of pieces bound together as far as it goes; returns what is left of it.

        A text is parted so that at least two of its lines accompany what is bound to it.
        """
        used = 0.0
        for k, item in enumerate(chain):
            piece = item.piece
            before = 0 if self._empty and k == 0 else piece.before
            if used + before + piece.height <= self._room() + 0.01:
                used += before + piece.height + piece.after
                continue
            parts = piece.split(self._room() - used - before)
            at = k
            previous = chain[k - 1].piece
            if parts is None and k and isinstance(previous, TextPiece):
                parts, at = previous.without_last_lines(), k - 1
            if parts is None and not self._empty:
                self._next_page(chain[0].heading)
                return chain
            if parts is None:
                at = max(k, 1)
                for done in chain[:at]:
                    self._draw(done.piece)
                return chain[at:]
            for done in chain[:at]:
                self._draw(done.piece)
            self._draw(parts[0])
            self._next_page(chain[at].heading)
            return [replace(chain[at], piece=parts[1]), *chain[at + 1 :]]
        for done in chain:
            self._draw(done.piece)
        return []


def _pieces_of(block: Block, width: float) -> tuple[_Placed, ...]:
    if isinstance(block, NewPage):
        return (_Placed(_NOTHING, new_page=True),)
    if isinstance(block, Para):
        return (_Placed(_pieces.para(block, width), block.keep_next),)
    if isinstance(block, Row):
        return (_Placed(_pieces.row(block, width), block.keep_next),)
    return _table(block, width)


def _table(block: Table, width: float) -> tuple[_Placed, ...]:
    heading, rows = _pieces.table(block, width)
    placed = [_Placed(row, heading=heading) for row in rows]
    if heading is not None:
        placed.insert(0, _Placed(heading, keep_next=True))
    if not placed:
        return ()
    first = placed[0].piece
    placed[0] = replace(placed[0], piece=_spaced(first, block.before, first.after))
    last = placed[-1].piece
    placed[-1] = _Placed(_spaced(last, last.before, block.after), block.keep_next, heading)
    return tuple(placed)


def _spaced(piece: Piece, before: float, after: float) -> Piece:
    if not isinstance(piece, RowPiece):
        raise TypeError("a table is made of rows")
    return replace(piece, before=before, after=after)


_NOTHING = RowPiece((), (), (), 0, False)
