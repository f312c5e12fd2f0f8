"""One part of a Russian personal name in one case: rules of petrovich with our corrections."""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Literal

from desktop.russian.cases import Case
from desktop.russian.name_exceptions import (
    PARTICLES,
    PATRONYMIC_WORDS,
    STIFF_FIRST,
    STIFF_FIRST_PREFIXES,
    STIFF_MALE_FIRST,
    STIFF_PREFIXES,
    STIFF_SURNAMES,
    STRESSED,
    STRESSED_A,
    SURNAMES,
    UNSTRESSED_ACH,
)

Kind = Literal["last", "first", "middle"]
Sex = Literal["m", "f", ""]

_HYPHEN = re.compile(r"\s*[-‐‑–—]\s*")
_VOWELS = "аеёиоуыэюя"


def proper_case(part: str) -> str:
    """A name part as names are written: «ИВАНОВ» → «Иванов», «ГУСЕЙН ОГЛЫ» → «Гусейн оглы».

    Only words wholly in capitals or wholly in small letters are changed («МакГрегор», «де Голль»
    stay); spaces are squeezed, a hyphen loses the spaces and takes its ordinary shape.
    """
    words = [_proper_word(word) for word in _HYPHEN.sub("-", part).split()]
    return " ".join(
        word.lower() if index and word.lower() in PATRONYMIC_WORDS else word
        for index, word in enumerate(words)
    )


def is_name_tail(piece: str) -> bool:
    """Whether a hyphenated piece is no name of its own: «оглы», «оол», «оолович»."""
    return piece.lower() in PATRONYMIC_WORDS or piece.lower().startswith("оол")


def _proper_word(word: str) -> str:
    if word in PARTICLES:
        return word
    pieces = word.split("-")
    return "-".join(
        piece.lower()
        if index and is_name_tail(piece)
        else piece.capitalize()
        if piece and (piece.islower() or (piece.isupper() and len(piece) > 1))
        else piece
        for index, piece in enumerate(pieces)
    )


def inflect(part: str, kind: Kind, sex: Sex, case: Case) -> str:
    """`part` (nominative) in `case`, its letters' case kept; all capitals become a proper name.

    An unknown sex ("") declines a surname only where both sexes do so alike.
    """
    if part.isupper() and len(part) > 1:
        part = proper_case(part)
    if case is Case.NOM or not part.strip():
        return part
    if part.isalpha():  # nine names of ten: one plain word
        return recased(part, _form(part.lower(), kind, sex, case))
    words = _HYPHEN.sub("-", part).split()
    if kind == "middle" and _is_turkic_patronymic(words):
        return " ".join(words)
    return " ".join(
        word
        if word.lower() in PARTICLES and index < len(words) - 1
        else _word(word, kind, sex, case)
        for index, word in enumerate(words)
    )


def _is_turkic_patronymic(words: list[str]) -> bool:
    return words[-1].lower().rpartition("-")[2] in PATRONYMIC_WORDS


def _word(word: str, kind: Kind, sex: Sex, case: Case) -> str:
    """One word, hyphenated perhaps: every piece that is a name of its own is declined."""
    pieces = word.split("-")
    last = len(pieces) - 1
    if pieces[-1].lower() in PATRONYMIC_WORDS | {"заде"}:
        return word
    stiff = STIFF_FIRST_PREFIXES if kind == "first" else STIFF_PREFIXES
    tuvan = pieces[-1].lower() == "оол"
    return "-".join(
        piece
        if index < last and (kind == "middle" or tuvan or piece.lower() in stiff)
        else recased(piece, _form(piece.lower(), kind, sex, case))
        for index, piece in enumerate(pieces)
    )


def recased(original: str, form: str) -> str:
    """`form` with the capitals of `original`; letters beyond the common beginning are small."""
    if original.islower():
        return form
    kept = [
        old if old.lower() == new else (new.upper() if not index and old.isupper() else new)
        for index, (old, new) in enumerate(zip(original, form, strict=False))
    ]
    return "".join(kept) + form[len(kept) :]


@lru_cache(maxsize=65536)
def _form(word: str, kind: Kind, sex: Sex, case: Case) -> str:
    """A lower-case word without hyphens in an oblique case."""
    if kind == "last":
        return _surname(word, sex, case)
    if kind == "first":
        return _first(word, sex, case)
    return _by_rules(word, kind, sex, case)


def _surname(word: str, sex: Sex, case: Case) -> str:
    if word in STIFF_SURNAMES or (sex == "" and not _both_sexes_alike(word)):
        return word
    if sex == "m":
        if word in SURNAMES:
            return _masculine(*SURNAMES[word], case)
        if stem := _fleeting(word):
            return _masculine(*stem, case)
        if case is Case.INS and word[-1] in "жчшщ" and _stressed_ending(word):
            return word + "ом"
    if word.endswith(("жа", "ча", "ша", "ща", "ца")) and case is Case.INS:
        return word[:-1] + ("ой" if word in STRESSED_A else "ей")
    return _by_rules(word, "last", sex, case)


def _both_sexes_alike(word: str) -> bool:
    """Сорока, Зима, Черных decline (or do not) alike for a man and a woman."""
    return word[-1] in "аоуиыэюяе" or word.endswith(("ых", "их"))


def _stressed_ending(word: str) -> bool:
    return word in STRESSED or (word.endswith("ач") and word not in UNSTRESSED_ACH)


# A syllable before the fleeting vowel is needed: Блок and Нок keep theirs (Блока). A surname in -ок
# loses it after these consonants only (Починок); elsewhere foreign ones prevail (Поллок, Мердок).
_FLEETING_OK = re.compile(rf"(.*[{_VOWELS}].*[чшжщн])ок|(.*[{_VOWELS}].*[чшжщ])ёк")
_FLEETING_YOK = re.compile(r"(.+[^чшжщ])ёк")


def _fleeting(word: str) -> tuple[str, str] | None:
    """Genitive and instrumental of a surname in -ок, -ёк, -ец that loses the vowel; else None."""
    if match := _FLEETING_OK.fullmatch(word):
        stem = match[1] or match[2]
        return stem + "ка", stem + "ком"
    if match := _FLEETING_YOK.fullmatch(word):
        stem = match[1] + ("й" if match[1][-1] in _VOWELS else "ь")
        return stem + "ка", stem + "ком"
    if word.endswith("ец"):
        return _fleeting_ets(word)
    return None


def _fleeting_ets(word: str) -> tuple[str, str]:
    """-ец: Горобец — Горобца, Боец — Бойца, Малец — Мальца; Швец and Чернец keep the vowel.

    They keep it because two consonants or no syllable at all would be left to lean on. A word of
    two syllables carries the stress to the end (Кравцом), a longer one does not (Коломийцем).
    """
    stem = word[:-2]
    if not any(letter in _VOWELS for letter in stem):
        return stem + "еца", stem + "ецом"
    ending = "ом" if sum(letter in _VOWELS for letter in stem) == 1 else "ем"
    if stem[-1] not in _VOWELS and stem[-2] not in _VOWELS + "йь":
        return stem + "еца", stem + "ец" + ending
    if stem[-1] in _VOWELS:
        stem += "й"
    elif stem[-1] == "л":
        stem += "ь"
    return stem + "ца", stem + "ц" + ending


def _masculine(genitive: str, instrumental: str, case: Case) -> str:
    """The animate masculine paradigm from its two telling forms."""
    stem, soft = genitive[:-1], genitive.endswith("я")
    if case is Case.DAT:
        return stem + ("ю" if soft else "у")
    if case is Case.INS:
        return instrumental
    if case is Case.LOC:
        return stem + ("и" if stem.endswith("и") and len(stem) > 2 else "е")
    return genitive


def _first(word: str, sex: Sex, case: Case) -> str:
    if word in STIFF_FIRST or (sex != "f" and word in STIFF_MALE_FIRST):
        return word
    if sex == "m" and word.endswith("ек"):  # Марек, Айтек, Джек keep the vowel; Витёк does not
        return _masculine(word + "а", word + "ом", case)
    if sex == "m" and re.fullmatch(f"[^{_VOWELS}]+ий", word):  # Пий: о Пие, but о Юрии
        return _masculine(word[:-1] + "я", word[:-1] + "ем", case)
    if sex == "m" and word.endswith("ц"):
        return _masculine(word + "а", word + "ем", case)
    if sex == "f" and word.endswith("нь"):
        return word
    return _by_rules(word, "first", sex, case)


def _by_rules(word: str, kind: Kind, sex: Sex, case: Case) -> str:
    form = _maker()(word, kind, sex, case)
    # The rules write ё where the stress was guessed (Зульфиёй); a paper has it where the name does.
    if form == word:
        return word
    # The rules write ы after к, ж and the like for a few rare endings: Хижа.
    return re.sub(r"(?<=[кгхжчшщ])ы$", "и", form)


@cache
def _maker() -> Callable[[str, Kind, Sex, Case], str]:
    """The declining function of pytrovich; the package is read on the first name, not on start."""
    from pytrovich.enums import Case as TheirCase
    from pytrovich.enums import Gender, NamePart
    from pytrovich.maker import PetrovichDeclinationMaker

    make = PetrovichDeclinationMaker().make
    cases = {
        Case.NOM: TheirCase.NOMINATIVE,
        Case.GEN: TheirCase.GENITIVE,
        Case.DAT: TheirCase.DATIVE,
        Case.ACC: TheirCase.ACCUSATIVE,
        Case.INS: TheirCase.INSTRUMENTAL,
        Case.LOC: TheirCase.PREPOSITIONAL,
    }
    parts = {"last": NamePart.LASTNAME, "first": NamePart.FIRSTNAME, "middle": NamePart.MIDDLENAME}
    sexes = {"m": Gender.MALE, "f": Gender.FEMALE, "": Gender.ANDROGYNOUS}

    def decline(word: str, kind: Kind, sex: Sex, case: Case) -> str:
        return make(parts[kind], sexes[sex], cases[case], word, bool(sex))

    return decline
