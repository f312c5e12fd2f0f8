"""How ordinary a word is: «мороз» and «вера» are words first, «иванову» is a name first."""

import re
from functools import lru_cache
from typing import Any

from desktop.russian.morphology import analyzer

_NAMES = ("Name", "Surn", "Patr", "Init", "Geox", "Orgn", "Trad", "Abbr")
# Other words are not in the dictionary, and guessing their forms may take minutes (a line of one
# letter) or fail (letters that Unicode gives no name).
_RUSSIAN = re.compile(r"[а-яё-]{1,40}")


def _known(key: str) -> bool:
    return _RUSSIAN.fullmatch(key) is not None and bool(analyzer().word_is_known(key))


@lru_cache(maxsize=20_000)
def _parses(key: str) -> tuple[Any, ...]:
    """The readings of a word of the dictionary; guesses about unknown words are slow and unsure."""
    return tuple(analyzer().parse(key)) if _known(key) else ()


# Readings that no message means: «катя» as a gerund, «маши» as an order, «иванов» as "Ivan's".
_UNLIKELY = ("GRND", "impr", "Poss", "PRTS", "ADJS", "voct", "UNKN", "LATN", "Arch", "Erro")
# Names that the dictionary also reads as words nobody writes to parents: «соня» the sleeper,
# «максим» the machine gun, «рома» of rum.
_NEVER = re.compile(
    r"(?:маш|саш|паш|даш|лёш|леш|миш|гриш|кать|кат|вал|кол|сон|лен|тол|гел|вит|сим|сев|нин)"
    r"(?:а|я|у|ю|е|и|ей|ой)|марго|рит[аыуе]|ром[ауе]|ген[ауе]|дим[аыуе]|злат[аыуе]|майя|майю|"
    r"максим(?:а|у|ом|е)?|маргарит[аыуе]|ник[ауе]|вик[ауеи]|лад[аые]|мил[аые]|макс|ваня|дан[яюеи]|"
    r"лик[ауе]|семен(?:у|ом|е)?|сем[ауеы]|герман|ксюш.|тим.|аделин.|карин.|эмм."
)
_SURNAME = re.compile(
    r"(?:ов|ев|ин|ын)(?:а|у|ым|ой|ою|е|ы|ых|ыми)?$|ск(?:ий|ого|ому|им|ом|ая|ой|ую)$"
)


@lru_cache(maxsize=20_000)
def common_share(key: str) -> float:
    """From 0 (never but a name, or unknown) to 1: how much of the word's use is ordinary.

    By the readings of the OpenCorpora dictionary and their shares in its corpus.
    """
    if _NEVER.fullmatch(key) or not _known(key):
        return 0.0
    share = 0.0
    for parse in _parses(key):
        tag = str(parse.tag)
        if not any(mark in tag for mark in _NAMES) and not any(m in tag for m in _UNLIKELY):
            share += parse.score
    return min(share, 1.0)


def is_common(key: str, *, capital: bool) -> bool:
    """Whether the word alone may well be no name, told that its capital letter means something."""
    limit = 0.4 if capital and _SURNAME.search(key) else 0.04
    return common_share(key) > limit


def is_common_first(key: str, *, capital: bool) -> bool:
    """The same of a first name or its short form: the corpus underrates names of children."""
    return common_share(key) > (0.6 if capital else 0.15)


@lru_cache(maxsize=20_000)
def name_like(key: str) -> bool:
    """Whether the word is known, or looks, like a first name, surname or patronymic."""
    if not _RUSSIAN.fullmatch(key):
        return False
    if _SURNAME.search(key) and len(key) > 5 and not _known(key):
        return True
    return any(
        mark in str(parse.tag)
        for parse in analyzer().parse(key)
        for mark in ("Name", "Surn", "Patr")
    )


@lru_cache(maxsize=4096)
def past_feminine(key: str) -> bool:
    """Whether the word is a past tense or short form that agrees with a woman: «забыла»."""
    return any(
        {"femn", "sing"} in parse.tag and ("past" in parse.tag or "ADJS" in parse.tag)
        for parse in _parses(key)
    )


@lru_cache(maxsize=20_000)
def is_word(key: str) -> bool:
    """Whether the dictionary has the word, as anything but an abbreviation only."""
    return _known(key) and any("Abbr" not in str(parse.tag) for parse in _parses(key))


@lru_cache(maxsize=20_000)
def is_abbreviation(key: str) -> bool:
    """Whether the dictionary reads the word as an abbreviation."""
    return any("Abbr" in str(parse.tag) for parse in _parses(key))


@lru_cache(maxsize=20_000)
def is_name(key: str) -> bool:
    """Whether the word is first of all a name of a person or place: it keeps its capital."""
    parses = _parses(key)
    if not _known(key) or not parses:
        return False
    return any(m in str(parses[0].tag) for m in ("Name", "Surn", "Patr", "Geox"))


@lru_cache(maxsize=20_000)
def adjective(key: str) -> bool:
    """Whether the word may be an adjective: «Новый год», «Белых» are capitals of titles."""
    return any("ADJF" in parse.tag and "Surn" not in parse.tag for parse in _parses(key))


@lru_cache(maxsize=20_000)
def past_or_present(key: str) -> bool:
    """Whether the word is a verb in the past or present: somebody does it."""
    return any("VERB" in parse.tag and "indc" in parse.tag for parse in _parses(key))
