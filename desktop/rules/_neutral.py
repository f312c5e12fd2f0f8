"""«ребёнок» in the case in which a child's name stands, so that one click mends the sentence."""

from desktop.rules._diminutives import diminutives
from desktop.rules._mentions import Mention
from desktop.rules._names import cases_of, spelling
from desktop.rules._office import Person
from desktop.rules._text import Text
from desktop.rules._words import past_feminine
from desktop.russian.names import Case

_CHILD = {
    Case.NOM: "ребёнок",
    Case.GEN: "ребёнка",
    Case.ACC: "ребёнка",
    Case.DAT: "ребёнку",
    Case.INS: "ребёнком",
    Case.LOC: "ребёнке",
}
_BY_PREPOSITION: dict[str, tuple[Case, ...]] = {
    **dict.fromkeys(("у", "от", "до", "без", "для", "из", "около", "кроме"), (Case.GEN,)),
    **dict.fromkeys(("к", "ко", "по", "благодаря"), (Case.DAT,)),
    **dict.fromkeys(("с", "со"), (Case.INS, Case.GEN)),
    **dict.fromkeys(("над", "перед", "между"), (Case.INS,)),
    **dict.fromkeys(("о", "об", "обо", "при"), (Case.LOC,)),
    **dict.fromkeys(("за", "под"), (Case.ACC, Case.INS)),
    **dict.fromkeys(("на", "в", "во"), (Case.ACC, Case.LOC)),
    **dict.fromkeys(("про", "через"), (Case.ACC,)),
}
# «об Ане» → «о ребёнке», «со Светой» → «с ребёнком»
_PLAIN_PREPOSITION = {"об": "о", "обо": "о", "со": "с", "ко": "к"}


def neutral(text: Text, mention: Mention, child: Person) -> tuple[str, int, int] | None:
    """The replacement and its place in the plain text; None when the case cannot be told."""
    cases = _cases(mention, child)
    if mention.before in _BY_PREPOSITION:
        cases &= set(_BY_PREPOSITION[mention.before])
    else:
        cases -= {Case.LOC}
    words = {_CHILD[case] for case in cases}
    if len(words) != 1:
        return None
    word = words.pop()
    if word == "ребёнок" and past_feminine(mention.after):
        word = "девочка"
    start = mention.start
    if (plain := _PLAIN_PREPOSITION.get(mention.before)) and text.plain[start - 1] == " ":
        start -= 1 + len(mention.before)
        capital = text.plain[start].isupper()
        word = f"{plain.capitalize() if capital else plain} {word}"
    elif mention.parts[0][1].opens and mention.parts[0][1].shape != "lower":
        word = word.capitalize()
    return word, start, mention.end


def _cases(mention: Mention, child: Person) -> set[Case]:
    cases = set(Case)
    for part, token in mention.parts:
        if part == "last":
            cases &= cases_of((child.last,), "last", child, token.key)
        elif part == "first":
            shorts = diminutives().get(spelling(child.first), ())
            cases &= cases_of((child.first, *shorts), "first", child, token.key)
    return cases
