"""The pieces a paper is told in, free of any drawing: a story is a tuple of these.

A value of the base can only be text here, never markup, so nothing typed by a person is ever
interpreted by the drawing library.
"""

from dataclasses import dataclass, field
from typing import Literal

Align = Literal["justify", "left", "center", "right"]


@dataclass(frozen=True)
class Bold:
    """A bold part of a text."""

    text: str


Text = str | tuple[str | Bold, ...]


@dataclass(frozen=True)
class Para:
    """A paragraph. Sizes and spaces in points, `left` and `first` (first-line indent) in mm."""

    text: Text
    align: Align = "justify"
    size: float = 13
    first: float = 0
    left: float = 0
    before: float = 0
    after: float = 0
    keep_next: bool = False  # stays on one page with what follows
    mono: bool = False  # equal widths, zero unlike the letter O: for keys
    hyphens: bool = True


@dataclass(frozen=True)
class Box:
    """A square of a form to tick by hand."""


@dataclass(frozen=True)
class Line:
    """A line to write on by hand, with an optional small caption under it."""

    caption: str = ""


@dataclass(frozen=True)
class Cell:
    """A cell of a row with its own look; a bare text is the usual cell."""

    text: Text
    align: Align = "left"
    size: float | None = None
    bold: bool = False
    bottom: bool = False  # stands at the foot of the row
    hyphens: bool = True


CellContent = Text | Cell | Box | Line


@dataclass(frozen=True)
class Row:
    """Cells side by side without borders: date and number, a signature, a line to sign."""

    cells: tuple[CellContent, ...]
    widths: tuple[float, ...]  # shares of the width
    size: float = 13
    before: float = 0
    after: float = 0
    keep_next: bool = False


@dataclass(frozen=True)
class Table:
    """A ruled table; `titles` are repeated on every page it runs over, empty titles print none."""

    titles: tuple[str, ...]
    widths: tuple[float, ...]  # shares of the width
    rows: tuple[tuple[CellContent, ...], ...]
    size: float = 10.5
    before: float = 4
    after: float = 6
    keep_next: bool = False  # the last row stays with what follows
    lowest: float = 0  # mm: rows to write in by hand are at least that high


@dataclass(frozen=True)
class NewPage:
    """What follows starts on a new page."""


Block = Para | Row | Table | NewPage


@dataclass(frozen=True)
class Story:
    """A whole paper: its blocks and the lie of its pages."""

    blocks: tuple[Block, ...]
    landscape: bool = False
    footnotes: tuple[str, ...] = field(default=())  # printed under the last block
