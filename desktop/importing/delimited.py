"""Text tables: which encoding, which separator, which cells (.csv, .txt and the clipboard)."""

import codecs
import csv
import io
import math
import re
from collections import Counter
from collections.abc import Iterator

from desktop.importing.limits import ImportRejected, too_long_cell
from desktop.importing.name_parts import is_known_first
from desktop.importing.workbook import Sheet, Workbook, make_sheet

# Shown to the person who wants another one; the first is what Excel in Russian Windows writes.
ENCODINGS = {
    "cp1251": "Windows (cp1251)",
    "utf-8": "Юникод (UTF-8)",
    "cp866": "DOS (cp866)",
    "koi8-r": "KOI8-R",
    "utf-16": "Юникод (UTF-16)",
}
SEPARATORS = {";": "точка с запятой", "\t": "табуляция", ",": "запятая"}

_EIGHT_BIT = ("cp1251", "cp866", "koi8-r")
# Share of each letter in Russian text, in per mille (Russian National Corpus, public knowledge).
_FREQUENCY = dict(
    zip(
        "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
        (109, 85, 80, 74, 67, 63, 55, 47, 45, 44, 35, 32, 30, 28, 26, 20, 19, 17, 17, 17, 16, 14,
         12, 10, 9, 7, 6, 5, 4, 3, 3, 1, 1),
        strict=True,
    )
)  # fmt: skip
# Words any class list has; they settle what letter statistics leave open (all-caps KOI8).
_TELLING = re.compile(
    r"фамилия|имя|отчество|фио|ф\.и\.о|дата|рождения|группа|класс|телефон|родител|ребен|ребён"
    r"|должность|согласи|мать|отец|(?:ович|евич|овна|евна|ична)\b"
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f]")


def parse_delimited(data: bytes, name: str, encoding: str | None = None) -> Workbook:
    """A text file → Workbook of one sheet called `name`.

    `encoding` is one of ENCODINGS or None to find it. Raises ImportRejected when it is not text,
    not a table of text, or cannot be read in the encoding asked for.
    """
    sure = True
    if encoding is None:
        encoding, sure = detect_encoding(data)
    text = _decode(data, encoding)
    if text.count("\x00") or text.count("\ufffd") > 3:
        raise _not_a_table()
    separator, text = _separator(text)
    return Workbook(
        (_sheet(text, separator, name),), "csv", encoding, separator, sure and "\ufffd" not in text
    )


def parse_pasted(text: str) -> Workbook:
    """Cells copied in a spreadsheet (tab separated) → Workbook of one sheet called «Вставка».

    Text without a single tab is taken as a text table with its own separator.
    """
    separator, text = ("\t", text) if "\t" in text else _separator(text)
    return Workbook((_sheet(text, separator, "Вставка"),), "pasted", None, separator)


def detect_encoding(data: bytes) -> tuple[str, bool]:
    """(encoding, sure). Raises ImportRejected for bytes that are no text at all."""
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8", True
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", True
    if _bare_utf16(data) is not None:
        return "utf-16", True
    # Word processors leave a stray form feed or Ctrl+Z; a picture is full of control bytes.
    if b"\x00" in data or len(_CONTROL.findall(data)) * 200 > len(data):
        raise _not_a_table()
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _eight_bit(data)
    return "utf-8", True


def _bare_utf16(data: bytes) -> str | None:
    """UTF-16 without its mark: separators and Latin text put a zero into every other byte."""
    sample = data[: 4096 & ~1]
    if len(sample) < 4 or b"\x00" not in sample:
        return None
    for name, half in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        # The high half of Russian text holds only 00 (Latin, digits) and 04 (Cyrillic).
        if sum(byte in (0x00, 0x04, 0x20) for byte in half) >= 0.95 * len(half):
            return name
    return None


def _eight_bit(data: bytes) -> tuple[str, bool]:
    sample = data[:200_000]
    scores = sorted(
        ((_score(sample.decode(name, "replace")), name) for name in _EIGHT_BIT), reverse=True
    )
    (best, name), (second, _) = scores[0], scores[1]
    if best - second >= 0.5:
        return name, True
    # Imported here: the library is needed only for the few texts our own count leaves open.
    from charset_normalizer import from_bytes

    match = from_bytes(sample, cp_isolation=["cp1251", "cp866", "koi8_r"]).best()
    return name, match is not None and match.encoding.replace("_", "-") == name


def _score(text: str) -> float:
    """How Russian the text looks, per letter; differences of 0.5 and more are decisive."""
    points = 0.0
    letters = 0
    previous = " "
    for character in text:
        if character < "\x80":
            previous = character
            continue
        letters += 1
        frequency = _FREQUENCY.get(character.lower())
        if frequency is None:
            points += 0.0 if character in "№«»–—\xa0" else -3.0
        else:
            points += math.log2(frequency) / 2
            if character.isupper() and previous.islower():
                points -= 3.0
            # Fully inverted case («иВАНОВ») is KOI8 read as cp1251 or the reverse.
            if character.islower() and not previous.isalpha():
                points -= 0.3
        previous = character
    lower = text.lower()
    told = len(_TELLING.findall(lower)) + sum(map(is_known_first, lower.split()[:2000]))
    return points / max(letters, 1) + min(told, 5)


def _decode(data: bytes, encoding: str) -> str:
    codec = {"utf-8": "utf-8-sig"}.get(encoding, encoding)
    if encoding == "utf-16" and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        codec = _bare_utf16(data) or "utf-16-le"
    try:
        return data.decode(codec, "replace")
    except LookupError as error:
        raise ImportRejected(
            f"Кодировка «{encoding}» не поддерживается: выберите другую из списка."
        ) from error


def _separator(text: str) -> tuple[str, str]:
    """(separator, text without the «sep=;» line Excel understands)."""
    if match := re.match(r"sep=([;,\t])\r?\n", text, re.IGNORECASE):
        return match[1], text[match.end() :]
    sample = text[:50_000]
    best, best_score = ";", 0.0
    for separator in SEPARATORS:
        try:
            widths = Counter(
                len(row)
                for _, row in zip(range(200), _reader(sample, separator), strict=False)
                if row
            )
        except csv.Error:
            continue
        width, times = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]),
                           default=(1, 0))  # fmt: skip
        score = (width - 1) ** 0.5 * times / max(sum(widths.values()), 1)
        if score > best_score + 1e-9:
            best, best_score = separator, score
    return best, text


def _reader(text: str, separator: str) -> Iterator[list[str]]:
    # newline="" keeps line breaks inside quoted cells as they are.
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _sheet(text: str, separator: str, name: str) -> Sheet:
    try:
        return make_sheet(name, _reader(text.replace("\x1a", ""), separator))
    except csv.Error as error:
        raise too_long_cell("возможно, где-то не закрыта кавычка") from error


def _not_a_table() -> ImportRejected:
    return ImportRejected("Это не таблица: выберите файл .xlsx, .xls, .ods или .csv со списком.")
