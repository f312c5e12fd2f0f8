"""Which rows of a list are children already known: the same, changed, close, or new."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from desktop.importing.groups import group_key
from desktop.importing.name_parts import NameParts
from desktop.importing.people import PersonRow
from desktop.russian.folding import name_key


class Verdict(StrEnum):
    """What a row is to the base."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    CLOSE = "close"
    REJECTED = "rejected"


@dataclass(frozen=True)
class KnownChild:
    """A child of the base; `group` is the title of the present group, "" without one."""

    id: int
    name: NameParts
    birth_date: dt.date | None = None
    group: str = ""


@dataclass(frozen=True)
class Candidate:
    """A known child that may be the row's child; `reason` is Russian, `score` 0…1, best first."""

    known: KnownChild
    reason: str
    score: float


@dataclass(frozen=True)
class Difference:
    """A field in which the list differs from the base: «группа», «отчество», «дата рождения»."""

    title: str
    known: str
    written: str


@dataclass(frozen=True)
class Step:
    """What is to be done with one row.

    SAME and CHANGED name the known child; CLOSE lists the candidates among which, or «новый», the
    person chooses; REJECTED rows have errors and are not imported.
    """

    row: PersonRow
    verdict: Verdict
    known: KnownChild | None = None
    differences: tuple[Difference, ...] = ()
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True)
class Plan:
    """The dry run: one step for each row, and known children of those groups who are not listed."""

    steps: tuple[Step, ...]
    absent: tuple[KnownChild, ...] = ()

    def count(self, verdict: Verdict) -> int:
        """How many rows have a verdict."""
        return sum(step.verdict is verdict for step in self.steps)


_MAX_CANDIDATES = 5
_CLOSE_NAME = 0.8
# Full and other usual forms of one first name; folded. Alone they never make two people one.
_VARIANTS = (
    ("наталья", "наталия"), ("софья", "софия"), ("марья", "мария"), ("дарья", "дария"),
    ("анастасия", "настасья"), ("елизавета", "лизавета"), ("даниил", "данил", "данила", "даниэль"),
    ("михаил", "михайло"), ("гавриил", "гаврила"), ("николай", "никола"), ("ульяна", "юлиана"),
    ("татьяна", "татиана"), ("емельян", "емилиан"), ("аксинья", "ксения", "оксана"),
    ("кирилл", "кирил"), ("филипп", "филип"), ("геннадий", "генадий"), ("алла", "ала"),
    ("савва", "сава"), ("мухаммад", "мухаммед", "магомед", "мохаммед"), ("ева", "эва"),
    ("артем", "артемий"), ("юрий", "георгий", "егор"), ("виолетта", "виолета"),
)  # fmt: skip
_CANON = {name: names[0] for names in _VARIANTS for name in names}


@dataclass(frozen=True)
class _Entry:
    known: KnownChild
    last: str
    first: str
    middle: str
    group: str


def match(rows: Sequence[PersonRow], known: Sequence[KnownChild]) -> Plan:
    """Rows of a list against the children of the base → the plan of the import (nothing is done).

    Same name (Ё = Е, Latin look-alikes, case and spaces do not matter) and same birth date: SAME,
    or CHANGED when another field differs. Same name where one birth date is missing: CHANGED when
    it is the only such child in that group, else CLOSE. Everything merely similar is CLOSE and is
    never decided here. Looks only inside buckets of equal parts, so 5,000 × 5,000 takes seconds.
    """
    entries = [_entry(child) for child in known]
    index = _Index(entries)
    steps = [_step(row, index) for row in rows]
    taken = {step.known.id for step in steps if step.known}
    maybe = {c.known.id for step in steps for c in step.candidates}
    groups = {group_key(row.group_title) for row in rows if row.group_title}
    absent = tuple(
        e.known for e in entries if e.group in groups and e.known.id not in taken | maybe
    )
    return Plan(tuple(_no_double_claims(steps)), absent)


@lru_cache(maxsize=1 << 14)
def guardian_key(name: NameParts) -> str:
    """The folded name of a representative, "" when there is no surname or no first name."""
    return name_key(name.last, name.first, name.middle) if name.last and name.first else ""


def shared_guardians(rows: Sequence[PersonRow]) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Representatives of several children in one list: groups of (row index, guardian index).

    Equal full name and a common phone make two entries one person; every group has two or more.
    """
    where: dict[tuple[str, str], int] = {}
    parent: list[int] = []
    entries: list[tuple[int, int]] = []

    def root(at: int) -> int:
        while parent[at] != at:
            at = parent[at]
        return at

    for i, row in enumerate(rows):
        for j, guardian in enumerate(row.guardians):
            key = guardian_key(guardian.name)
            if not key or not guardian.phones:
                continue
            own = len(entries)
            entries.append((i, j))
            parent.append(own)
            for phone in guardian.phones:
                other = where.setdefault((key, phone), own)
                parent[root(own)] = root(other)
    groups: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for at, entry in enumerate(entries):
        groups[root(at)].append(entry)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


class _Index:
    """Known children by equal pieces of their keys; only those in one bucket are compared."""

    def __init__(self, entries: list[_Entry]) -> None:
        self.by_name: dict[tuple[str, str], list[_Entry]] = defaultdict(list)
        self.by_last: dict[str, list[_Entry]] = defaultdict(list)
        self.by_birth: dict[dt.date, list[_Entry]] = defaultdict(list)
        self.by_given: dict[tuple[str, str], list[_Entry]] = defaultdict(list)
        for entry in entries:
            self.by_name[entry.last, entry.first].append(entry)
            self.by_last[entry.last].append(entry)
            self.by_given[entry.first, entry.middle].append(entry)
            if entry.known.birth_date:
                self.by_birth[entry.known.birth_date].append(entry)

    def near(self, row: _Entry) -> list[_Entry]:
        """Those who share a surname, the given names, the swapped names or the birth date."""
        found = {id(e): e for e in self.by_last.get(row.last, ())}
        found |= {id(e): e for e in self.by_name.get((row.first, row.last), ())}
        found |= {
            id(e): e
            for e in self.by_given.get((row.first, row.middle), ())
            if e.last[:2] == row.last[:2] or e.last[-3:] == row.last[-3:]
        }
        if row.known.birth_date:
            found |= {id(e): e for e in self.by_birth.get(row.known.birth_date, ())}
        return list(found.values())


def _entry(child: KnownChild) -> _Entry:
    name = child.name
    return _Entry(child, name_key(name.last, "", ""), name_key("", name.first, ""),
                  name_key("", "", name.middle), group_key(child.group))  # fmt: skip


def _step(row: PersonRow, index: _Index) -> Step:
    if not row.importable:
        return Step(row, Verdict.REJECTED)
    own = _entry(KnownChild(0, row.child, row.birth_date, row.group_title))
    exact = [e for e in index.by_name.get((own.last, own.first), ()) if _middles_agree(own, e)]
    dated = [e for e in exact if own.known.birth_date and
             e.known.birth_date == own.known.birth_date]  # fmt: skip
    if len(dated) == 1 and (dated[0].middle == own.middle or not (own.middle and dated[0].middle)):
        return _settled(row, own, dated[0])
    undated = [e for e in exact if not (own.known.birth_date and e.known.birth_date)]
    in_group = [e for e in undated if e.group == own.group and e.middle == own.middle]
    if len(in_group) == 1 and len(exact) == 1:
        return _settled(row, own, in_group[0])
    candidates = sorted(
        (c for e in index.near(own) if (c := _compare(own, e)) is not None),
        key=lambda c: (-c.score, c.known.id),
    )[:_MAX_CANDIDATES]
    if candidates:
        return Step(row, Verdict.CLOSE, candidates=tuple(candidates))
    return Step(row, Verdict.NEW)


def _settled(row: PersonRow, own: _Entry, found: _Entry) -> Step:
    known = found.known
    differences = []
    if own.group and own.group != found.group:
        differences.append(Difference("группа", known.group, row.group_title))
    if row.birth_date and row.birth_date != known.birth_date:
        differences.append(Difference("дата рождения", "", f"{row.birth_date:%d.%m.%Y}"))
    if own.middle and own.middle != found.middle:
        differences.append(Difference("отчество", known.name.middle, row.child.middle))
    if row.departed:
        differences.append(Difference("состояние", "числится", "выбыл(а)"))
    verdict = Verdict.CHANGED if differences else Verdict.SAME
    return Step(row, verdict, known, tuple(differences))


def _middles_agree(one: _Entry, other: _Entry) -> bool:
    return one.middle == other.middle or not one.middle or not other.middle


def _compare(row: _Entry, other: _Entry) -> Candidate | None:
    """Whether two records may be one child, and why a person should decide."""
    birth, known_birth = row.known.birth_date, other.known.birth_date
    same_birth = birth is not None and birth == known_birth
    if row.last == other.last and row.first == other.first and _middles_agree(row, other):
        if birth and known_birth and not same_birth:
            text = f"то же имя, но другая дата рождения ({known_birth:%d.%m.%Y})"
            return Candidate(other.known, text, 0.7 if row.group == other.group else 0.6)
        return Candidate(other.known, "то же имя, дата рождения не указана", 0.9)
    if row.last == other.first and row.first == other.last:
        return Candidate(other.known, "фамилия и имя переставлены", 0.95 if same_birth else 0.85)
    if birth and known_birth and not _alike_dates(birth, known_birth):
        return None
    last, first = _alike(row.last, other.last), _alike_first(row.first, other.first)
    middle = _alike(row.middle, other.middle) if row.middle and other.middle else 1.0
    score = (last + first + middle) / 3
    if same_birth:
        if min(last, first) >= _CLOSE_NAME and middle >= 0.7:
            return Candidate(other.known, "похожее имя и та же дата рождения", 0.5 + score * 0.45)
        # A girl may have taken another surname when her mother married.
        if first == 1 and row.middle and row.middle == other.middle:
            return Candidate(other.known, "другая фамилия, остальное совпадает", 0.75)
        return None
    # Without equal birth dates only one part may differ, by a letter or as a usual variant.
    if (
        sorted((last == 1, first == 1, middle == 1)) == [False, True, True]
        and score >= 0.93
        and min(last, first, middle) >= _CLOSE_NAME
    ):
        text = "похожее имя" + (", похожая дата рождения" if birth and known_birth else "")
        return Candidate(other.known, text, score * 0.8)
    return None


def _alike(one: str, other: str) -> float:
    """1 for equal, 0…1 by difflib for others; quick bounds first, as most pairs are unlike."""
    if one == other:
        return 1.0
    if not one or not other or abs(len(one) - len(other)) > 2:
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < _CLOSE_NAME or matcher.quick_ratio() < _CLOSE_NAME:
        return 0.0
    return min(matcher.ratio(), 0.99)


def _alike_first(one: str, other: str) -> float:
    if one != other and _CANON.get(one, one) == _CANON.get(other, other):
        return 0.95
    return _alike(one, other)


def _alike_dates(one: dt.date, other: dt.date) -> bool:
    """One figure mistyped, or day and month changed places."""
    same = (one.day == other.day) + (one.month == other.month) + (one.year == other.year)
    if one.year == other.year and (one.day, one.month) == (other.month, other.day):
        return True
    if same < 2:
        return False
    return sum(a != b for a, b in zip(f"{one:%d%m%Y}", f"{other:%d%m%Y}", strict=True)) <= 1


def _no_double_claims(steps: list[Step]) -> list[Step]:
    """Two rows that settle on one known child are both put before the person."""
    claims: dict[int, int] = defaultdict(int)
    for step in steps:
        if step.known:
            claims[step.known.id] += 1
    return [
        Step(step.row, Verdict.CLOSE, candidates=(
            Candidate(step.known, "на этого ребёнка указывают две строки списка", 0.9),
        ))
        if step.known and claims[step.known.id] > 1
        else step
        for step in steps
    ]  # fmt: skip
