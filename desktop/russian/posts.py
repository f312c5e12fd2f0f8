"""Titles of posts in cases: the head of the title is declined, what depends on it stays."""

import re
import tomllib
from functools import cache, lru_cache
from typing import Any

from desktop.paths import RESOURCES
from desktop.russian.cases import Case
from desktop.russian.inflection import recased

# Adjectives and participles that are posts by themselves: the words after them depend on them.
_HEADS = frozenset(
    (
        *("заведующий", "заведующая", "управляющий", "управляющая", "исполняющий", "исполняющая"),
        *("рабочий", "дежурный", "дежурная", "уполномоченный", "уполномоченная", "ответственный"),
        *("ответственная", "вожатый", "вожатая", "горничная", "служащий", "служащая"),
    )
)
# First parts of compounds that never change: шеф-повара, офис-менеджера.
_STIFF = frozenset(
    ("шеф", "пресс", "вице", "экс", "веб", "арт", "медиа", "офис", "бизнес", "онлайн", "пиар", "ит")
)
_STIFF_WORDS = frozenset(("врио", "вриод", "замдиректора", "помдиректора"))
# Hissing nouns with the stress on the ending: врачом, but сторожем.
_STRESSED = frozenset(("врач", "ткач", "трубач", "скрипач", "толкач"))
_STRESSED_SOFT = frozenset(("секретарь", "вратарь", "золотарь"))
_ADJECTIVE = re.compile(r"[а-яё]{2,}(?:ый|ий|ой|ая|яя)")
_CLOSING = ')»"'
_SPLIT = re.compile(r"(\s*[,/;(]\s*)")


@cache
def known_posts(kind: str) -> tuple[str, ...]:
    """Titles to offer while typing, for "kindergarten", "school" or "extra" (KeyError otherwise).

    Named as in the nomenclature of posts (ПП РФ от 21.02.2022 № 225) where it names them.
    """
    with (RESOURCES / "posts.toml").open("rb") as file:
        table: dict[str, Any] = tomllib.load(file)
    return tuple(dict.fromkeys([*table[kind]["posts"], *table["common"]["posts"]]))


@lru_cache(maxsize=4096)
def decline_post(post: str, case: Case) -> str:
    """The title in `case`: «заместителя директора по учебно-воспитательной работе».

    Declines the leading adjectives with their noun, every noun of a hyphenated title, and the
    other name of the post in brackets or after a comma («сторож (вахтёр)»); «и. о. директора»
    stays whole. The letters' case is kept.
    """
    if case is Case.NOM:
        return post
    pieces = _SPLIT.split(post)
    # Even places are texts, odd ones the separators. The first text is the post itself; another
    # is declined only when it is plainly one more title, not a list of what the first one serves.
    return "".join(
        piece if index % 2 else _segment(piece, case, first=index == 0)
        for index, piece in enumerate(pieces)
    )


def _segment(text: str, case: Case, *, first: bool) -> str:
    words = text.split(" ")
    lowered = [word.lower() for word in words]
    if not first and not _begins_title(lowered):
        return text
    if re.match(r"и\.?\s?о\.?(?:\s|$)", text.lower()) or lowered[0] in _STIFF_WORDS:
        return text
    done: list[str] = []
    for index, word in enumerate(words):
        low = lowered[index].rstrip(')»"')
        if low in ("временно", "") and index + 1 < len(words):  # an adverb, a doubled space
            done.append(word)
            continue
        if low in _HEADS:
            return " ".join([*done, _recase(word, _adjective(low, case)), *words[index + 1 :]])
        if _ADJECTIVE.fullmatch(low) and not _is_noun(low):
            done.append(_recase(word, _adjective(low, case)))
            continue
        if done and not _can_be_head(low):
            # A substantivised adjective («старший по смене»): the rest depends on it.
            return " ".join([*done, *words[index:]])
        return " ".join([*done, _recase(word, _compound(low, case)), *words[index + 1 :]])
    return " ".join(done)


def _begins_title(words: list[str]) -> bool:
    word = words[0].rstrip(')»"')
    if word in _HEADS:
        return True
    if _ADJECTIVE.fullmatch(word) and not _is_noun(word) and len(words) > 1:
        return _is_nominative_noun(words[1].rstrip(')»"'))
    return bool(word) and _is_nominative_noun(word)


def _is_noun(word: str) -> bool:
    """A noun that merely looks like an adjective: «гений», «герой»; вожатая is not one."""
    parses = [parse for parse in _parses(word) if parse.is_known]
    return word.endswith(("ий", "ой")) and {str(p.tag.POS) for p in parses} == {"NOUN"}


def _is_nominative_noun(word: str) -> bool:
    """Whether the word, or its last hyphenated part, is a dictionary name of a person."""
    return any(
        {"NOUN", "nomn", "sing", "anim"} <= parse.tag.grammemes
        and not {"Init", "Abbr"} & parse.tag.grammemes
        for parse in _parses(word.split("-")[-1])
    )


def _can_be_head(word: str) -> bool:
    """Whether a word after adjectives is the noun they belong to: «младший модератор».

    Looser than `_is_nominative_noun`: the dictionary does not know every calling as a person.
    """
    return any(
        {"NOUN", "nomn", "sing"} <= parse.tag.grammemes
        for piece in word.split("-")
        for parse in _parses(piece)
    )


@lru_cache(maxsize=1024)
def _parses(word: str) -> tuple[Any, ...]:
    from desktop.russian.morphology import analyzer

    return tuple(analyzer().parse(word))


def _compound(word: str, case: Case) -> str:
    """«учителя-логопеда», «шеф-повара», «секретаря-машинистки»."""
    pieces = word.split("-")
    return "-".join(
        piece if piece in _STIFF and index < len(pieces) - 1 else _noun(piece, case)
        for index, piece in enumerate(pieces)
    )


def _noun(word: str, case: Case) -> str:
    """A noun that names a person, declined by its ending; an abbreviation or -о, -и, -у stays."""
    if not re.fullmatch(r"[а-яё]{3,}", word) or word[-1] in "оеиуыэю":
        return word
    stem = word[:-1]
    if word[-1] in "ая":
        soft = word[-1] == "я" or stem[-1] in "гкхжчшщ"
        genitive = "и" if soft else "ы"
        instrumental = "ей" if word[-1] == "я" or stem[-1] in "жчшщц" else "ой"
        endings = (genitive, "е", "ю" if word[-1] == "я" else "у", instrumental, "е")
    elif word[-1] in "ьй":
        instrumental = "ём" if word in _STRESSED_SOFT else "ем"
        endings = ("я", "ю", "я", instrumental, "и" if word.endswith("ий") else "е")
    else:
        stem = word
        if word.endswith("ец"):  # продавец, владелец
            stem = word[:-2] + ("ьц" if word[-3] == "л" else "ц")
        unstressed = word[-1] in "жчшщ" and word not in _STRESSED
        unstressed = unstressed or word.endswith("владелец")
        endings = ("а", "у", "а", "ем" if unstressed else "ом", "е")
    return stem + endings[(Case.GEN, Case.DAT, Case.ACC, Case.INS, Case.LOC).index(case)]


def _adjective(word: str, case: Case) -> str:
    """An adjective agreeing with an animate noun of its own gender."""
    stem = word[:-2]
    if word.endswith(("ая", "яя")):
        soft = word.endswith("яя") or stem[-1] in "жчшщ"
        oblique = "ей" if soft else "ой"
        return stem + (("юю" if word.endswith("яя") else "ую") if case is Case.ACC else oblique)
    hushing, velar = stem[-1] in "жчшщ", stem[-1] in "гкх"
    soft = word.endswith("ий") and not velar
    first = "е" if soft else "о"
    thematic = "и" if soft or velar or hushing else "ы"
    return (
        stem
        + {
            Case.GEN: first + "го",
            Case.DAT: first + "му",
            Case.ACC: first + "го",
            Case.INS: thematic + "м",
            Case.LOC: first + "м",
        }[case]
    )


def _recase(original: str, form: str) -> str:
    """`form` with the capitals and the closing marks of `original`."""
    bare = original.rstrip(_CLOSING)
    whole = form.upper() if bare.isupper() and len(bare) > 1 else recased(bare, form)
    return whole + original[len(bare) :]
