"""How widgets ask and act: every operation runs on the thread that owns the bases.

`ask` reads, `perform` does one deed; both call back on the window's thread. A deed that changed
something is told in the bottom line with «Отменить», and everybody hears `data_changed`.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from desktop.errors import UserError
from desktop.operations._operation import Actor, Session
from desktop.operations.permissions import Permission, may
from desktop.ui import bus, jobs

Done = Callable[[Any], None]
Failed = Callable[[UserError], None]
_session: list[Session] = []


def enter(session: Session) -> None:
    """From now on the window works in this session."""
    _session[:] = [session]


def leave() -> Session | None:
    """The window works in no session any more; returns the one it had."""
    session = _session[0] if _session else None
    _session.clear()
    return session


def is_open() -> bool:
    """Whether an office is unlocked."""
    return bool(_session)


def actor() -> Actor:
    """Who is signed in. Only while `is_open()`."""
    return _session[0].actor


def allowed(permission: Permission) -> bool:
    """Whether the signed-in role has the permission: to hide what would be refused."""
    return bool(_session) and may(_session[0].actor.role, permission)


def ask(
    context: QObject,
    operation: Callable[..., Any],
    *args: Any,
    done: Done,
    failed: Failed | None = None,
    **kwargs: Any,
) -> None:
    """Read something: `done(result)` unless the office was locked meanwhile."""
    if not _session:
        return
    session = _session[0]
    jobs.run(
        "store",
        lambda: operation(session, *args, **kwargs),
        context=context,
        done=lambda result: done(result) if _session and _session[0] is session else None,
        failed=failed or _tell_failure,
    )


def perform(
    context: QObject,
    operation: Callable[..., Any],
    *args: Any,
    done: Done | None = None,
    failed: Failed | None = None,
    said: str = "",
    **kwargs: Any,
) -> None:
    """Do one deed, then tell it (`said`, else the deed's own title) with «Отменить»."""
    if not _session:
        return
    session = _session[0]

    def work() -> tuple[Any, Any]:
        session.last_deed = None
        result = operation(session, *args, **kwargs)
        return result, session.last_deed

    def finish(answer: tuple[Any, Any]) -> None:
        result, deed = answer
        if deed is not None:
            bus.told.emit(said or deed.title, deed.id if deed.can_undo else None)
            bus.data_changed.emit()
        elif said:
            bus.told.emit(said, None)
        if done is not None:
            done(result)

    jobs.run("store", work, context=context, done=finish, failed=failed or _tell_failure)


def _tell_failure(error: UserError) -> None:
    bus.failed.emit(str(error))
