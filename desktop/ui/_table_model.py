"""Rows of a list: searched and ordered in plain Python, shown to Qt by one model.

No proxy model: at 100,000 rows QSortFilterProxyModel asks Python millions of questions, a list
comprehension over folded keys asks none.
"""

import re
import time
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.russian.folding import fold
from desktop.ui.chips import Chip

Align = Literal["left", "right", "center"]
AnyIndex = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


@dataclass(frozen=True)
class Column:
    """One column of a list.

    `key` names it in what is remembered; `text` and `chip` take the row (a chip's word stands in
    for `text` when that is left out); `sort` gives a comparable value, else the text is compared
    as Russian; `width` in pixels at 100 %; `stretch` takes the room that is left; `spare` steps
    back, the rightmost first, where the list is too narrow for all (the card tells it too);
    `names` is what the row is called by, in semibold – the first column when none says so.
    """

    key: str
    title: str
    text: Callable[[Any], str] | None = None
    align: Align = "left"
    width: int = 140
    chip: Callable[[Any], Chip | None] | None = None
    sort: Callable[[Any], Any] | None = None
    stretch: bool = False
    spare: bool = False
    names: bool = False

    def words(self, row: Any) -> str:
        """What the cell says."""
        if self.text:
            return self.text(row)
        chip = self.chip(row) if self.chip else None
        return chip.word if chip else ""


def russian_keys(texts: Sequence[str]) -> list[str]:
    """Keys that order Russian texts as a dictionary does: «ё» is «е», after it in a tie.

    Made for all texts at once, in one byte a letter (cp1251 keeps the alphabet's order): with
    100,000 rows that is the difference between what a person feels and what not.
    """
    if not texts:
        return []
    whole = "\n".join(texts).encode("cp1251", "xmlcharrefreplace")
    keys = whole.translate(_LOWER_E).decode("latin-1").split("\n")
    if len(keys) != len(texts):  # a text of several lines
        return russian_keys([text.replace("\n", " ") for text in texts])
    if b"\xb8" in whole or b"\xa8" in whole:  # ё, Ё
        # «ж» stands for «ё» only against «е» in its place: everything before is equal.
        ties = whole.translate(_LOWER_ZH).decode("latin-1").split("\n")
        keys = [key if key == tie else f"{key}\0{tie}" for key, tie in zip(keys, ties, strict=True)]
    return keys


def _lower(yo: str) -> bytes:
    """A table for `bytes.translate`: cp1251 in lower case, with `yo` for «ё»."""
    letters = bytes(range(256)).decode("cp1251", "replace").lower().replace("ё", yo)
    return letters.encode("cp1251", "replace")


_LOWER_E = _lower("е")
_LOWER_ZH = _lower("ж")

_PHONE = re.compile(r"\+?\d[\d ()\-]{5,}\d")
_NOT_DIGIT = re.compile(r"\D")
_PHONE_QUERY = re.compile(r"\+?[\d ()\-]+")


def search_key(text: str) -> str:
    """The folded text, and every long number in it once more without spaces and hyphens."""
    key = fold(text)
    numbers = [_NOT_DIGIT.sub("", found) for found in _PHONE.findall(key)]
    return "\0".join([key, *numbers]) if numbers else key


def search_words(query: str) -> list[tuple[str, ...]]:
    """What must be found: for every word of the query the shapes of which one must be in the key.

    A query that is a phone number is one word, whatever its spaces; a leading 8 is also a 7.
    """
    query = fold(query)
    digits = _NOT_DIGIT.sub("", query)
    is_phone = len(digits) >= 5 and _PHONE_QUERY.fullmatch(query)
    words = [digits] if is_phone else query.split()
    return [
        (word, "7" + word[1:]) if word.isdigit() and word[0] == "8" and len(word) > 3 else (word,)
        for word in words
    ]


class Rows:
    """The rows of one list with their search keys, order and what of them is shown."""

    def __init__(self, columns: Sequence[Column], search_text: Callable[[Any], str] | None) -> None:
        self.columns = tuple(columns)
        self.all: Sequence[Any] = ()
        self.shown: Sequence[int] = ()
        self.query = ""
        self.sort_column = -1
        self.is_descending = False
        self._search_text = search_text
        self._keys: list[str] = []
        self._order: Sequence[int] = ()
        self._words: list[tuple[str, ...]] = []
        self._sort_keys: tuple[int, list[Any]] = (-1, [])

    def set(self, rows: Sequence[Any]) -> None:
        """Take other rows; the order asked for stays, the filter must be applied anew."""
        self.all = rows
        self._keys = []
        self._words = []
        self._sort_keys = (-1, [])
        self._order = range(len(rows))
        self.shown = self._order
        if self.sort_column >= 0:
            self.sort(self.sort_column, self.is_descending)

    @property
    def is_indexed(self) -> bool:
        """Whether every row has its search key."""
        return len(self._keys) == len(self.all)

    def index_some(self, seconds: float) -> bool:
        """Make search keys for at most so long. Out: whether all are made."""
        end = time.perf_counter() + seconds
        total = len(self.all)
        keys = self._keys
        columns = self.columns
        given = self._search_text
        while len(keys) < total:
            for row in self.all[len(keys) : len(keys) + 200]:
                text = given(row) if given else " ".join(column.words(row) for column in columns)
                keys.append(search_key(text))
            if time.perf_counter() >= end:
                break
        return len(keys) == total

    def filter(self, query: str) -> None:
        """Show the rows in which every word of the query is found. Needs the keys made."""
        words = search_words(query)
        self.query = query
        if not words:
            self._words = []
            self.shown = self._order
            return
        # A query grown by a letter can only drop rows of those already found.
        narrows = self._words and all(
            len(old) == 1 and any(len(new) == 1 and old[0] in new[0] for new in words)
            for old in self._words
        )
        found: Sequence[int] = self.shown if narrows else self._order
        keys = self._keys
        for shapes in sorted(words, key=lambda shapes: -len(shapes[0])):
            word, other = shapes[0], shapes[-1]
            if word == other:
                found = [at for at in found if word in keys[at]]
            else:
                found = [at for at in found if word in keys[at] or other in keys[at]]
        self._words = words
        self.shown = found

    def sort(self, column: int, is_descending: bool) -> None:
        """Order by a column (-1: as given). Equal rows keep the order they were given in."""
        self.sort_column, self.is_descending = column, is_descending
        everything = len(self.shown) == len(self._order)
        if column < 0:
            self._order = range(len(self.all))
        else:
            is_ordered = self._sort_keys[0] == column  # turning an order round is cheap
            keys = self._keys_to_sort_by(column)
            start = self._order if is_ordered else range(len(self.all))
            self._order = sorted(start, key=keys.__getitem__, reverse=is_descending)
        if everything:
            self.shown = self._order
        else:
            kept = set(self.shown)
            self.shown = [at for at in self._order if at in kept]

    def _keys_to_sort_by(self, column: int) -> list[Any]:
        if self._sort_keys[0] != column:
            asked = self.columns[column]
            if asked.sort:
                made: list[Any] = [asked.sort(row) for row in self.all]
            else:
                words = asked.text or asked.words
                made = russian_keys([words(row) for row in self.all])
            self._sort_keys = (column, made)
        return self._sort_keys[1]


_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    "center": Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter,
}


class TableModel(QAbstractTableModel):
    """`Rows` as Qt wants to see them."""

    def __init__(self, rows: Rows, row_id: Callable[[Any], Hashable]) -> None:
        super().__init__()
        self.rows = rows
        self.row_id = row_id

    def change(self, deed: Callable[[], None]) -> None:
        """Do something to the rows and let the view look anew."""
        self.beginResetModel()
        deed()
        self.endResetModel()

    def row(self, at: int) -> Any:
        """The object shown at a line."""
        return self.rows.all[self.rows.shown[at]]

    def rowCount(self, parent: AnyIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.rows.shown)

    def columnCount(self, parent: AnyIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.rows.columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.rows.columns[index.column()].words(self.row(index.row()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            column = self.rows.columns[index.column()]
            return f"{column.title}: {column.words(self.row(index.row()))}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[self.rows.columns[index.column()].align]
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.rows.columns):
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                return self.rows.columns[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _ALIGN[self.rows.columns[section].align]
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.change(lambda: self.rows.sort(column, order == Qt.SortOrder.DescendingOrder))
