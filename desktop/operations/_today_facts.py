"""What «Сегодня» looks at, read from the base in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.models import (
    Administrator,
    Chat,
    ChatGroup,
    Child,
    Consent,
    ConsentEvent,
    Employee,
    Enrollment,
    Guardian,
)

_DECIDED = ("signed", "refused", "withdrawn")


@dataclass(frozen=True)
class Facts:
    """What several sections look at."""

    day: date
    chats: tuple[Chat, ...]  # not closed, by number
    appointments: dict[int | None, list[Any]]  # current ones by chat; None: the institution's
    children: dict[int, list[tuple[int, str]]]  # expected (id, name) by chat, by surname
    answers: dict[tuple[int, int | None], list[tuple[str, date | None]]]  # by child and chat


def gather(day: date) -> Facts:
    """Everything as it stands on that day."""
    chats = sorted(
        Chat.select().where(Chat.state != "closed"), key=lambda row: (len(row.number), row.number)
    )
    return Facts(day, tuple(chats), _appointments(day), _children(), _answers())


def _appointments(day: date) -> dict[int | None, list[Any]]:
    found: dict[int | None, list[Any]] = defaultdict(list)
    query = (
        Administrator.select(
            Administrator.id,
            Administrator.chat,
            Administrator.role,
            Administrator.is_substitute,
            Administrator.until,
            Employee.last,
            Employee.first,
            Employee.middle,
            Employee.dismissed_on,
            Guardian.last.alias("guardian_last"),
            Guardian.first.alias("guardian_first"),
            Guardian.middle.alias("guardian_middle"),
        )
        .left_outer_join(Employee)
        .switch(Administrator)
        .left_outer_join(Guardian)
        .where(
            Administrator.since <= day, Administrator.until.is_null() | (Administrator.until >= day)
        )
    )
    for row in query.namedtuples():
        found[row.chat].append(row)
    return found


def _children() -> dict[int, list[tuple[int, str]]]:
    query = (
        ChatGroup.select(ChatGroup.chat, Child.id, Child.last, Child.first)
        .join(Enrollment, on=(Enrollment.group == ChatGroup.group))
        .join(Child, on=(Enrollment.child == Child.id))
        .where(Enrollment.until.is_null(), Child.departed_on.is_null())
        .order_by(Child.name_key)
    )
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for chat, child, last, first in query.tuples():
        found[chat].append((child, f"{last} {first}"))
    return found


def _answers() -> dict[tuple[int, int | None], list[tuple[str, date | None]]]:
    """(state, valid until) of the newest decided form of each representative."""
    states = dict(
        ConsentEvent.select(ConsentEvent.consent, ConsentEvent.state)
        .order_by(ConsentEvent.on_date, ConsentEvent.id)
        .tuples()
    )
    newest: dict[tuple[int, int | None], dict[int | None, tuple[str, date | None]]]
    newest = defaultdict(dict)
    query = Consent.select(
        Consent.id, Consent.child, Consent.chat, Consent.guardian, Consent.valid_until
    ).order_by(Consent.id)
    for ident, child, chat, guardian, until in query.tuples():
        state = states.get(ident, "printed")
        if state in _DECIDED:
            newest[child, chat][guardian] = (state, until)
    return {key: list(found.values()) for key, found in newest.items()}
