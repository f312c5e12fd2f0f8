"""Positions in a text: Python counts characters, Qt counts UTF-16 units (an emoji is two)."""

from bisect import bisect_left

_WIDEST_SINGLE = "\uffff"


class Offsets:
    """The two ways of counting, for one text. A position outside the text is kept outside."""

    def __init__(self, text: str) -> None:
        self._wide = [place for place, letter in enumerate(text) if letter > _WIDEST_SINGLE]
        self._pairs = [place + before for before, place in enumerate(self._wide)]

    def to_qt(self, place: int) -> int:
        """The number of UTF-16 units before the character number `place`."""
        return place + bisect_left(self._wide, place)

    def to_text(self, position: int) -> int:
        """The number of characters before the unit; inside a pair: before its character."""
        return position - bisect_left(self._pairs, position)
