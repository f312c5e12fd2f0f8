"""The word of approval agrees with the paper: УТВЕРЖДЕНО Положение, УТВЕРЖДЕНЫ Правила."""

import re

_WORDS = {"m": "УТВЕРЖДЁН", "f": "УТВЕРЖДЕНА", "n": "УТВЕРЖДЕНО", "pl": "УТВЕРЖДЕНЫ"}
_PLURAL = frozenset(("правила", "условия", "требования", "указания", "сведения"))
_MASCULINE_SOFT = frozenset(("перечень", "календарь", "словарь", "бюллетень", "указатель"))
_ADJECTIVES = (("ые", "pl"), ("ая", "f"), ("яя", "f"), ("ое", "n"), ("ый", "m"), ("ой", "m"))


def agree_approved(kind_word: str) -> str:
    """«УТВЕРЖДЕНО», «УТВЕРЖДЁН», «УТВЕРЖДЕНА» or «УТВЕРЖДЕНЫ» for a title in the nominative.

    The approval agrees with the kind of the paper (ГОСТ Р 7.0.97-2016, 5.16). Only the
    first word is looked at: «Правила внутреннего распорядка», «Должностная инструкция».
    """
    words = kind_word.lower().split()
    return _WORDS[_gender(words[0], alone=len(words) == 1)] if words else _WORDS["n"]


def _gender(word: str, *, alone: bool) -> str:
    if word in _PLURAL:
        return "pl"
    if not alone:
        for ending, gender in _ADJECTIVES:
            if word.endswith(ending):
                return gender
        if word.endswith("ие") and not re.search(r"[нтв]ие$", word):  # «общие», not «положение»
            return "pl"
    if word.endswith("ь"):
        return "m" if word in _MASCULINE_SOFT else "f"
    if word[-1] in "ая":
        return "f"
    if word[-1] in "оеё":
        return "n"
    return "pl" if word[-1] in "ыи" else "m"
