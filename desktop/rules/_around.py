"""What stands round a word: the neighbours in its sentence, quotation marks, own phrases."""

from collections.abc import Sequence

from desktop.rules import _cues
from desktop.rules._text import Text


def fame_two_before(text: Text, at: int) -> bool:
    """«стихи русского поэта Мороза», «в сказке про Машу»: one word may stand between."""
    if at < 2 or any(c in ".!?\n,;:" for c in text.tokens[at].gap + text.tokens[at - 1].gap):
        return False
    return bool(
        _cues.FAME.fullmatch(text.tokens[at - 2].key)
        and (text.tokens[at - 1].shape == "title" or text.tokens[at - 1].key in ("про", "о", "об"))
    )


def quoted(text: Text, start: int) -> bool:
    """Inside «…»: a title or a name of something."""
    plain = text.plain
    opened = max(plain.rfind(mark, max(0, start - 80), start) for mark in "«“„")
    if opened < 0:
        return False
    return not any(mark in plain[opened + 1 : start] for mark in "»”\n")


def key_before(text: Text, at: int) -> str:
    if not at or any(c in "!?\n;" for c in text.tokens[at].gap):
        return ""
    gap, before = text.tokens[at].gap.strip(), text.tokens[at - 1]
    if gap in ("", "-", "«", "№") or (gap == "." and len(before.key) <= 5):
        return before.key
    return ""


def key_after(text: Text, at: int) -> str:
    if at + 1 >= len(text.tokens) or text.tokens[at + 1].gap.strip(" -"):
        if at + 2 < len(text.tokens) and text.tokens[at + 1].key == "и":
            return ""
        return ""
    after = text.tokens[at + 1]
    if after.key == "и" and at + 2 < len(text.tokens):
        return text.tokens[at + 2].key if text.tokens[at + 2].shape == "title" else ""
    return after.key


def dotted(text: Text, at: int) -> bool:
    end = text.tokens[at].end
    return text.plain[end : end + 1] == "."


def verbatim(plain: str, own_words: Sequence[str]) -> list[tuple[int, int]]:
    folded = plain.casefold()
    if len(folded) != len(plain):
        return []
    found: list[tuple[int, int]] = []
    for words in own_words:
        wanted = words.casefold()
        at = folded.find(wanted)
        while wanted and at >= 0:
            found.append((at, at + len(wanted)))
            at = folded.find(wanted, at + 1)
    return found
