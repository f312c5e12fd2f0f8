"""Shared fixtures: a real encrypted office in a folder with spaces and Cyrillic, and the guards."""

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import make

from desktop.operations import access
from desktop.operations._operation import Session


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any socket to another machine fails the test; pairs inside the process are fine."""

    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("the program must not touch the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture(autouse=True)
def own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Data, settings and home lie in the test's own folder."""
    monkeypatch.setenv("PORYADOK_DATA", str(tmp_path / "данные по умолчанию"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "настройки"))
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.fixture(scope="session")
def built_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one kindergarten, made once through the operations and copied per test."""
    folder = tmp_path_factory.mktemp("office") / "Детский сад № 5"
    session, _ = access.create_office(folder, make.SECRETARY, make.PASSWORD, cost=make.SWIFT)
    make.fill(session, make.SWIFT)
    session.close()
    return folder


@pytest.fixture
def folder(built_office: Path, tmp_path: Path) -> Path:
    """A fresh copy of the filled office's folder."""
    target = tmp_path / "Детский сад № 5 – копия"
    shutil.copytree(built_office, target)
    return target


@pytest.fixture
def office(folder: Path) -> Iterator[Session]:
    """The secretary's session over a filled office (see make.py for who is in it)."""
    session = access.sign_in(folder, make.SECRETARY, make.PASSWORD)
    yield session
    session.close()


@pytest.fixture
def office_store(office: Session) -> Session:
    """The filled office, for tests that read its records."""
    return office


@pytest.fixture
def head(folder: Path) -> Iterator[Session]:
    """The head's session over the same filled office."""
    session = access.sign_in(folder, make.HEAD, make.PASSWORD)
    yield session
    session.close()


@pytest.fixture
def teacher(folder: Path) -> Iterator[Session]:
    """A teacher's session: only the drafts base is open."""
    session = access.sign_in(folder, make.TEACHER, make.PASSWORD)
    yield session
    session.close()


@pytest.fixture
def empty_office(tmp_path: Path) -> Iterator[Session]:
    """A secretary's session over an office in which nothing was entered yet."""
    session, _ = access.create_office(
        tmp_path / "Пустая папка", make.SECRETARY, make.PASSWORD, cost=make.SWIFT
    )
    yield session
    session.close()
