"""Known people in a text, with the strength of the evidence.

A surname beside a first name, patronymic or initial of the same person is certain. A lone surname
or first name counts only when it is no ordinary word, or when the words round it speak of a child.
A name beside parts of another name («Петрова З. И.» where ours is Анна) is somebody else.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.rules import _cues
from desktop.rules._around import dotted, fame_two_before, key_after, key_before, quoted, verbatim
from desktop.rules._diminutives import diminutives
from desktop.rules._names import NameIndex, Reading, cases_of, spelling
from desktop.rules._office import Person
from desktop.rules._text import Text, Token
from desktop.rules._words import (
    adjective,
    is_common,
    is_common_first,
    name_like,
    past_or_present,
)
from desktop.russian.names import Case


@dataclass(frozen=True)
class Mention:
    """A stretch of the plain text that names one of `people` (several: namesakes).

    `certain`: at least two parts of the name agree. `parts` tells which word is which part.
    """

    start: int
    end: int
    people: tuple[Person, ...]
    certain: bool
    parts: tuple[tuple[str, Token], ...]
    before: str = ""  # the key of the word before it, in the same sentence
    after: str = ""
    by_post: bool = False  # a post of a worker stands beside it

    @property
    def children(self) -> tuple[Person, ...]:
        """Those of them who are children."""
        return tuple(person for person in self.people if person.kind == "child")


@dataclass(frozen=True, slots=True)
class _Word:
    """One or two tokens read as one word of a name («тер-петросян», «гусейн оглы»)."""

    first: int  # index of the first token
    last: int
    reading: Reading
    initial: str = ""  # the letter, for «И.»

    def of(self, part: str) -> frozenset[int]:
        if part == "last":
            return self.reading.last
        return self.reading.first if part == "first" else self.reading.middle


# Orders of parts in which a name is written, longest first; «f», «m» and «l» are initials.
_PATTERNS: tuple[tuple[str, ...], ...] = (
    ("last", "first", "middle"),
    ("first", "middle", "last"),
    ("last", "f", "m"),
    ("f", "m", "last"),
    ("first", "m", "last"),
    ("last", "first", "m"),
    ("last", "first"),
    ("first", "last"),
    ("first", "middle"),
    ("last", "f"),
    ("f", "last"),
    ("first", "l"),
)
_FEW = 5  # namesakes looked at when two ordinary words may be one name
_INITIALS = {"f": 0, "m": 1, "l": 2}
_NEAR = re.compile(r"\.?[ \t]*\n?[ \t]*")
_LOOSE = re.compile(r",?[ \t]*\n?[ \t]*\(?")
_MIDDLE_TAIL = frozenset({"оглы", "кызы", "оглу", "улы", "заде"})


def find_mentions(
    text: Text, index: NameIndex, groups: frozenset[int], own_words: Sequence[str] = ()
) -> Iterator[Mention]:
    """Mentions in order of place. `groups` are those of the chat: there a first name is enough.

    `own_words` (names and address of the institution) are passed over where they stand verbatim.
    """
    return _Search(text, index, groups, own_words).run()


class _Search:
    def __init__(
        self, text: Text, index: NameIndex, groups: frozenset[int], own_words: Sequence[str]
    ) -> None:
        self.text, self.index, self.groups = text, index, groups
        self.tokens = text.tokens
        self.masked = verbatim(text.plain, own_words)
        self.words = self._read()
        self.taken: set[int] = set()  # indexes of words used by a mention or known as another's

    def _read(self) -> list[_Word]:
        words: list[_Word] = []
        at = 0
        while at < len(self.tokens):
            word = self._word(at)
            if word is not None:
                words.append(word)
                at = word.last + 1
            else:
                at += 1
        return words

    def _word(self, at: int) -> _Word | None:
        token = self.tokens[at]
        if any(start <= token.start < end for start, end in self.masked):
            return None
        if at + 1 < len(self.tokens):
            after = self.tokens[at + 1]
            joint = after.gap.strip()
            if (joint == "-" or (not joint and after.key in _MIDDLE_TAIL)) and len(after.gap) <= 3:
                glue = "-" if joint else " "
                reading = self.index.read(f"{token.key}{glue}{after.key}")
                if reading.last or reading.first or reading.middle:
                    return _Word(at, at + 1, reading)
        if len(token.word) == 1:
            return self._initial(at)
        reading = self.index.read(token.key)
        if not (reading.last or reading.first or reading.middle):
            return None
        return _Word(at, at, reading)

    def _initial(self, at: int) -> _Word | None:
        token = self.tokens[at]
        if token.latin and not token.word.isupper():
            return None
        dotted = self.text.plain[token.end : token.end + 1] == "."
        if token.shape == "lower" and not dotted:
            return None
        return _Word(at, at, Reading(), token.key)

    def run(self) -> Iterator[Mention]:
        certain = dict(self._certain())
        found: list[Mention] = list(certain.values())
        found += self._shared_surname(certain)
        listed = set(self.taken)
        for number, word in enumerate(self.words):
            if number in self.taken or word.initial:
                continue
            if mention := self._single(number, listed):
                found.append(mention)
        yield from sorted(found, key=lambda m: m.start)

    # -- names of several parts -------------------------------------------------------------

    def _certain(self) -> Iterator[tuple[int, Mention]]:
        number = 0
        while number < len(self.words):
            for pattern in _PATTERNS:
                if mention := self._match(number, pattern):
                    used = range(number, number + len(pattern))
                    self.taken.update(used)
                    if mention.people:
                        yield number, mention
                    number += len(pattern)
                    break
            else:
                number += 1

    def _match(self, number: int, pattern: tuple[str, ...]) -> Mention | None:
        words = self.words[number : number + len(pattern)]
        if len(words) < len(pattern):
            return None
        people: frozenset[int] | None = None
        for word, part in zip(words, pattern, strict=True):
            if part in _INITIALS:
                if not word.initial:
                    return None
            elif word.initial or not word.of(part):
                return None
            else:
                people = word.of(part) if people is None else people & word.of(part)
                if not people:
                    return None
        for word, part in zip(words, pattern, strict=True):
            if people and part in _INITIALS:
                place = _INITIALS[part]
                people = frozenset(
                    # a patronymic that the office does not know contradicts nothing
                    p
                    for p in people
                    if self.index.initials[p][place] in (word.initial, "")
                )
        if not people or not self._adjacent(words, pattern):
            return None
        if len(pattern) == 2 and "f" in pattern and self._second_initial(words, pattern):
            return None
        certain = self._meant(words, pattern) and not self._other_patronymic(words, people)
        if not certain and not self._agrees(words, pattern, people):
            return None
        if _cues.PLACE.fullmatch(key_before(self.text, words[0].first)):
            return Mention(0, 0, (), True, ())
        if "f" in pattern and _cues.FAME.fullmatch(key_before(self.text, words[0].first)):
            return Mention(0, 0, (), True, ())
        return self._mention(words, pattern, people, certain=certain)

    def _agrees(self, words: list[_Word], pattern: tuple[str, ...], people: frozenset[int]) -> bool:
        """Two ordinary words, «мороза марка»: a name when both stand in one case, side by side."""
        if sorted(pattern) != ["first", "last"]:
            return False
        tokens = [self.tokens[word.first] for word in words]
        if tokens[1].gap != " ":
            return False
        for number in sorted(people)[:_FEW]:
            person = self.index.people[number]
            shorts = diminutives().get(spelling(person.first), ())
            nominatives = {"last": (person.last,), "first": (person.first, *shorts)}
            cases = set(Case)
            for token, part in zip(tokens, pattern, strict=True):
                cases &= cases_of(
                    nominatives[part], "last" if part == "last" else "first", person, token.key
                )
            if cases:
                return True
        return False

    def _second_initial(self, words: list[_Word], pattern: tuple[str, ...]) -> bool:
        """«И.» beside «П. Ершов» that did not fit as the patronymic: this is another person."""
        at = words[0].first - 1 if pattern[0] == "f" else words[-1].last + 1
        if not 0 <= at < len(self.tokens) or len(self.tokens[at].word) > 1:
            return False
        gap = self.tokens[at + 1 if pattern[0] == "f" else at].gap
        return gap.startswith(".") and not gap.strip(". \u00a0") and dotted(self.text, at)

    def _other_patronymic(self, words: list[_Word], people: frozenset[int]) -> bool:
        """A patronymic after the name that is none of these people's."""
        at = words[-1].last + 1
        if at >= len(self.tokens) or self.tokens[at].gap != " ":
            return False
        key = self.tokens[at].key
        if not _cues.PATRONYMIC.fullmatch(key):
            return False
        return all(self.index.initials[p][1] for p in people) and not (
            self.index.read(key).middle & people
        )

    def _adjacent(self, words: list[_Word], pattern: tuple[str, ...]) -> bool:
        for before, word, part in zip(words, words[1:], pattern[1:], strict=False):
            if word.first != before.last + 1:
                return False
            gap = self.tokens[word.first].gap
            if gap.startswith(".") and not before.initial:
                return False
            if _NEAR.fullmatch(gap):
                continue
            loose = part == "first" and pattern[0] == "last" and bool(_LOOSE.fullmatch(gap))
            loose = loose or (part == "last" and gap.strip() == "(")
            if not loose or not (self._title(before) and self._title(word)):
                return False
        return True

    def _title(self, word: _Word) -> bool:
        return self.tokens[word.first].shape in ("title", "upper")

    def _meant(self, words: list[_Word], pattern: tuple[str, ...]) -> bool:
        """Whether the words are a name and not a phrase: «роза зима», «мороз и…», «Зима. В…»."""
        tokens = [self.tokens[word.first] for word in words]
        capitals = [t.shape in ("title", "upper") for t in tokens]
        if "l" in pattern:
            dotted = self.text.plain[tokens[1].end : tokens[1].end + 1] == "."
            common = is_common_first(tokens[0].key, capital=not tokens[0].opens)
            return dotted and all(capitals) and not common
        if "f" in pattern:
            surname = tokens[pattern.index("last")]
            initials = [t for t, part in zip(tokens, pattern, strict=True) if part in "fm"]
            dotted = all(self.text.plain[t.end : t.end + 1] == "." for t in initials)
            common = is_common(surname.key, capital=surname.shape == "title")
            if surname.shape == "lower" or initials[0].shape == "lower":
                return dotted and len(initials) == 2 and not common
            if not dotted:
                together = len(initials) == 2
                return surname.shape == "title" and (together or not common)
            # «Награждён Мороз. В. …» does not happen, «… И. Зима пришла» at a line's end does.
            return True
        if all(capitals) and not all(t.shape == "upper" for t in tokens):
            return True
        if "middle" in pattern:
            return True
        return not all(self._is_word(t, part) for t, part in zip(tokens, pattern, strict=True))

    def _is_word(self, token: Token, part: str) -> bool:
        if part == "first":
            return is_common_first(token.key, capital=False)
        return is_common(token.key, capital=False)

    def _shared_surname(self, certain: dict[int, Mention]) -> list[Mention]:
        """«Маша и Петя Ивановы»: the first names before «и» share the surname after them."""
        found: list[Mention] = []
        for number in sorted(certain, reverse=True):
            last = [w for w in self.words[number : number + 3] if w.reading.last]
            before = number - 1
            while before >= 0 and before not in self.taken and last:
                word, after = self.words[before], self.words[before + 1]
                between = self.tokens[word.last + 1 : after.first]
                joined = [t.key for t in between] == ["и"] or (
                    not between and self.tokens[after.first].gap.strip() == ","
                )
                people = word.reading.first & last[-1].reading.last
                if not joined or not people:
                    break
                self.taken.add(before)
                found.append(self._mention([word], ("first",), people, certain=True))
                before -= 1
        return found

    # -- one word ---------------------------------------------------------------------------

    def _single(self, number: int, listed: set[int]) -> Mention | None:
        word = self.words[number]
        token = self.tokens[word.first]
        before, after = key_before(self.text, word.first), key_after(self.text, word.last)
        if any(c.fullmatch(before) for c in (_cues.PLACE, _cues.FAME, _cues.STAFF)):
            return None
        if fame_two_before(self.text, word.first) or _cues.EPITHET.fullmatch(after):
            return None
        if self._somebody_else(number):
            return None
        for part in ("last", "first"):
            people = word.of(part)
            if not people:
                continue
            near = self._near(people)
            if part == "first":
                people = near
            if people and self._speaks(word, part, number, listed, bool(near)):
                if token.latin and token.key in _LATIN_WORDS:
                    return None
                return self._mention([word], (part,), people, certain=False)
        return None

    def _near(self, people: frozenset[int]) -> frozenset[int]:
        return frozenset(
            p
            for p in people
            if self.index.people[p].kind == "child"
            and self.groups.intersection(self.index.people[p].groups)
        )

    def _speaks(self, word: _Word, part: str, number: int, listed: set[int], near: bool) -> bool:
        """Whether a lone word is meant as a name."""
        token = self.tokens[word.first]
        in_quotes = quoted(self.text, self.tokens[word.first].start)
        capital = token.shape == "title" and not token.opens and not in_quotes
        if word.first != word.last:
            common = False
        elif part == "first":
            common = is_common_first(token.key, capital=capital)
        else:
            common = is_common(token.key, capital=capital)
        if in_quotes and (part == "first" or common):
            return False
        if not common:
            return True
        if token.shape == "upper":
            return False
        if _cues.CHILD.fullmatch(key_before(self.text, word.first)) and (
            token.shape == "title" or _genitive_like(token.key)
        ):
            return True
        if (near or capital) and self._does(word, token.shape == "title"):
            return True
        if not near or token.shape != "title":
            return False
        return (capital and self._among_small(word)) or self._in_list(number, listed)

    def _among_small(self, word: _Word) -> bool:
        """A capital in the middle of small letters: «сегодня Мороз получил»."""
        before = self.tokens[word.first - 1] if word.first else None
        after = self.tokens[word.last + 1] if word.last + 1 < len(self.tokens) else None
        token = self.tokens[word.first]
        if before is None or before.shape != "lower" or token.gap.strip() or adjective(token.key):
            return False
        return after is None or after.shape == "lower" or bool(after.gap.strip())

    def _in_list(self, number: int, listed: set[int]) -> bool:
        """A neighbour across a comma or line is a certain name: «Иванов, Мороз, Петрова»."""
        word = self.words[number]
        for other in (number - 1, number + 1):
            if not 0 <= other < len(self.words):
                continue
            one, two = sorted((word, self.words[other]), key=lambda w: w.first)
            between = self.tokens[two.first].gap.strip(" \t")
            if two.first == one.last + 1 and between in (",", "\n", ";", ",\n"):
                key = self.tokens[self.words[other].first].key
                title = self.tokens[self.words[other].first].shape == "title"
                if other in listed or (
                    title and self.words[other].reading.last and not is_common(key, capital=True)
                ):
                    return True
        return False

    def _somebody_else(self, number: int) -> bool:
        """A patronymic, an initial or another name beside it that does not fit our people."""
        word = self.words[number]
        for at, side in ((word.first - 1, word.first), (word.last + 1, word.last + 1)):
            if not 0 <= at < len(self.tokens) or side >= len(self.tokens):
                continue
            token, gap = self.tokens[at], self.tokens[side].gap
            if len(token.word) == 1:
                initial = token.shape == "upper" or token.word.isupper()
                dotted = self.text.plain[token.end : token.end + 1] == "."
                plain_gap = gap.strip() in ("", ".") if at < word.first else not gap.strip()
                if initial and dotted and plain_gap and token.gap.strip() in ("", ".", ","):
                    return True
                continue
            if gap.strip() or "\n" in gap:
                continue
            if _cues.PATRONYMIC.fullmatch(token.key) and (at > word.last or word.reading.last):
                return True
            if token.shape != "title" or (token.opens and at > word.last):
                continue
            if not name_like(token.key) or self._taken_token(at):
                continue
            if is_common(token.key, capital=True) and token.opens:
                continue
            if self._same_part(word, self._reading_at(at)):
                continue  # «Маша Петя Коля»: a list without commas
            return True
        return False

    def _taken_token(self, at: int) -> bool:
        return any(self.words[n].first <= at <= self.words[n].last for n in self.taken)

    def _reading_at(self, at: int) -> Reading:
        return self.index.read(self.tokens[at].key)

    @staticmethod
    def _same_part(word: _Word, other: Reading) -> bool:
        mine, its = word.reading, other
        return bool(
            (mine.first and its.first and not its.last)
            or (mine.last and its.last and not its.first)
        )

    def _does(self, word: _Word, title: bool) -> bool:
        """What follows is done by people only, over «не», «опять», «сегодня» and the like."""
        following = self.tokens[word.last + 1 : word.last + 6]
        for number, after in enumerate(following):
            if after.gap.strip(" \t-–—"):
                return False
            if after.key in _BETWEEN:
                continue
            if _cues.DEED.fullmatch(after.key):
                return True
            return (
                title
                and past_or_present(after.key)
                and any(
                    _cues.THING.fullmatch(t.key) and not t.gap.strip()
                    for t in following[number + 1 : number + 4]
                )
            )
        return False

    def _mention(
        self, words: list[_Word], pattern: tuple[str, ...], people: frozenset[int], *, certain: bool
    ) -> Mention:
        start = self.tokens[words[0].first].start
        end = self.tokens[words[-1].last].end
        if words[-1].initial and self.text.plain[end : end + 1] == ".":
            end += 1
        parts = tuple(
            (part, self.tokens[word.first]) for word, part in zip(words, pattern, strict=True)
        )
        chosen = tuple(self.index.people[p] for p in sorted(people))
        first, last = words[0].first, words[-1].last
        beside = [t.key for t in self.tokens[max(0, first - 3) : first]]
        beside += [t.key for t in self.tokens[last + 1 : last + 3]]
        return Mention(
            start,
            end,
            chosen,
            certain,
            parts,
            before=key_before(self.text, first),
            after=key_after(self.text, last),
            by_post=any(_cues.STAFF.fullmatch(key) for key in beside),
        )


_PASSED_OVER = "не опять снова сегодня вчера уже тоже всегда постоянно часто еще и так у нас все"
_BETWEEN = frozenset(_PASSED_OVER.split())
# Latin words whose every letter has a Cyrillic twin: they are what they look like.
_LATIN_WORDS = frozenset(("мах", "вк", "тс", "рс"))


def _genitive_like(key: str) -> bool:
    return key[-1:] in "аяыийуюе"
