"""How grave a remark is. Apart from the rest, so that the office's settings can name it too."""

from enum import IntEnum


class Level(IntEnum):
    """Advice leaves the verdict «можно»; FIX asks to mend the text; STOP forbids sending it."""

    ADVICE = 1
    FIX = 2
    STOP = 3

    @property
    def word(self) -> str:
        """The Russian word shown to the user and written in regulations and JSON."""
        return _WORDS[self]

    @classmethod
    def from_word(cls, word: str) -> "Level":
        """«совет», «исправьте» or «нельзя» → level; KeyError for anything else."""
        return _LEVELS[word]


_WORDS = {Level.ADVICE: "совет", Level.FIX: "исправьте", Level.STOP: "нельзя"}
_LEVELS = {word: level for level, word in _WORDS.items()}
