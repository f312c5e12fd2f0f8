"""The sex told by a full name: the patronymic decides, then the first name, then the surname."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from desktop.russian.inflection import Sex
from desktop.russian.name_exceptions import DAUGHTER_WORDS, SON_WORDS

_MIDDLE_M = re.compile(r"(?:ович|евич|ич)$")
_MIDDLE_F = re.compile(r"(?:овна|евна|ична|инична|ишна)$")
_LAST_M = re.compile(r"(?:[оеё]в|[иы]н|ск[ио]й|цк[ио]й)$")
_LAST_F = re.compile(r"(?:[оеё]ва|[иы]на|ская|цкая|ая)$")
# Short forms used by both sexes: the surname decides, not the ending.
_BOTH = frozenset(("саша", "женя", "валя", "шура", "сима"))
# Women's names with the ending of men's.
_FEMALE = frozenset(
    ("кармен", "элен", "эллен", "хелен", "ирен", "мадлен", "лорен", "гретхен", "ашхен", "сьюзен")
)


def guess_sex(last: str, first: str, middle: str) -> Sex:
    """The sex as "m" or "f"; "" when the name does not tell.

    Takes the parts in the nominative, "" for a missing one.
    """
    last, first, middle = (part.strip().lower() for part in (last, first, middle))
    # The dictionary takes some men's names for women's (Адиль), so a plain surname goes before it.
    return (
        _by_middle(middle)
        or _by_first(first)
        or _by_ending(last)
        or _dictionary(first)
        or _by_rules(last)
    )


def _by_middle(middle: str) -> Sex:
    word = re.split(r"[\s-]+", middle)[-1]
    if word in SON_WORDS or _MIDDLE_M.search(word):
        return "m"
    if word in DAUGHTER_WORDS or _MIDDLE_F.search(word):
        return "f"
    return ""


def _by_first(first: str) -> Sex:
    if not first or first in _BOTH:
        return ""
    if first in _FEMALE:
        return "f"
    return _rules()("", first)


def _by_ending(last: str) -> Sex:
    if _LAST_M.search(last):
        return "m"
    return "f" if _LAST_F.search(last) else ""


def _by_rules(last: str) -> Sex:
    return _rules()(last, "") if last else ""


@cache
def _rules() -> Callable[[str, str], Sex]:
    """The detector of pytrovich over a surname and a first name; "" for what both sexes bear."""
    from pytrovich.detector import PetrovichGenderDetector
    from pytrovich.enums import Gender

    detector: Any = PetrovichGenderDetector  # ships types, but its functions have none
    detect = detector().detect
    named: dict[object, Sex] = {Gender.MALE: "m", Gender.FEMALE: "f"}

    def guess(last: str, first: str) -> Sex:
        return named.get(detect(lastname=last or None, firstname=first or None), "")

    return guess


def _dictionary(first: str) -> Sex:
    """The gender that every dictionary reading of the word as a first name agrees on."""
    if not first or first in _BOTH:
        return ""
    from desktop.russian.morphology import analyzer

    genders = {
        parse.tag.gender
        for parse in analyzer().parse(first)
        if parse.is_known and "Name" in parse.tag and parse.tag.case == "nomn"
    }
    if genders == {"masc"}:
        return "m"
    return "f" if genders == {"femn"} else ""
