"""The index of known people's names: every case form of every part → whom it may mean."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from desktop.rules._diminutives import diminutives, short_forms
from desktop.rules._office import Person
from desktop.russian.folding import fold
from desktop.russian.inflection import inflect
from desktop.russian.names import Case, Sex, guess_sex, part_forms

Part = Literal["last", "first", "middle"]
NOBODY: frozenset[int] = frozenset()

# «Son of» and «daughter of» of Turkic patronymics: indeclinable, often left out.
_MIDDLE_TAILS = ("оглы", "кызы", "оглу", "кизи", "улы", "заде")
# Vocatives of short names («Петь», «Лень») that are ordinary words: not worth a false remark.
_WORDS_LIKE_VOCATIVES = (
    "петь лень мир над том роз вер лен ром сень дань коль тем люб пол поль соль лис мил мар рим "
    "сим лад сил рад ев дин зар сав кир тай зой лил ник лан вит вик лик мит слав бор стеш тон гер "
    "тиш паш степ сев род вол сем сер ась май ий рай тас ать аль"
)
_NO_VOCATIVE = frozenset(_WORDS_LIKE_VOCATIVES.split())


def spelling(text: str) -> str:
    """The key by which a form is found: folded, without spaces round hyphens, «’» as nothing."""
    return fold(text).replace(" - ", "-").replace("’", "'").replace("'", "")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one word may be: sets of indexes of people by part."""

    last: frozenset[int] = NOBODY
    first: frozenset[int] = NOBODY
    middle: frozenset[int] = NOBODY


EMPTY = Reading()


class NameIndex:
    """Forms of the names of `people`; built once for an office (language.md, design A).

    Forms are made per unique part, not per person, so the size grows with the number of different
    names. Words of two parts («тер-петросян», «гусейн оглы») are keyed with «-» and « ».
    """

    def __init__(self, people: Iterable[Person]) -> None:
        self.people = tuple(people)
        owners: dict[tuple[Part, str, Sex], list[int]] = defaultdict(list)
        for number, person in enumerate(self.people):
            parts: Mapping[Part, str] = {
                "last": person.last,
                "first": person.first,
                "middle": person.middle,
            }
            for part, value in parts.items():
                if value := value.strip():
                    owners[part, value, person.sex].append(number)
        forms: dict[Part, dict[str, set[int]]] = {
            "last": defaultdict(set),
            "first": defaultdict(set),
            "middle": defaultdict(set),
        }
        for (part, value, sex), numbers in owners.items():
            for form in _forms(part, value, sex):
                forms[part][form].update(numbers)
        self._forms = {
            part: {form: frozenset(numbers) for form, numbers in table.items()}
            for part, table in forms.items()
        }
        self._readings: dict[str, Reading] = {}
        for form in {form for table in self._forms.values() for form in table}:
            self._readings[form] = Reading(
                self._forms["last"].get(form, NOBODY),
                self._forms["first"].get(form, NOBODY),
                self._forms["middle"].get(form, NOBODY),
            )
        self.initials = tuple(
            (spelling(p.first)[:1], spelling(p.middle)[:1], spelling(p.last)[:1])
            for p in self.people
        )

    def __len__(self) -> int:
        return len(self._readings)

    def read(self, key: str) -> Reading:
        """What the folded word may be; `EMPTY` when it is no form of a known name."""
        return self._readings.get(key, EMPTY)


def _forms(part: Part, value: str, sex: Sex) -> set[str]:
    key = spelling(value)
    forms = {spelling(form) for form in part_forms(value, part, sex)}
    forms.add(key)
    if part == "first":
        for short in diminutives().get(key, ()):
            forms |= short_forms(short)
        forms |= {form for half in key.split("-")[:1] if half != key for form in [half]}
        forms -= _NO_VOCATIVE - {key}
    if part == "middle":
        # «Гусейн оглы»: the tail may be left out, and it is written with a hyphen too.
        for form in tuple(forms):
            head, _, tail = form.replace("-", " ").partition(" ")
            if tail in _MIDDLE_TAILS:
                forms |= {head, f"{head} {tail}", f"{head}-{tail}", head + tail}
    return {form for form in forms if len(form) > 1}


def cases_of(words: Iterable[str], part: Part, person: Person, key: str) -> set[Case]:
    """The cases in which one of the nominatives `words` is spelt `key`.

    Of a double name its last half is compared: the text may hold that half alone.
    """
    sex = person.sex or guess_sex(person.last, person.first, person.middle)
    return set(_cases(tuple(words), part, sex, key.split("-")[-1]))


@lru_cache(maxsize=4096)
def _cases(words: tuple[str, ...], part: Part, sex: Sex, wanted: str) -> frozenset[Case]:
    return frozenset(
        case
        for word in words
        for case in Case
        if spelling(inflect(word, part, sex, case)).split("-")[-1] == wanted
    )
