"""A person's full name as papers write it: in any case, in full or with initials."""

from dataclasses import dataclass, replace

from desktop.russian.cases import Case
from desktop.russian.forms import part_forms, surname_plurals, vocative
from desktop.russian.inflection import Kind, Sex, inflect, is_name_tail, proper_case
from desktop.russian.name_exceptions import PARTICLES
from desktop.russian.sex import guess_sex

__all__ = [
    "Case",
    "FullName",
    "Kind",
    "Sex",
    "decline",
    "full",
    "guess_sex",
    "initials_first",
    "part_forms",
    "proper_case",
    "surname_first",
    "surname_plurals",
    "vocative",
]

_NO_BREAK = "\u00a0"


@dataclass(frozen=True)
class FullName:
    """Parts of a name in the nominative; a missing one is "". An unknown sex ("") is guessed."""

    last: str
    first: str
    middle: str = ""
    sex: Sex = ""


def decline(name: FullName, case: Case) -> FullName:
    """The same person's name in `case`; the result's parts are no longer nominative."""
    sex = name.sex or guess_sex(name.last, name.first, name.middle)
    return replace(
        name,
        last=inflect(name.last, "last", sex, case),
        first=inflect(name.first, "first", sex, case),
        middle=inflect(name.middle, "middle", sex, case),
        sex=sex,
    )


def full(name: FullName, case: Case = Case.NOM) -> str:
    """«Иванову Петру Ильичу»: surname, first name, patronymic, without the missing ones."""
    declined = decline(name, case)
    return " ".join(part for part in (declined.last, declined.first, declined.middle) if part)


def initials_first(name: FullName, case: Case = Case.NOM) -> str:
    """«И. О. Фамилия», as beside a signature (ГОСТ Р 7.0.97-2016, 5.22), unbreakable."""
    parts = (*_initials(name), decline(name, case).last)
    return _NO_BREAK.join(part for part in parts if part)


def surname_first(name: FullName, case: Case = Case.NOM) -> str:
    """«Фамилия И. О.», as in the text and the addressee (ГОСТ Р 7.0.97-2016, 5.15), unbreakable."""
    parts = (decline(name, case).last, *_initials(name))
    return _NO_BREAK.join(part for part in parts if part)


def _initials(name: FullName) -> tuple[str, ...]:
    return tuple(_initial(part) for part in (name.first, name.middle) if part.strip())


def _initial(part: str) -> str:
    """«И.»; «А.-М.» for Анна-Мария; the father's own name of «Гусейн оглы» gives «Г.»."""
    words = [word for word in proper_case(part).split() if word.lower() not in PARTICLES]
    pieces = (words or [part])[0].split("-")
    named = [piece for piece in pieces if piece and not is_name_tail(piece)]
    return "-".join(f"{piece[0].upper()}." for piece in named or pieces)
