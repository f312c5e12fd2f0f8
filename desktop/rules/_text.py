"""A draft as the rules read it: ordinary letters instead of disguised ones, words with offsets.

Offsets of what rules report are characters of the text given, so every change of length goes
through the map kept here.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from desktop.russian.folding import delatinize

Shape = Literal["lower", "title", "upper", "mixed"]

_AS_IS = frozenset({"Lo", "Po", "Pd", "Pi", "Pf", "Ps", "Pe", "Nd", "No"})

# Nothing to undo in a text of these characters: the usual case, and the fast one.
PLAIN = re.compile(r"[\t\n\r\x20-\x7eА-Яа-яЁё«»„“”‘’–—…№§°•·€₽×\u00a0]*")

# Letters of other alphabets drawn like Cyrillic ones: phonetic small capitals used by «fancy text»
# pages, Greek twins, squared and circled letters that NFKC leaves alone.
_PAIRS = (
    "ᴀа ʙв ʏу ᴄс ᴇе ᴈз ɜз ʜн ᴋк ᴍм ᴎи ᴏо ᴘр ᴙя ᴛт ᴦг ᴧл ᴨп ᴩр ᴫл ʍм ɯш ɸф ϶э ʌл ᴣз "
    "ᴜu ɢg ʟl ɴn ʀr ꜱs ɪi ᴊj ᴅd ᴠv ᴡw ᴢz ꜰf"
)
_DRAWN = {pair[0]: pair[1] for pair in _PAIRS.split()}
_DRAWN |= dict(zip("αοερκντχυιηΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "аоеркvтхуiпАВЕZНIКМNОРТУХ", strict=True))
_DRAWN |= {chr(0x1F150 + n): chr(65 + n) for n in range(26)}
_DRAWN |= {chr(0x1F170 + n): chr(65 + n) for n in range(26)}
_DRAWN |= {chr(0x1F130 + n): chr(65 + n) for n in range(26)}
_DRAWN |= {"і": "и", "І": "И", "ѕ": "s", "ј": "j", "ԁ": "d", "һ": "h", "ӏ": "л", "ɑ": "а"}

_DIGITS = str.maketrans("036", "озб")
_LEET = re.compile(r"(?<=[А-Яа-яЁё])[036]+(?=[А-Яа-яЁё])")
_WORD = re.compile(r"[^\W\d_]+")

# A full stop after these does not end a sentence.
_SHORTENED = (
    "ул г им гр кл т пр просп пл пер д стр св тел п гг руб тов корп кв обл р с пос см зам зав "
    "гл др каб ауд шт рис мин сек ч наб бул ш мкр о и тыс млн"
)
_SHORT = frozenset(_SHORTENED.split())


@lru_cache(maxsize=4096)
def ordinary(char: str) -> str:
    """The ordinary letters drawn by one character; "" for what nobody sees."""
    if char in _DRAWN:
        return _DRAWN[char]
    if char in "\t\n":
        return char
    if char in "\r\x0b\x0c\x85\u2028\u2029":
        return "\n"
    category = unicodedata.category(char)
    if category in {"Cf", "Mn", "Me", "Cs", "Cc"} or char in "\u034f\u115f\u1160\u3164\uffa0":
        return ""
    if category == "Zs":
        return " "
    if char in "йЙёЁ№°™©®" or (category in _AS_IS and char < "\u2e80"):
        return char
    plain = unicodedata.normalize("NFKD", char)
    if plain == char or len(plain) > 4:  # one character never becomes a sentence
        return char
    return "".join(_DRAWN.get(c, c) for c in plain if unicodedata.category(c)[0] in "LNPSZ")


@dataclass(frozen=True, slots=True)
class Token:
    """A word: `start`, `end` in the plain text; `key` folded; `gap` is what stands before it."""

    start: int
    end: int
    word: str
    key: str
    shape: Shape
    gap: str
    opens: bool  # begins a sentence, a line or a quotation: its capital says nothing
    latin: bool  # wholly Latin in the text given, look-alikes included


class Text:
    """A text with its plain reading. Immutable; cheap parts first, the rest when asked."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self._starts: list[int] | None = None
        self._ends: list[int] = []
        if PLAIN.fullmatch(raw):
            plain = raw.replace("\u00a0", " ").replace("\r", "\n")
        else:
            plain = self._undisguise(raw)
        self.shown = plain  # the alphabets as given
        plain = _LEET.sub(lambda m: m[0].translate(_DIGITS), plain)
        self.plain = delatinize(plain)

    def _undisguise(self, raw: str) -> str:
        out: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for at, char in enumerate(raw):
            if char == "\u0306" and out and out[-1] in "иИ":
                out[-1], ends[-1] = "й" if out[-1] == "и" else "Й", at + 1
                continue
            if char == "\u0308" and out and out[-1] in "еЕ":
                out[-1], ends[-1] = "ё" if out[-1] == "е" else "Ё", at + 1
                continue
            plain = ordinary(char)
            if not plain:
                if out and unicodedata.category(char)[0] == "M":
                    ends[-1] = at + 1
                continue
            for letter in plain:
                out.append(letter)
                starts.append(at)
                ends.append(at + 1)
        self._starts, self._ends = starts, ends
        return "".join(out)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the text given of a non-empty stretch of the plain text."""
        if self._starts is None:
            return start, end
        return self._starts[start], self._ends[end - 1]

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words in order; a hyphen separates words and stands in the `gap`."""
        plain, shown = self.plain, self.shown
        found: list[Token] = []
        last = 0
        for match in _WORD.finditer(plain):
            start, end = match.span()
            word = match.group()
            gap = plain[last:start]
            given = shown[start:end]
            found.append(
                Token(
                    start,
                    end,
                    word,
                    word.casefold().replace("ё", "е"),
                    _shape(word),
                    gap,
                    _opens(found[-1] if found else None, gap),
                    given.isascii(),
                )
            )
            last = end
        return tuple(found)


def _shape(word: str) -> Shape:
    if word.islower():
        return "lower"
    if word[0].isupper() and (len(word) == 1 or word[1:].islower()):
        return "title"
    if word.isupper():
        return "upper"
    return "mixed"


_ENDS = re.compile(r"[.!?…\n•;:]")
_QUOTED = re.compile(r"[«\"„“(]\s*$")


def _opens(before: Token | None, gap: str) -> bool:
    if before is None:
        return True
    if "\n" in gap or _QUOTED.search(gap):
        return True
    if gap.startswith(".") and not _ENDS.search(gap[1:]):
        return not (len(before.word) == 1 or (before.key in _SHORT and before.shape == "lower"))
    if _ENDS.search(gap):
        return True
    return any(unicodedata.category(char) in {"So", "Sk", "Co", "Cn"} for char in gap)
