"""What a profile of a regulation is made of: points, what they switch on, stamps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

# The kinds of local acts and their genitive, for «пункт 3.2.1 Порядка».
GENITIVES = {
    "Порядок": "Порядка",
    "Положение": "Положения",
    "Правила": "Правил",
    "Инструкция": "Инструкции",
    "Регламент": "Регламента",
}


class ClauseKind(StrEnum):
    """What a point of a regulation is."""

    RECORD = "record"
    DUTY = "duty"
    RIGHT = "right"
    MESSAGE_RULE = "message rule"
    DOCUMENT = "document"
    DECISION = "decision"
    PURPOSE = "purpose"

    @property
    def word(self) -> str:
        """The Russian word shown to people."""
        return _KIND_WORDS[self]


_KIND_WORDS = {
    ClauseKind.RECORD: "сведения",
    ClauseKind.DUTY: "обязанность",
    ClauseKind.RIGHT: "право",
    ClauseKind.MESSAGE_RULE: "правило сообщений",
    ClauseKind.DOCUMENT: "документ",
    ClauseKind.DECISION: "решение",
    ClauseKind.PURPOSE: "цель",
}


class BindingKind(StrEnum):
    """What kind of thing of the program a point switches on."""

    RULE = "rule"  # a rule of the checker
    ROLE = "role"  # who administers
    REQUIREMENT = "requirement"  # what is asked of the appointed
    GATE = "gate"  # what must be there before a chat opens
    DOCUMENT = "document"  # a paper the program prints
    ACT = "act"  # a row of the legal reference
    PLATFORM = "platform"  # a row of the platform reference
    PLANNED = "planned"  # not built yet: code of the module in the clause table


class ClauseState(StrEnum):
    """How much of a point the program does."""

    WORKS = "works"
    PARTLY = "partly"
    PLANNED = "planned"
    TEXT = "text"  # binds nothing: it only stands in the printed act

    @property
    def word(self) -> str:
        """The Russian word shown to people."""
        return {
            "works": "работает",
            "partly": "работает частично",
            "planned": "ещё не сделано",
            "text": "только текст",
        }[self.value]


@dataclass(frozen=True)
class Binding:
    """One thing a point switches on."""

    kind: BindingKind
    id: str  # of the rule, role, gate …; for PLANNED the code of the module
    level: str = ""  # rules only: one of LEVELS; "" – the rule's own
    value: int | None = None  # requirements only
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Clause:
    """One separately workable norm of an act."""

    number: str  # the stable key of the row: «2.1», «2.1a», «4 bullet 1a», «stamp»
    cited: str  # how a remark quotes it: «2.1», «4.1», «преамбула»
    kind: ClauseKind
    gist: str
    deadline: str = ""  # what the act itself says
    own_deadline: str = ""  # the program's editable default where the act names none
    note: str = ""  # a word to the office about this point
    binds: tuple[Binding, ...] = ()

    @property
    def state(self) -> ClauseState:
        """Whether all, a part or nothing of what the point wants exists in the program."""
        if not self.binds:
            return ClauseState.TEXT
        planned = sum(binding.kind is BindingKind.PLANNED for binding in self.binds)
        if planned == 0:
            return ClauseState.WORKS
        return ClauseState.PLANNED if planned == len(self.binds) else ClauseState.PARTLY


@dataclass(frozen=True)
class Stamp:
    """A stamp on the first page of an act: adopted, agreed, approved."""

    word: str  # «УТВЕРЖДЕНО», «ПРИНЯТО», «СОГЛАСОВАНО», «УТВЕРЖДАЮ»
    by: str  # who or what: «приказ», «педагогический совет», «руководитель»
    day: date | None
    number: str
    note: str


@dataclass(frozen=True)
class Profile:
    """A regulation as data."""

    id: str  # «000» … «004» for the shipped ones
    slug: str
    kind_word: str  # «Порядок», «Положение»
    title: str
    institution: str  # one of INSTITUTIONS
    source: str  # number of the source file; "" for an act of the office
    note: str
    words: Mapping[str, str]  # the act's own words: child, group, teacher, head, chat …
    stamps: tuple[Stamp, ...]
    clauses: tuple[Clause, ...]

    @property
    def kind_genitive(self) -> str:
        """«Порядка», «Положения»: for «пункт 3.2.1 Порядка»."""
        return GENITIVES[self.kind_word]

    def clause(self, number: str) -> Clause:
        """The clause with this key. Raises KeyError."""
        for clause in self.clauses:
            if clause.number == number:
                return clause
        raise KeyError(number)

    def bound(self, kind: BindingKind, id: str | None = None) -> tuple[tuple[Clause, Binding], ...]:
        """Points that bind this kind of thing (and this one), with the binding, in act order."""
        return tuple(
            (clause, binding)
            for clause in self.clauses
            for binding in clause.binds
            if binding.kind is kind and id in (None, binding.id)
        )
