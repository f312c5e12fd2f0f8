"""The frame every operation runs in: permission, one transaction, audit, what undoing needs.

    @requires(Permission.CHATS_WRITE, deed="Чат заведён")
    def create_chat(session, ...): ...

The wrapper asks for the permission first; a refusal is audited. A writing operation (one with
`deed`) runs in one transaction of the main base; every record it saved or deleted is written into
the audit chain (ids and names of fields only) and kept as a deed that can be undone. After the
commit the head of the chain is anchored outside the base and the write-ahead log is emptied.
"""

import contextlib
import functools
import gc
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from desktop import __version__, clock, log
from desktop.errors import Denied, UserError
from desktop.models import AuditEntry, Change, Deed, Record, base, chain, sqlcipher
from desktop.models.store import Store
from desktop.operations.permissions import ROLE_TITLES, Permission, may

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

# Above this many records of one deed the audit row counts them by table instead of naming each.
NAMED_AT_MOST = 200


@dataclass(frozen=True)
class Actor:
    """Who acts: sign-in name and role."""

    login: str
    role: str


@dataclass(frozen=True)
class LastDeed:
    """The deed just done, for the line «… Отменить»."""

    id: int
    title: str
    can_undo: bool


@dataclass
class Session:
    """An unlocked office: who works and the open bases. Ends with `close`."""

    actor: Actor
    store: Store
    folder: Path
    keys: dict[str, bytes] = field(repr=False, default_factory=dict)
    last_deed: LastDeed | None = None
    warning: str = ""  # what could not be finished after the last deed, in Russian
    running: "Work | None" = field(repr=False, default=None)

    def close(self) -> None:
        """Close the bases and forget the keys."""
        self.keys.clear()
        self.store.close()


@dataclass
class Work:
    """What the running operation has changed so far."""

    changes: list[tuple[Record, dict[str, Any] | None, dict[str, Any] | None]] = field(
        default_factory=list
    )
    title: str | None = None
    can_undo: bool = True
    depth: int = 0  # how many operations deep within the deed's own
    afterwards: list[Callable[[], None]] = field(default_factory=list)


@dataclass(frozen=True)
class Operation:
    """One entry of the list of all operations, for the permission test."""

    name: str
    permission: Permission
    writes: bool
    call: Callable[..., Any]


OPERATIONS: dict[str, Operation] = {}
_before_commit: list[Callable[[frozenset[str]], None]] = []
_after_commit: list[Callable[[Session, frozenset[str]], None]] = []


def before_commit(hook: Callable[[frozenset[str]], None]) -> None:
    """Call `hook(changed tables)` inside the transaction of each deed, as its last step."""
    _before_commit.append(hook)


def after_commit(hook: Callable[[Session, frozenset[str]], None]) -> None:
    """Call `hook(session, changed tables)` after each committed deed of the main base."""
    _after_commit.append(hook)


Function = Callable[Concatenate[Session, Parameters], Result]


def requires(
    permission: Permission, deed: str | None = None, undoable: bool = True
) -> Callable[[Function[Parameters, Result]], Function[Parameters, Result]]:
    """Mark a function of (session, …) as an operation that needs `permission`.

    With `deed` (a few Russian words for «… Отменить») it writes: one transaction, audit, undo.
    Raises Denied before anything is read when the actor's role lacks the permission.
    """

    def decorate(function: Function[Parameters, Result]) -> Function[Parameters, Result]:
        name = f"{function.__module__.rsplit('.', 1)[-1]}.{function.__name__}"

        @functools.wraps(function)
        def run(session: Session, /, *args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
            if not may(session.actor.role, permission):
                if session.running is None:  # inside a deed its frame audits, after the rollback
                    _audit_denial(session, name)
                raise Denied(
                    f"Роль «{ROLE_TITLES.get(session.actor.role, '?')}» не открывает раздел "
                    f"«{permission.value}»: попросите секретаря или руководителя."
                )
            work = session.running
            if work is not None:  # a step of a larger deed, which bears the larger one's name
                work.depth += 1
                try:
                    return function(session, *args, **kwargs)
                finally:
                    work.depth -= 1
            if deed is None:
                return function(session, *args, **kwargs)
            return _run_deed(
                session, name, deed, undoable, functools.partial(function, session, *args, **kwargs)
            )

        OPERATIONS[name] = Operation(name, permission, deed is not None, run)
        return run

    return decorate


def entitle(session: Session, title: str) -> None:
    """Name the running deed more exactly: «Чат «Группа «Ромашка»» заведён»."""
    if session.running is not None and session.running.depth == 0:
        session.running.title = title


def keep(session: Session) -> None:
    """The running deed issued something that is never undone, only cancelled."""
    if session.running is not None:
        session.running.can_undo = False


def afterwards(session: Session, step: Callable[[], None]) -> None:
    """Do `step` once the running deed is committed: what lies outside the base, such as keys."""
    assert session.running is not None, "only inside a deed"
    session.running.afterwards.append(step)


def _run_deed(
    session: Session, name: str, title: str, undoable: bool, call: Callable[[], Result]
) -> Result:
    database = session.store.main
    assert database is not None, "a role with a writing permission always holds the main key"
    work = Work(title=title, can_undo=undoable)
    session.running = work

    def watcher(
        record: Record, before: dict[str, Any] | None, after: dict[str, Any] | None
    ) -> None:
        work.changes.append((record, before, after))

    base.watch(watcher)
    try:
        with _collector_paused(), sqlcipher.readable_errors(), database.atomic():
            result = call()
            base.unwatch()
            base.watch(_no_more)
            done = _write_traces(session, name, work)
            tables = frozenset(record._meta.table_name for record, _, _ in work.changes)
            for mark in _before_commit:
                mark(tables)
    except Denied:
        session.running = None
        _audit_denial(session, name)
        raise
    finally:
        base.unwatch()
        session.running = None
    session.last_deed = done
    # The deed is stored from here on: what fails now is made up for later and must not be told as
    # a failure of the deed, or the person would do it twice.
    _quietly(session, "anchor", lambda: _anchor(session, "main"))
    _quietly(session, "checkpoint", lambda: sqlcipher.checkpoint(database))
    for hook in _after_commit:
        _quietly(session, "publication", functools.partial(hook, session, tables))
    for step in work.afterwards:
        step()
    return result


def _quietly(session: Session, what: str, step: Callable[[], None]) -> None:
    try:
        with sqlcipher.readable_errors():
            step()
    except (UserError, OSError) as error:
        log.write(f"after the deed: {what} failed, {type(error.__cause__ or error).__name__}")
        session.warning = str(error)


def _anchor(session: Session, name: str) -> None:
    chain.anchor_head(session.store.entries(name), session.store.anchor_path(name))


@contextlib.contextmanager
def _collector_paused() -> Iterator[None]:
    """An import keeps tens of thousands of records and no cycles; the collector would walk them
    over and over, a fifth of the whole time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _no_more(record: Record, before: Any, after: Any) -> None:
    """Deed and audit rows themselves are no subject of the deed."""


def _write_traces(session: Session, name: str, work: Work) -> LastDeed | None:
    if not work.changes:
        return None
    title = work.title or name
    deed = Deed.create(
        at=clock.now().replace(tzinfo=None, microsecond=0),
        actor=session.actor.login,
        operation=name,
        title=title,
    )
    if work.can_undo:
        Change.insert_rows(
            ("deed", "place", "table", "row", "before", "after"),
            [
                (deed.id, place, record._meta.table_name, record.id, _json(before), _json(after))
                for place, (record, before, after) in enumerate(work.changes)
            ],
        )
    chain.append(AuditEntry, told(session, name, _objects(work)))
    return LastDeed(deed.id, title, work.can_undo)


def told(session: Session, action: str, objects: dict[str, Any]) -> chain.Told:
    """The content of an audit row for something this session did now."""
    now = clock.now()
    offset = now.utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset else 0
    utc = (now - offset).replace(tzinfo=None) if offset else now.replace(tzinfo=None)
    return chain.Told(
        at=utc.isoformat(timespec="seconds") + "Z",
        offset=f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}",
        actor=session.actor.login,
        role=session.actor.role,
        action=action,
        objects=objects,
        version=__version__,
    )


def audit(session: Session, action: str, objects: dict[str, Any] | None = None) -> None:
    """Write an event that changes no record: a sign-in, a refusal, a print.

    It goes to the main chain when the main base is open, else to the chain of the drafts base.
    """
    assert session.running is None, "an event inside a deed would be rolled back with it"
    name = "main" if session.store.main is not None else "drafts"
    database = session.store.main or session.store.drafts
    with sqlcipher.readable_errors(), database.atomic():
        chain.append(session.store.entries(name), told(session, action, objects or {}))
    _quietly(session, "anchor", lambda: _anchor(session, name))


def _audit_denial(session: Session, name: str) -> None:
    audit(session, "denied", {name: []})


def _objects(work: Work) -> dict[str, Any]:
    if len(work.changes) > NAMED_AT_MOST:
        counts: dict[str, Any] = {}
        for record, before, _ in work.changes:
            kind = "created" if before is None else "changed"
            key = f"{record._meta.table_name}:{kind}"
            counts[key] = counts.get(key, 0) + 1
        return counts
    objects: dict[str, Any] = {}
    for record, before, after in work.changes:
        fields = sorted(
            name
            for name in {**(before or {}), **(after or {})}
            if name != "id" and (before or {}).get(name) != (after or {}).get(name)
        )
        objects.setdefault(f"{record._meta.table_name}:{record.id}", []).extend(fields)
    return objects


def _json(state: dict[str, Any] | None) -> str | None:
    return None if state is None else json.dumps(state, ensure_ascii=False, default=_hex)


def _hex(value: Any) -> str:
    return bytes(value).hex()
