"""Every form in which a part of a name may stand in a text, for finding known people."""

from collections.abc import Iterator
from functools import lru_cache

from desktop.russian.cases import Case
from desktop.russian.inflection import Kind, Sex, inflect, proper_case

_SIBILANT_OR_VELAR = "гкхжчшщ"


@lru_cache(maxsize=65536)
def part_forms(part: str, kind: Kind, sex: Sex) -> frozenset[str]:
    """All forms of one part of a name, lower-cased, ё kept as declined (the caller folds).

    The six cases; the second instrumental (Анною, Петровою); for a surname its plural; for a
    feminine first name in -ь also the other way of declining it (Айгуль and Айгули). An unknown
    sex ("") gives the forms of both. An empty part gives the empty set.
    """
    part = proper_case(part).lower()
    if not part:
        return frozenset()
    forms: set[str] = set()
    for one in _sexes(sex):
        forms.update(inflect(part, kind, one, case) for case in Case)
        if kind == "first" and one == "f" and part.endswith("ь"):
            forms.update((part[:-1] + "и", part + "ю"))
    forms.update([form[:-1] + "ю" for form in forms if form.endswith(("ой", "ей", "ёй"))])
    return frozenset(forms | surname_plurals(part) if kind == "last" else forms)


def _sexes(sex: Sex) -> tuple[Sex, ...]:
    return (sex,) if sex else ("m", "f")


@lru_cache(maxsize=16384)
def surname_plurals(last: str) -> frozenset[str]:
    """The plural of a surname («Ивановы», «Ивановых», …), lower-cased, from either sex's form.

    A surname that has no forms in the plural (Шевченко, Черных, Дюма) gives only itself.
    """
    *heads, tail = proper_case(last).lower().split("-")
    if not tail:
        return frozenset()
    forms = set(_plurals(tail))
    for head in reversed(heads):  # Римские-Корсаковы, but Тер-Петросяны
        forms = {f"{one}-{form}" for one in {head, *_plurals(head)} for form in forms}
    return frozenset(forms)


def _plurals(word: str) -> Iterator[str]:
    for feminine, masculine in (
        ("ова", "ов"),
        ("ева", "ев"),
        ("ёва", "ёв"),
        ("ина", "ин"),
        ("ына", "ын"),
    ):
        if word.endswith((feminine, masculine)) and len(word) > len(masculine) + 1:
            stem = word.removesuffix("а")
            yield from (stem + ending for ending in ("ы", "ых", "ым", "ыми"))
            return
    if stem := _adjective_stem(word):
        vowel = "и" if stem[-1] in _SIBILANT_OR_VELAR else "ы"
        yield from (stem + vowel + ending for ending in ("е", "х", "м", "ми"))
        return
    genitive = inflect(word, "last", "m", Case.GEN)
    if genitive == word:
        yield word
        return
    yield from _noun_plurals(word, genitive)


def _adjective_stem(word: str) -> str:
    """«толст» of Толстой, Толстая; «» when the surname is no adjective."""
    if word.endswith("ая") or inflect(word, "last", "m", Case.GEN).endswith("ого"):
        return word[:-2]
    return ""


def _noun_plurals(word: str, genitive: str) -> Iterator[str]:
    """Зайцы, Зайцев, Зайцам of Заяц; Сороки, Сорокам of Сорока."""
    stem, soft = genitive[:-1], genitive[-1] in "яи" and word[-1] not in "а"
    hushing = stem[-1] in _SIBILANT_OR_VELAR
    yield stem + ("и" if soft or hushing else "ы")
    vowel = "я" if soft else "а"
    yield from (stem + vowel + ending for ending in ("м", "ми", "х"))
    if word[-1] in "ая":  # «семья Сорок» is not said, and the numeral would be found instead
        return
    if word[-1] == "й":
        yield stem + "ев"
    elif word[-1] in "ьжчшщ":
        yield stem + "ей"
    else:
        yield stem + "ов"
        if word[-1] == "ц":  # by the stress: Швецов, Немцев
            yield stem + "ев"


def vocative(first: str) -> str:
    """The colloquial address: Маша → «маш», Серёжа → «серёж»; "" for a name that has none."""
    word = first.strip().lower()
    if (
        len(word) < (3 if word.endswith("я") else 4)
        or word[-1] not in "ая"
        or word[-2] in "аеёиоуыэюяьй"
    ):
        return ""
    return word[:-1] + ("ь" if word[-1] == "я" else "")
