"""Checking a draft before it is sent, by the rules of the regulation in force on its day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop.errors import UserError
from desktop.operations._operation import Session, requires
from desktop.operations.permissions import Permission
from desktop.operations.publish import publish_if_stale, published
from desktop.operations.publish import revision as published_revision
from desktop.rules._check import Checker, Verdict
from desktop.rules._rule import Draft
from desktop.russian.folding import fold


@dataclass(frozen=True)
class ChatChoice:
    """A chat as the author of a draft chooses it."""

    id: int
    number: str
    title: str
    state: str


_checkers: dict[str, Checker] = {}


@requires(Permission.CHECK)
def chat_choices(session: Session) -> tuple[ChatChoice, ...]:
    """Chats that are not closed, by number."""
    _, office = published(session)
    rows = [
        ChatChoice(c.id, c.number, c.title, c.state) for c in office.chats if c.state != "closed"
    ]
    return tuple(sorted(rows, key=lambda row: (len(row.number), row.number)))


@requires(Permission.CHECK)
def find_chat(session: Session, wanted: str) -> int:
    """The id of a chat by register number or title. Raises UserError when there is none or two."""
    _, office = published(session)
    key = fold(wanted).removeprefix("№").strip()
    rows = [c for c in office.chats if key in (fold(c.number), fold(c.title))]
    numbered = [c for c in rows if fold(c.number) == key]
    if len(numbered) == 1:
        return numbered[0].id
    if len(rows) > 1:
        raise UserError(f"Чатов «{wanted}» несколько: укажите номер по реестру.")
    if not rows:
        titles = ", ".join(f"№ {c.number} «{c.title}»" for c in office.chats[:8])
        raise UserError(f"Чата «{wanted}» нет в реестре: {titles or 'реестр пуст'}.")
    return rows[0].id


def forget() -> None:
    """Drop the index of names kept in memory: the office is being locked."""
    _checkers.clear()


@requires(Permission.CHECK)
def checker(session: Session) -> Checker:
    """The checker over the office as last published; its index is built once a revision.

    The checker itself is pure and may be used on any thread.
    """
    if session.store.main is not None:  # what a full disk kept from being published
        publish_if_stale(session)
    revision = published_revision(session)
    if revision not in _checkers:
        _checkers.clear()
        _checkers[revision] = Checker(published(session)[1])
    return _checkers[revision]


@requires(Permission.CHECK)
def check(
    session: Session,
    text: str,
    *,
    chat: int | None = None,
    at: datetime | None = None,
    to: str = "chat",
    attachments: Sequence[str] = (),
    urgent: bool = False,
) -> Verdict:
    """Judge one draft. `at` is the planned local time, `to` is chat or private."""
    draft = Draft(text=text, at=at, to=to, chat=chat, attachments=tuple(attachments), urgent=urgent)
    return checker(session).check(draft)
