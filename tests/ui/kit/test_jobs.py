"""Work beside the window: threads, order, delivery, cancelling, failures."""

import sys
import threading
import time
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.errors import UserError
from desktop.ui import jobs


@pytest.fixture
def owner(qtbot: QtBot) -> QObject:
    return QObject()


def test_results_come_back_on_the_thread_of_the_window(owner: QObject) -> None:
    seen: list[Any] = []

    def work() -> tuple[str, bool, bool]:
        return threading.current_thread().name, jobs.on_thread("store"), jobs.on_thread("work")

    jobs.run(
        "store",
        work,
        context=owner,
        done=lambda result: seen.append((result, threading.current_thread())),
    )
    assert not seen  # never before `run` has returned
    jobs.wait_idle()
    (name, is_store, is_work), delivered_on = seen[0]
    assert name.startswith("poryadok-store")
    assert (is_store, is_work) == (True, False)
    assert delivered_on is threading.main_thread()
    assert not jobs.on_thread("store")


def test_one_thread_keeps_the_order_and_the_other_does_not_wait(owner: QObject) -> None:
    order: list[str] = []
    gate = threading.Event()
    for name in ("первый", "второй"):
        jobs.run(
            "store",
            lambda name=name: gate.wait(5) and name,
            context=owner,
            done=order.append,
        )

    def open_gate() -> str:
        gate.set()
        return "рядом"

    jobs.run("work", open_gate, context=owner, done=lambda _: None)
    jobs.wait_idle()
    assert order == ["первый", "второй"]


def test_user_error_goes_to_failed_and_always_comes_first(owner: QObject) -> None:
    seen: list[str] = []

    def work() -> None:
        raise UserError("Диск полон. Освободите место.")

    jobs.run(
        "work",
        work,
        context=owner,
        done=lambda _: seen.append("done"),
        failed=lambda error: seen.append(str(error)),
        always=lambda: seen.append("always"),
    )
    jobs.wait_idle()
    assert seen == ["always", "Диск полон. Освободите место."]


def test_a_bug_reaches_the_crash_hook(owner: QObject, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[type, str, threading.Thread]] = []
    monkeypatch.setattr(
        sys,
        "excepthook",
        lambda kind, error, trace: seen.append((kind, str(error), threading.current_thread())),
    )

    def work() -> float:
        return 1 / 0

    calls: list[str] = []
    jobs.run(
        "store",
        work,
        context=owner,
        done=lambda _: calls.append("done"),
        failed=lambda _: calls.append("failed"),
    )
    jobs.wait_idle()
    assert [(kind, thread) for kind, _, thread in seen] == [
        (ZeroDivisionError, threading.main_thread())
    ]
    assert not calls


def test_nobody_is_called_when_the_widget_is_gone(qtbot: QtBot) -> None:
    import shiboken6

    owner = QObject()
    calls: list[str] = []
    gate = threading.Event()
    jobs.run(
        "work",
        lambda: gate.wait(5),
        context=owner,
        done=lambda _: calls.append("done"),
        always=lambda: calls.append("always"),
    )
    shiboken6.delete(owner)
    gate.set()
    jobs.wait_idle()
    assert not calls


def test_progress_comes_thinned_out_and_with_the_last_step(owner: QObject) -> None:
    steps: list[jobs.Progress] = []

    def work(step: jobs.Step) -> str:
        for number in range(1, 1001):
            step(number, 1000, "Читаю")
        return "готово"

    done: list[str] = []
    jobs.run("work", work, context=owner, done=done.append, progress=steps.append)
    jobs.wait_idle()
    assert done == ["готово"]
    assert steps[-1] == jobs.Progress(1000, 1000, "Читаю")
    assert len(steps) < 100


def test_cancel_stops_the_work(owner: QObject) -> None:
    cancel = jobs.Cancel()
    calls: list[str] = []
    started = threading.Event()

    def work(step: jobs.Step) -> None:
        while True:
            step(0)
            started.set()
            time.sleep(0.001)

    jobs.run(
        "work",
        work,
        context=owner,
        done=lambda _: calls.append("done"),
        cancel=cancel,
        cancelled=lambda: calls.append("cancelled"),
        always=lambda: calls.append("always"),
    )
    assert started.wait(5)
    cancel.ask()
    jobs.wait_idle()
    assert calls == ["always", "cancelled"]


def test_wait_idle_gives_up(owner: QObject) -> None:
    gate = threading.Event()
    jobs.run("work", gate.wait, context=owner, done=lambda _: None)
    assert not jobs.is_idle()
    with pytest.raises(TimeoutError):
        jobs.wait_idle(0.05)
    gate.set()
    jobs.wait_idle()
    assert jobs.is_idle()


def test_shutdown_finishes_what_runs_and_drops_what_waits(owner: QObject) -> None:
    ran: list[str] = []
    started = threading.Event()

    def first() -> None:
        started.set()
        time.sleep(0.05)
        ran.append("первый")

    delivered: list[Any] = []
    jobs.run("store", first, context=owner, done=delivered.append)
    jobs.run("store", lambda: ran.append("второй"), context=owner, done=delivered.append)
    assert started.wait(5)
    jobs.shutdown()
    assert ran == ["первый"]
    jobs.run("store", lambda: "снова", context=owner, done=delivered.append)
    jobs.wait_idle()
    assert delivered == ["снова"]
