"""The institution's regulation for reading: its points and what each really switches on.

A point works only as far as what it names exists in the program: what is planned, or named by the
act but not built, is told as «ещё не сделано».
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import desktop.rules
from desktop import clock
from desktop.models import Clause
from desktop.operations import papers
from desktop.operations._operation import Session, requires
from desktop.operations.administrators import ROLES
from desktop.operations.office import in_force
from desktop.operations.permissions import Permission
from desktop.reference.legal import acts
from desktop.reference.platforms import platforms
from desktop.reference.regulations import ClauseKind, ClauseState
from desktop.registry import collect
from desktop.rules._rule import Rule
from desktop.russian.plural import count

_LATER = "Ещё не сделано: появится в одной из следующих версий программы."
_GATES = {
    "consents-before-open": "Чат не открывается, пока семьи не ответили о согласии",
    "order-before-open": "Чат не открывается без подписанного приказа",
}
_REQUIREMENTS = {"experience-years": "Стаж администратора в день назначения"}


@dataclass(frozen=True)
class Effect:
    """One thing a point switches on: what, its parameters in words, and the screen it is seen on
    ("" when it only stands in the act)."""

    title: str
    detail: str
    screen: str
    works: bool


@dataclass(frozen=True)
class PointRow:
    """A point of the regulation in force; `id` tells points apart, `number` is how it is quoted,
    `state` is works, partly, planned or text."""

    id: str
    number: str
    kind: str
    gist: str
    deadline: str
    is_enabled: bool
    state: str
    state_word: str
    effects: tuple[Effect, ...]


@requires(Permission.OFFICE_READ)
def points(session: Session) -> tuple[PointRow, ...]:
    """The points of the regulation in force today, in order; none before one was chosen."""
    record = in_force(clock.today())
    if record is None:
        return ()
    return tuple(_row(row) for row in record.clauses.order_by(Clause.position))


def _row(row: Clause) -> PointRow:
    effects = tuple(_effect(told) for told in json.loads(row.binds))
    done = sum(effect.works for effect in effects)
    if not effects:
        state = ClauseState.TEXT
    elif done == len(effects):
        state = ClauseState.WORKS
    else:
        state = ClauseState.PARTLY if done else ClauseState.PLANNED
    return PointRow(
        row.number,
        row.cited or row.number,
        ClauseKind(row.kind).word,
        row.gist,
        row.deadline,
        row.enabled,
        str(state),
        state.word,
        tuple(dict.fromkeys(effects)),
    )


def _effect(told: Mapping[str, Any]) -> Effect:
    ident = str(told["id"])
    make = _KINDS.get(str(told["kind"]))
    return (make(ident, told) if make else None) or Effect(_LATER, "", "", False)


def _rule(ident: str, told: Mapping[str, Any]) -> Effect | None:
    rule = _rules().get(ident)
    if rule is None:
        return None
    parts = [f"замечание: {told.get('level') or rule.level.word}"]
    params = told.get("params") or {}
    if "opens" in params:
        parts.append(f"с {params['opens']} до {params['closes']}")
    return Effect(f"Правило «{rule.title}»", ", ".join(parts), "check", True)


def _role(ident: str, told: Mapping[str, Any]) -> Effect | None:
    if ident not in ROLES:
        return None
    return Effect(f"Роль: {ROLES[ident]}", "в карточке чата, «Администраторы»", "chats", True)


def _requirement(ident: str, told: Mapping[str, Any]) -> Effect | None:
    if ident not in _REQUIREMENTS:
        return None
    years = count(int(told.get("value") or 1), "года", "лет", "лет")
    return Effect(_REQUIREMENTS[ident], f"не меньше {years}", "chats", True)


def _gate(ident: str, told: Mapping[str, Any]) -> Effect | None:
    return Effect(_GATES[ident], "при смене состояния", "chats", True) if ident in _GATES else None


def _document(ident: str, told: Mapping[str, Any]) -> Effect | None:
    kind = papers.document_types().get(ident)
    if kind is None:
        return None
    screen = "consents" if kind.series == "consents" else "documents"
    return Effect(kind.title, "печатается из программы", screen, True)


def _act(ident: str, told: Mapping[str, Any]) -> Effect | None:
    act = acts().get(ident)
    return Effect(act.cited, f"основание: {act.backs}", "", True) if act else None


def _platform(ident: str, told: Mapping[str, Any]) -> Effect | None:
    platform = platforms().get(ident)
    if platform is None:
        return None
    label = platform.status_on(clock.today()).label
    return Effect(f"Платформа {platform.name}", label, "chats", True)


_KINDS = {
    "rule": _rule,
    "role": _role,
    "requirement": _requirement,
    "gate": _gate,
    "document": _document,
    "act": _act,
    "platform": _platform,
}


@cache
def _rules() -> dict[str, Rule]:
    return collect(desktop.rules, "RULE")
