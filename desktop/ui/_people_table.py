"""A list of people found by any case form of their names."""

from desktop.russian.folding import fold
from desktop.russian.morphology import analyzer
from desktop.ui.table import SearchableTable

_LEAST = 3  # letters of a name that still tell something
_LONGEST_ENDING = 3


class PeopleTable(SearchableTable):
    """A `SearchableTable` that turns a word found nowhere into its other forms.

    Keys of all case forms of 100,000 people would be twenty times as long and take minutes to
    make; a query is one word. So a word that is found as it stands is left alone, and only one that
    is found nowhere is tried in its first form («Льву» – Лев, «Зайцу» – Заяц) and then without its
    ending («Мамедовым» – Мамедов).
    """

    def _filter(self, query: str) -> None:
        super()._filter(query)
        if self._rows.shown or not self._rows.all or not self._rows.is_indexed:
            return
        words = fold(query).split()
        turned = [self._turned(word) for word in words]
        if turned != words:
            super()._filter(" ".join(turned))

    def _turned(self, word: str) -> str:
        """The first form of a word that anybody has, the word itself when nobody has any."""
        if self._has(word) or not word.isalpha():
            return word
        return next((form for form in _forms(word) if self._has(form)), word)

    def _has(self, word: str) -> bool:
        return any(word in key for key in self._rows._keys)


def _forms(word: str) -> list[str]:
    first = [fold(parse.normal_form) for parse in analyzer().parse(word)]
    cuts = range(1, min(_LONGEST_ENDING, len(word) - _LEAST) + 1)
    forms = dict.fromkeys([*first, *(word[:-cut] for cut in cuts)])
    return [form for form in forms if len(form) >= _LEAST]
