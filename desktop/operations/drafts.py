"""Messages being written and unfinished forms: kept as typed, encrypted, each for its author."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop import clock
from desktop.models import Draft, KeptForm, sqlcipher
from desktop.operations._operation import Session, requires
from desktop.operations.permissions import Permission


@dataclass(frozen=True)
class DraftRow:
    """A draft of the signed-in person."""

    id: int
    text: str
    chat: int | None
    planned_at: datetime | None
    to: str
    attachments: tuple[str, ...]
    urgent: bool
    updated_at: datetime


@requires(Permission.DRAFTS)
def drafts(session: Session) -> tuple[DraftRow, ...]:
    """The person's own drafts, the latest first."""
    rows = Draft.select().where(Draft.author == session.actor.login)
    return tuple(_row(row) for row in rows.order_by(Draft.updated_at.desc(), Draft.id.desc()))


@requires(Permission.DRAFTS)
def keep_draft(
    session: Session,
    text: str,
    *,
    draft_id: int | None = None,
    chat: int | None = None,
    planned_at: datetime | None = None,
    to: str = "chat",
    attachments: tuple[str, ...] = (),
    urgent: bool = False,
) -> int:
    """Store the draft as it is typed; returns its id. Another's draft is never touched."""
    with sqlcipher.readable_errors(), session.store.drafts.atomic():
        record = Draft.get_or_none(Draft.id == draft_id, Draft.author == session.actor.login)
        record = record or Draft(author=session.actor.login)
        record.text, record.chat, record.to = text, chat, to
        record.planned_at = planned_at.isoformat(timespec="minutes") if planned_at else ""
        record.attachments = json.dumps({"kinds": list(attachments), "urgent": urgent})
        record.updated_at = clock.now().replace(tzinfo=None, microsecond=0)
        record.save()
    sqlcipher.checkpoint(session.store.drafts)
    return int(record.id)


@requires(Permission.DRAFTS)
def drop_draft(session: Session, draft_id: int) -> None:
    """Remove one's own draft, for instance after it was sent."""
    record = Draft.get_or_none(Draft.id == draft_id, Draft.author == session.actor.login)
    if record is not None:
        with sqlcipher.readable_errors():
            record.delete_instance()
        sqlcipher.checkpoint(session.store.drafts)


@requires(Permission.DRAFTS)
def keep_form(session: Session, form: str, content: dict[str, Any] | None) -> None:
    """Keep what is typed in an unfinished form; None forgets it (saved or given up).

    Forms are the office's: a teacher has none, and nothing of them may lie where teachers read.
    """
    if session.store.main is None:
        return
    with sqlcipher.readable_errors(), session.store.main.atomic():
        record = _kept(session, form)
        if content is None:
            if record is not None:
                record.delete_instance()
        else:
            record = record or KeptForm(author=session.actor.login, form=form)
            record.content = json.dumps(content, ensure_ascii=False)
            record.updated_at = clock.now().replace(tzinfo=None, microsecond=0)
            record.save()
    sqlcipher.checkpoint(session.store.main)


def forget_author(session: Session, login: str) -> None:
    """Remove the drafts of a closed account: the name may be given to somebody else."""
    with sqlcipher.readable_errors(), session.store.drafts.atomic():
        Draft.delete().where(Draft.author == login).execute()


@requires(Permission.DRAFTS)
def kept_form(session: Session, form: str) -> dict[str, Any] | None:
    """What was typed in that form and never saved, or None."""
    record = _kept(session, form)
    return dict(json.loads(record.content)) if record is not None else None


def _kept(session: Session, form: str) -> KeptForm | None:
    if session.store.main is None:
        return None
    found: KeptForm | None = KeptForm.get_or_none(
        KeptForm.author == session.actor.login, KeptForm.form == form
    )
    return found


def _row(record: Draft) -> DraftRow:
    attached = json.loads(record.attachments) or {}
    return DraftRow(
        record.id,
        record.text,
        record.chat,
        datetime.fromisoformat(record.planned_at) if record.planned_at else None,
        record.to,
        tuple(attached.get("kinds", ())) if isinstance(attached, dict) else (),
        bool(attached.get("urgent")) if isinstance(attached, dict) else False,
        record.updated_at,
    )
