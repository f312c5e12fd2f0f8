"""Work beside the window: one thread that owns the database and one for long computing.

Results come back on the thread of the window, and never to a widget that is gone.
"""

import gc
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Literal

import shiboken6
from PySide6.QtCore import QDeadlineTimer, QEventLoop, QObject, Qt, QTimer, Signal

from desktop.errors import UserError

Where = Literal["store", "work"]  # «store» is the only thread that touches the database

_MS_BETWEEN_COLLECTIONS = 500
_SWITCH_SECONDS = 0.0002
_SECONDS_BETWEEN_REPORTS = 0.05  # a bar need not be redrawn more often


class Cancelled(Exception):
    """Raised inside the work by `Step` when the person asked to stop."""


class Cancel:
    """The person's wish to stop. Thread-safe; `ask()` from the window, read by the work."""

    def __init__(self) -> None:
        self._asked = threading.Event()

    def ask(self) -> None:
        """Ask the work to stop at its next step."""
        self._asked.set()

    @property
    def is_asked(self) -> bool:
        """Whether the person asked to stop."""
        return self._asked.is_set()


@dataclass(frozen=True)
class Progress:
    """How far the work is: `done` of `total` (0 = unknown), and a Russian word about it."""

    done: int
    total: int
    text: str = ""


class Step:
    """What the work calls between its parts: reports progress and stops when it is asked to."""

    def __init__(self, job: "_Job", bridge: "_Bridge") -> None:
        self._job = job
        self._bridge = bridge
        self._last = 0.0

    def __call__(self, done: int, total: int = 0, text: str = "") -> None:
        """Say «done of total». Raises Cancelled when the person asked to stop."""
        if self._job.cancel and self._job.cancel.is_asked:
            raise Cancelled
        now = time.monotonic()
        if done >= total > 0 or now - self._last >= _SECONDS_BETWEEN_REPORTS:
            self._last = now
            self._bridge.stepped.emit(self._job, Progress(done, total, text))


@dataclass(frozen=True, eq=False)
class _Job:
    context: QObject
    done: Callable[[Any], None]
    failed: Callable[[UserError], None] | None
    progress: Callable[[Progress], None] | None
    cancel: Cancel | None
    cancelled: Callable[[], None] | None
    always: Callable[[], None] | None


def _collect() -> None:
    """What the automatic collector would do, by its own thresholds, oldest generation last."""
    for generation, (count, limit) in enumerate(
        zip(gc.get_count(), gc.get_threshold(), strict=True)
    ):
        if count > limit > 0:
            gc.collect(generation)


class _Bridge(QObject):
    """Lives on the thread of the window and receives what the other threads send."""

    ended = Signal(object, object)
    stepped = Signal(object, object)
    idle = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.running: set[_Job] = set()
        queued = Qt.ConnectionType.QueuedConnection
        self.ended.connect(self._end, queued)
        self.stepped.connect(self._step, queued)
        # Python collects cycles on whatever thread happens to allocate. A widget that dies on the
        # store thread takes the program with it, so while there are other threads cycles are
        # collected here, on the thread of the window.
        gc.disable()
        # Drawing a table asks Python hundreds of times, and each time it may wait this long for a
        # working thread to let go: at the usual 5 ms a picture took half a second (measured).
        sys.setswitchinterval(_SWITCH_SECONDS)
        self._collecting = QTimer(self)
        self._collecting.setInterval(_MS_BETWEEN_COLLECTIONS)
        self._collecting.timeout.connect(_collect)
        self._collecting.start()

    def _step(self, job: _Job, progress: Progress) -> None:
        if job in self.running and job.progress and shiboken6.isValid(job.context):
            job.progress(progress)

    def _end(self, job: _Job, future: "Future[Any]") -> None:
        if job not in self.running:  # dropped by `shutdown`
            return
        self.running.discard(job)
        try:
            if not future.cancelled():
                self._deliver(job, future)
        finally:
            if not self.running:
                self.idle.emit()

    def _deliver(self, job: _Job, future: "Future[Any]") -> None:
        error = future.exception()
        alive = shiboken6.isValid(job.context)
        if alive and job.always:
            job.always()
        if error is None:
            if alive:
                job.done(future.result())
        elif isinstance(error, Cancelled):
            if alive and job.cancelled:
                job.cancelled()
        elif isinstance(error, UserError) and job.failed:
            if alive:
                job.failed(error)
        else:
            # Our bug, or an expected failure nobody is there to show: the common way of crashes.
            sys.excepthook(type(error), error, error.__traceback__)


_bridge: _Bridge | None = None
_pools: dict[Where, ThreadPoolExecutor] = {}


def run(
    where: Where,
    work: Callable[..., Any],
    *,
    context: QObject,
    done: Callable[[Any], None],
    failed: Callable[[UserError], None] | None = None,
    progress: Callable[[Progress], None] | None = None,
    cancel: Cancel | None = None,
    cancelled: Callable[[], None] | None = None,
    always: Callable[[], None] | None = None,
) -> None:
    """Do `work` on the thread `where`, then call back on the thread of the window.

    In: `work()` takes nothing, or one `Step` when `progress` or `cancel` is given. `context` is
    the widget the callbacks belong to: once it is destroyed none of them is called. Jobs of one
    thread run in the order given. `always` comes first, whatever happened; then exactly one of
    `done(result)`, `failed(UserError)`, `cancelled()`. Any other exception, or a UserError without
    `failed`, goes to `sys.excepthook`. Call on the thread of the window only.
    """
    global _bridge
    if _bridge is None:
        _bridge = _Bridge()
    bridge = _bridge
    job = _Job(context, done, failed, progress, cancel, cancelled, always)
    bridge.running.add(job)
    step = Step(job, bridge) if progress or cancel else None
    if where not in _pools:
        _pools[where] = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"poryadok-{where}")
    future = _pools[where].submit(work, step) if step else _pools[where].submit(work)

    def send(ended: "Future[Any]") -> None:
        bridge.ended.emit(job, ended)

    future.add_done_callback(send)


def on_thread(where: Where) -> bool:
    """Whether this is the thread `where` (what touches the database may insist on «store»)."""
    return threading.current_thread().name.startswith(f"poryadok-{where}")


def is_idle() -> bool:
    """Whether nothing runs or waits."""
    return _bridge is None or not _bridge.running


def wait_idle(seconds: float = 10.0) -> None:
    """Let the window live until nothing runs or waits, callbacks included.

    For tests and for closing. Raises TimeoutError after `seconds`.
    """
    if _bridge is None:
        return
    deadline = QDeadlineTimer(round(seconds * 1000))
    while _bridge.running:
        if deadline.hasExpired():
            raise TimeoutError(f"{len(_bridge.running)} jobs still run after {seconds} s")
        loop = QEventLoop()
        _bridge.idle.connect(loop.quit)
        timer = QTimer()
        timer.setSingleShot(True)
        timer.timeout.connect(loop.quit)
        timer.start(max(1, deadline.remainingTime()))
        loop.exec()


def shutdown() -> None:
    """Finish what runs, drop what waits, end both threads. Callbacks of dropped work never come.

    Call before the application object goes. The next `run` begins anew.
    """
    global _bridge
    if _bridge is not None:
        for job in _bridge.running:
            if job.cancel:
                job.cancel.ask()
    for pool in _pools.values():
        pool.shutdown(wait=True, cancel_futures=True)
    _pools.clear()
    if _bridge is not None:
        _bridge.running.clear()
        _bridge.deleteLater()
        _bridge = None
        gc.enable()  # no other thread is left
