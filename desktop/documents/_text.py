"""Text on its way to paper: what the fonts cannot draw, no-break spaces, and the one escape."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any
from xml.sax.saxutils import escape

from pyphen import Pyphen

from desktop.documents._blocks import Bold, Text
from desktop.documents._fonts import glyphs

MISSING_GLYPH = "□"
NBSP = "\u00a0"

# Marks that change the picture before them and mean nothing without it.
_EMOJI_PARTS = frozenset("\ufe0e\ufe0f\u20e3\u200d")
_SKIN = range(0x1F3FB, 0x1F400)
_TAGS = range(0xE0000, 0xE0080)

_GLUED = (
    (re.compile(r"№ (?=\S)"), f"№{NBSP}"),
    (re.compile(r"(?<=\d) (?=(?:г|гг|ч|мин|л)\.)"), NBSP),
    (re.compile(r"\b(п|пп|ст|ч|г|ул|д|кв|пос|им|пр|стр) ?\. (?=[\w«])"), rf"\1.{NBSP}"),
    (re.compile(r"\b([А-ЯЁ]\.) (?=[А-ЯЁ]\.)"), rf"\1{NBSP}"),
    (re.compile(r"\b([А-ЯЁ]\.) (?=[А-ЯЁ][а-яё])"), rf"\1{NBSP}"),
    (re.compile(r" (?=[—–] )"), NBSP),
)  # fmt: skip


def printable(text: str) -> str:
    """The text with only signs the fonts can draw.

    Letters in disguise become plain ones (NFKC of the single sign), emoji and signs without a
    picture (controls, direction marks) are dropped, any other missing glyph becomes «□».
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))
    known = glyphs()
    if all(ord(sign) in known or sign == "\n" for sign in text):
        return text
    return "".join(_sign(sign, known) for sign in text)


def _sign(sign: str, known: frozenset[int]) -> str:
    if sign == "\n" or ord(sign) in known:
        return sign
    category = unicodedata.category(sign)
    if sign in _EMOJI_PARTS or category in ("Cc", "Cf", "Cs", "Mn", "Me", "So"):
        return ""
    if ord(sign) in _SKIN or ord(sign) in _TAGS:
        return ""
    plain = unicodedata.normalize("NFKC", sign)
    if plain != sign and all(ord(part) in known for part in plain):
        return plain
    return MISSING_GLYPH


def typeset(text: str) -> str:
    """The text with no-break spaces where a line must not end: «№ 5», «г. Котельнич», «И. О. Ф»."""
    for pattern, glued in _GLUED:
        text = pattern.sub(glued, text)
    return text


def hyphenated(word: str) -> Iterator[tuple[str, str]]:
    """Heads and tails of a Russian word, the longest head first; names are never parted.

    At least two letters stay and three go over: a line of «зу.» helps nobody.
    """
    if word[:1].isupper():
        return
    for head, tail in _hyphens().iterate(word):
        if sum(sign.isalpha() for sign in tail) >= 3:
            yield head, tail


@cache
def _hyphens() -> Any:
    return Pyphen(lang="ru_RU")


@lru_cache(maxsize=8192)
def _marked(part: str) -> str:
    return escape(typeset(printable(part))).replace("\n", "<br/>")


def markup(text: Text) -> str:
    """The only way of a text into the drawing library: every sign of every value is escaped."""
    if isinstance(text, str):
        return _marked(text)
    return "".join(
        f"<b>{_marked(part.text)}</b>" if isinstance(part, Bold) else _marked(part) for part in text
    )
