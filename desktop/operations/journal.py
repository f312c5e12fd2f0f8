"""What was done: the list of deeds, undoing one, verifying the audit chain."""

import json
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

import peewee

from desktop.errors import UserError
from desktop.models import MAIN, Change, Deed, Record, chain
from desktop.operations._operation import Session, entitle, keep, requires
from desktop.operations.permissions import Permission

_CHANGED_LATER = (
    "Отменить нельзя: после этого действия те же записи меняли или на них уже ссылаются другие. "
    "Отмените сначала более поздние действия."
)
_AT_ONCE = 500
_TABLES: dict[str, type[Record]] = {model._meta.table_name: model for model in MAIN}


@dataclass(frozen=True)
class DeedRow:
    """A line of the journal of actions."""

    id: int
    at: datetime
    actor: str
    title: str
    can_undo: bool
    undone: bool


@requires(Permission.UNDO)
def recent(session: Session, limit: int = 200) -> tuple[DeedRow, ...]:
    """The latest deeds, newest first."""
    kept = {row.deed_id for row in Change.select(Change.deed).distinct()}
    return tuple(
        DeedRow(d.id, d.at, d.actor, d.title, d.id in kept and not d.undone, d.undone)
        for d in Deed.select().order_by(Deed.id.desc()).limit(limit)
    )


@requires(Permission.AUDIT_READ)
def history(session: Session, limit: int = 200) -> tuple[DeedRow, ...]:
    """The latest deeds, newest first, for who reads them and undoes none."""
    rows = Deed.select().order_by(Deed.id.desc()).limit(limit)
    return tuple(DeedRow(d.id, d.at, d.actor, d.title, False, d.undone) for d in rows)


@requires(Permission.UNDO, deed="Отмена", undoable=False)
def undo(session: Session, deed_id: int) -> str:
    """Put every row of the deed back as it was; returns the deed's title.

    Raises UserError when the deed cannot be undone any more because something it touched was
    changed later: nothing is then changed.
    """
    deed = Deed.get_or_none(Deed.id == deed_id)
    if deed is None or deed.undone:
        raise UserError("Это действие уже отменено: обновите список.")
    changes = list(deed.changes.order_by(Change.place.desc()))
    if not changes:
        raise UserError(
            "Это действие нельзя отменить: документ или отметка уже оформлены, их можно только "
            "отозвать или заменить новыми."
        )
    try:
        for (_, created), run in groupby(changes, key=lambda c: (c.table, c.before is None)):
            if created:
                _remove(list(run))
            else:
                for change in run:
                    _put_back(change)
    except peewee.IntegrityError as error:
        raise UserError(_CHANGED_LATER) from error
    deed.undone = True
    deed.save()
    entitle(session, f"Отменено: {deed.title}")
    keep(session)
    return str(deed.title)


@requires(Permission.AUDIT_VERIFY)
def verify(session: Session) -> tuple[tuple[str, chain.Verdict], ...]:
    """Walk the audit chains of the open bases: (base, verdict) each."""
    verdicts = []
    for name in ("main", "drafts"):
        database = session.store.main if name == "main" else session.store.drafts
        if database is not None:
            path = session.store.anchor_path(name)
            verdicts.append((name, chain.verify(session.store.entries(name), path)))
    return tuple(verdicts)


def _remove(changes: list[Change]) -> None:
    """Take away rows of one table that the deed made: an import made thousands."""
    model = _TABLES[changes[0].table]
    for start in range(0, len(changes), _AT_ONCE):
        part = changes[start : start + _AT_ONCE]
        found = {row.id: row for row in model.select().where(model.id << [c.row for c in part])}
        for change in part:
            record = found.get(change.row)
            now = Record.plain(record) if record is not None else None
            if _comparable(now) != _comparable(json.loads(change.after)):
                raise UserError(_CHANGED_LATER)
        for key, other in model._meta.backrefs.items():  # as in `_put_back`
            if other.select().where(key << list(found)).exists():
                raise UserError(_CHANGED_LATER)
        model.delete_all([found[change.row] for change in part])


def _put_back(change: Change) -> None:
    model = _TABLES[change.table]
    record = model.get_or_none(model.id == change.row)
    now = Record.plain(record) if record is not None else None
    expected = json.loads(change.after) if change.after else None
    if _comparable(now) != _comparable(expected):
        raise UserError(_CHANGED_LATER)
    before: dict[str, Any] | None = json.loads(change.before) if change.before else None
    if before is None:
        assert record is not None, "compared above"
        # The deed's own rows go first, so whatever still points here is later work.
        for key, model in record._meta.backrefs.items():
            if model.select().where(key == record).exists():
                raise UserError(_CHANGED_LATER)
        record.delete_instance()
    elif record is None:
        _filled(model(), before).save(force_insert=True)
    else:
        _filled(record, before).save()


def _filled(record: Record, state: dict[str, Any]) -> Record:
    for name, value in state.items():
        field = record._meta.fields[name]
        setattr(record, field.name, field.python_value(value))
    return record


def _comparable(state: dict[str, Any] | None) -> Any:
    return None if state is None else json.loads(json.dumps(state, default=lambda b: b.hex()))
