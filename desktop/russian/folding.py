"""One shape for text written in many: keys for search, repaired letters, phone numbers."""

import re
import unicodedata
from decimal import Decimal

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－⸺⸻"), "-")
# Stress marks, soft hyphens, zero-width and bidirectional marks: seen by nobody, so they do not
# distinguish two words. The breve of «й» and the dots of «ё» are gone by then (NFC composes them).
_UNSEEN = re.compile(
    "[\u0300\u0301\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]"
)

# Letters with one drawing in both alphabets in the usual screen fonts.
_TWINS = dict(zip("ABCEHKMOPTXYaceopxy", "АВСЕНКМОРТХУасеорху", strict=True))
# Near twins: enough inside a word that has Cyrillic letters, too weak to judge a whole word by.
_MIXED = _TWINS | dict(zip("kmtëË", "кмтёЁ", strict=True))
_LETTERS = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


def fold(text: str) -> str:
    """The key of a text for search and comparison; never shown.

    NFC, case folded, ё→е, every dash → «-», every run of spaces (no-break ones too) → one space,
    marks nobody sees dropped. Equal keys mean "the same to a hurried reader". Idempotent.
    """
    text = unicodedata.normalize("NFC", text)
    text = _UNSEEN.sub("", text).casefold().translate(_DASHES)
    return " ".join(unicodedata.normalize("NFC", text).replace("ё", "е").split())


def name_key(last: str, first: str, middle: str) -> str:
    """The key by which two records of one person's full name are found equal.

    Folds each part, repairs Latin look-alikes, drops spaces round hyphens and a doubled space.
    """
    whole = " ".join((last, first, middle))
    return re.sub(r" ?- ?", "-", fold(" ".join(map(delatinize, whole.split()))))


def delatinize(word: str) -> str:
    """The text with Latin look-alikes replaced by Cyrillic letters, as in «Ивaнoв» or «BEPA».

    A run of letters is repaired when it mixes the alphabets and every Latin letter of it has a
    twin, or when it is wholly made of exact twins («MAMA», «B»). «WhatsApp», «Anna» stay.
    """
    return _LETTERS.sub(_repair, word)


def _repair(match: re.Match[str]) -> str:
    run = match.group()
    table = _MIXED if _CYRILLIC.search(run) else _TWINS
    if all(letter in table for letter in run if not _CYRILLIC.match(letter)):
        return "".join(table.get(letter, letter) for letter in run)
    return run


_SCIENTIFIC = re.compile(r"([78][.,]\d+)[eEеЕ]\+?10")
_WHOLE_FLOAT = re.compile(r"(\d{10,14})[.,]0+")
_EXTENSION = re.compile(r"(?i)(?:,|;)?\s*(?:доб(?:авочный)?|вн(?:утр)?|ext)\b.*$", re.DOTALL)
_SNILS = re.compile(r"(?<!\d)\d{3}-\d{3}-\d{3}[ -]\d\d(?!\d)")


def phone_digits(text: str | int | float) -> str | None:
    """A Russian number as 7XXXXXXXXXX, or None when the text is not exactly one such number.

    Takes «8 (916) 123-45-67», «+7…», ten digits, «…, доб. 12» (the extension is dropped) and what
    spreadsheets make of a number: 89161234567.0, "8.9161234567E+10". A mantissa cut short by a
    narrow column ("8.91612E+10") is refused: its last digits are lost. Numbers of the +7 zone:
    Приказ Минцифры России от 31.01.2022 № 75 (codes begin with 3, 4, 8, 9; 6 and 7 Kazakhstan).
    """
    if isinstance(text, int | float):
        text = f"{text:.0f}"
    text = unicodedata.normalize("NFKC", text).strip()
    if match := _SCIENTIFIC.fullmatch(text):
        mantissa = match[1].replace(",", ".")
        if len(mantissa) < 9:  # eight figures: at most three zeros were dropped from the end
            return None
        text = str(int(Decimal(mantissa).scaleb(10)))
    elif match := _WHOLE_FLOAT.fullmatch(text):
        text = match[1]
    if _SNILS.search(text):
        return None
    digits = re.sub(r"[^0-9]", "", _EXTENSION.sub("", text))
    if len(digits) == 14 and digits.startswith("8107"):
        digits = digits[3:]
    if len(digits) == 10 and digits[0] in "3489":
        return "7" + digits
    if len(digits) == 11 and digits[0] in "78" and digits[1] in "346789":
        return "7" + digits[1:]
    return None


def format_phone(digits: str) -> str:
    """«79161234567» as people read it: «+7 916 123-45-67».

    Raises ValueError for anything but the normal form of `phone_digits`.
    """
    if not re.fullmatch(r"7[0-9]{10}", digits):
        raise ValueError(f"not a normalised phone: {len(digits)} characters")
    return f"+7 {digits[1:4]} {digits[4:7]}-{digits[7:9]}-{digits[9:]}"
