"""Dates as the office writes, says and types them."""

import re
import unicodedata
from datetime import date, datetime, timedelta

from desktop import clock
from desktop.russian.folding import delatinize

MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
MONTHS_GEN = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip

# Index = date.weekday(): Monday is 0.
WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
WEEKDAYS_ACC = ("понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье")
WEEKDAYS_SHORT = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")


def in_words(day: date, *, glued: bool = False) -> str:
    """«20 ноября 2026 г.», the verbal way of ГОСТ Р 7.0.97-2016, 5.10.

    `glued` puts no-break spaces inside, for running text of a paper.
    """
    text = f"{day.day} {MONTHS_GEN[day.month - 1]} {day.year} г."
    return text.replace(" ", "\u00a0") if glued else text


def numeric(day: date) -> str:
    """«20.11.2026», the figures of ГОСТ Р 7.0.97-2016, 5.10."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def quoted(day: date, *, glued: bool = False) -> str:
    """«20» ноября 2026 г., as in the line under a signature."""
    text = f"«{day.day:02}» {MONTHS_GEN[day.month - 1]} {day.year} г."
    return text.replace(" ", "\u00a0") if glued else text


def on_weekday(day: date) -> str:
    """«в среду», «во вторник»."""
    return f"{'во' if day.weekday() == 1 else 'в'} {WEEKDAYS_ACC[day.weekday()]}"


def school_year(day: date) -> int:
    """The year in which the school year of `day` began.

    It begins on 1 September (п. 17 Порядка, Приказ Минпросвещения России от 22.03.2021 № 115);
    kindergartens count groups by the same date.
    """
    return day.year if day.month >= 9 else day.year - 1


def school_year_title(start: int) -> str:
    """«2026/2027» for 2026."""
    return f"{start}/{start + 1}"


# Serial numbers of spreadsheets count from here (the false 29.02.1900 included). A serial outside
# 1920…2100 is no date of this office: it is a year, an age or a number of an order.
_SERIAL_ZERO = date(1899, 12, 30)
_SERIALS = range((date(1920, 1, 1) - _SERIAL_ZERO).days, (date(2101, 1, 1) - _SERIAL_ZERO).days)
_YEARS = range(1900, 2101)

_TAIL = re.compile(r"[\s,]*(?:г(?:ода|од)?\.?\s*(?:р(?:ожд(?:ения|\.)?|\.)?)?)\.?$")
_TIME = re.compile(r"[\sт,]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:z|[+-]\d{2}:?\d{2})?$")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[./,\-\s]\s*(\d{1,2})\s*[./,\-\s]\s*(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[./\-]\s*(\d{1,2})\s*[./\-]\s*(\d{1,2})")
_WORDS = re.compile(r"(\d{1,2})(?:-?го|-?е)?[\s.\-]*([а-я]{3,8})\.?[\s.\-,]*(\d{4}|\d{2})")
_QUOTES = dict.fromkeys(map(ord, "«»„“”\"'"), " ")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")


def parse_date(text: str | int | float | date | None) -> date | None:
    """The date a person or a spreadsheet meant, or None when that is not certain.

    Takes «12.03.2021г.», «12/03/21» (the day is first, as in Russia), «2021-03-12 00:00:00»,
    «"12" марта 2021 года», «12-мар-21», «12032021», serial numbers of spreadsheets. A year of two
    figures is at most ten years ahead of today, else of the last century.
    """
    if text is None or isinstance(text, bool):
        return None
    if isinstance(text, datetime):
        return text.date()
    if isinstance(text, date):
        return text
    if isinstance(text, int | float):
        return _SERIAL_ZERO + timedelta(days=int(text)) if _is_serial(text) else None
    text = unicodedata.normalize("NFKC", text.translate(_QUOTES))
    text = delatinize(text.translate(_DASHES)).casefold().replace("ё", "е")
    text = _TIME.sub("", " ".join(text.split()))
    text = _TAIL.sub("", text).strip(" .,")
    if match := _YEAR_FIRST.fullmatch(text):
        return _made(match[1], match[2], match[3])
    if match := _DAY_FIRST.fullmatch(text):
        return _made(match[3], match[2], match[1])
    if match := _WORDS.fullmatch(text):
        month = _month(match[2])
        return _made(match[3], str(month), match[1]) if month else None
    if re.fullmatch(r"\d{8}", text):
        return _made(text[4:], text[2:4], text[:2]) or _made(text[:4], text[4:6], text[6:])
    if re.fullmatch(r"\d{5}(?:[.,]\d+)?", text):
        return parse_date(float(text.replace(",", ".")))
    return None


def _is_serial(number: float) -> bool:
    return number == number and int(_SERIALS.start) <= number < _SERIALS.stop


def _month(word: str) -> int:
    """1…12 by a name, its genitive or a shortening of three letters and more; 0 if it is none."""
    for number, names in enumerate(zip(MONTHS, MONTHS_GEN, strict=True), 1):
        if any(name.startswith(word) for name in names):
            return number
    return 0


def _made(year: str, month: str, day: str) -> date | None:
    number = int(year)
    if len(year) == 2:
        number += 2000 if 2000 + number <= clock.today().year + 10 else 1900
    if number not in _YEARS:
        return None
    try:
        return date(number, int(month), int(day))
    except ValueError:
        return None
