"""What a command of the command line is, and how it opens the office."""

import argparse
import contextlib
import getpass
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop import paths
from desktop.errors import UserError
from desktop.operations import access
from desktop.operations._operation import Session

# Exit codes, the same for every command and documented in the README.
OK, FAILED, USAGE, MEND, FORBIDDEN = 0, 1, 2, 3, 4

PASSWORD_VARIABLE = "PORYADOK_PASSWORD"
USER_VARIABLE = "PORYADOK_USER"


@dataclass(frozen=True)
class Command:
    """One command: `id` is its word, `configure` adds arguments, `run` returns an exit code."""

    id: str
    help: str
    configure: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def password(prompt: str = "Пароль: ") -> str:
    """The password from PORYADOK_PASSWORD, else asked for; never from arguments."""
    given = os.environ.get(PASSWORD_VARIABLE)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise UserError(
            f"Нужен пароль: задайте его в переменной {PASSWORD_VARIABLE} или запустите команду "
            "в окне терминала."
        )
    return getpass.getpass(prompt)


@contextlib.contextmanager
def opened(arguments: argparse.Namespace) -> Iterator[Session]:
    """The office that `--demo`, `--data` and `--user` name, signed in; closed on the way out."""
    if arguments.demo:
        from desktop.operations.demo import open_demo

        with tempfile.TemporaryDirectory(prefix="poryadok-demo-") as place:
            session = open_demo(Path(place) / "Пример")
            try:
                yield session
            finally:
                session.close()
        return
    folder = paths.data_dir(arguments.data)
    if not access.exists(folder):
        raise UserError(
            f"В папке «{folder}» ещё нет данных: откройте программу и пройдите первый запуск "
            "или выполните poryadok init ФАЙЛ."
        )
    login = arguments.user or os.environ.get(USER_VARIABLE) or _first_login(folder)
    session = access.sign_in(folder, login, password(f"Пароль для «{login}»: "))
    try:
        yield session
    finally:
        session.close()


def _first_login(folder: Path) -> str:
    """The first secretary, else the first account."""
    known = access.logins(folder)
    for login in known:
        if login.role == "secretary":
            return login.login
    if not known:
        raise UserError("В этой папке нет ни одной учётной записи: восстановите резервную копию.")
    return known[0].login
