"""Sets «Порядок» up in a folder of its own and starts it; with `test`, runs every check instead.

    python3 run.py [--wheels DIR] [arguments of the program]      (Windows: py run.py …)
    python3 run.py [--wheels DIR] test [arguments of pytest]

`--wheels DIR` installs the libraries from a folder and not from the net. Exit code: that of the
program or of the first failed check; 100 when the set-up itself is impossible (why: in Russian).

Standard library only, and a syntax Python 3.7 can read (see launch/__init__.py).
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

# PYTHONSAFEPATH leaves the folder of the script out of the search.
sys.path.insert(0, str(Path(__file__).resolve().parent))

from launch.environment import digest, only_one, prepare, read_stamp, runtime_file, write_stamp
from launch.interpreter import use_fit_python
from launch.libraries import libraries, provide_libraries
from launch.place import can_write, environment_folder
from launch.report import SetupError, say
from launch.screen import has_screen

HERE = Path(__file__).resolve().parent
REQUIREMENTS = HERE / "requirements"
LIBRARIES = REQUIREMENTS / "qt-libraries.txt"
SETUP_FAILED = 100


def program_environ(environ: Mapping[str, str]) -> dict[str, str]:
    """The variables the program runs with: our code is found from any folder, and only ours.

    PYTHONSAFEPATH keeps the current folder out of the search (a `random.py` of the user's).
    """
    unwanted = {"PYTHONHOME", "PYTHONSTARTUP", "VIRTUAL_ENV"}
    clean = {name: value for name, value in environ.items() if name not in unwanted}
    return dict(clean, PYTHONPATH=str(HERE), PYTHONSAFEPATH="1")


def run_program(python: Path, arguments: Sequence[str], environ: dict[str, str]) -> int:
    """Runs `python -m desktop` here; on POSIX it takes the place of this process."""
    command = [str(python), "-m", "desktop", *arguments]
    if os.name == "posix":
        os.execve(command[0], command, environ)
    return subprocess.call(command, env=environ)


def run_tour(python: Path, environ: dict[str, str]) -> int:
    """The office day without a window: papers, pictures of screens and a verdict in a folder."""
    out = Path.cwd() / "poryadok-tour"
    say(
        "Экрана нет, окно открыть негде. Показываю тот же рабочий день на учреждении-примере "
        "без окна…"
    )
    command = [str(python), "-m", "desktop", "--demo", "tour", "--out", str(out)]
    code = subprocess.call(command, env=dict(environ, QT_QPA_PLATFORM="offscreen"))
    if code == 0:
        say(f"Готово. Бумаги, снимки экранов и разбор сообщения лежат в папке:\n  {out}")
    return code


def run_tests(
    python: Path, arguments: Sequence[str], environ: dict[str, str], scratch: Path | None
) -> int:
    """Style, types, then all tests with coverage; the code of the first check that failed.

    `scratch`: where caches go when the program's own folder cannot be written.
    """
    if sys.platform.startswith("linux"):
        environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    pytest = ["pytest", "--cov", "--cov-branch", "--cov-report=term"]
    if scratch:
        environ["RUFF_CACHE_DIR"] = str(scratch / "ruff")
        environ["MYPY_CACHE_DIR"] = str(scratch / "mypy")
        environ["COVERAGE_FILE"] = str(scratch / "coverage")
        environ["PYTHONPYCACHEPREFIX"] = str(scratch / "pycache")
        pytest += ["-o", f"cache_dir={scratch / 'pytest'}"]
    steps = [
        ("Оформление кода (ruff)", ["ruff", "check", "."]),
        ("Типы (mypy)", ["mypy"]),
        ("Испытания (pytest)", [*pytest, *arguments]),
    ]
    codes = {}
    for title, command in steps:
        say(f"== {title}")
        codes[title] = subprocess.call([str(python), "-m", *command], cwd=str(HERE), env=environ)
    for title, code in codes.items():
        say(f"{title}: {'в порядке' if code == 0 else f'ОШИБКИ, код {code}'}")
    return next((code for code in codes.values() if code != 0), 0)


def take_wheels(arguments: Sequence[str]) -> tuple[Path | None, list[str]]:
    """Splits a leading `--wheels DIR` from the rest. Raises SetupError when DIR is no folder."""
    if not arguments or arguments[0] != "--wheels":
        return None, list(arguments)
    if len(arguments) < 2 or not Path(arguments[1]).is_dir():
        raise SetupError("После --wheels укажите папку с заранее скачанными библиотеками.")
    return Path(arguments[1]).resolve(), list(arguments[2:])


def start(arguments: Sequence[str]) -> int:
    """The whole way from a bare Python to the exit code of the program or of the checks."""
    use_fit_python(HERE / "run.py", arguments)
    wheels, rest = take_wheels(arguments)
    testing = rest[:1] == ["test"]
    asks_window = not rest or rest == ["--demo"]
    screen = has_screen(os.environ)
    mounts = Path("/proc/mounts")
    mounts_text = mounts.read_text("utf-8", "surrogateescape") if mounts.exists() else ""
    venv = environment_folder(HERE, os.environ, mounts_text)
    names = [runtime_file(platform.libc_ver()), *(["test.txt"] if testing else [])]
    table = libraries(LIBRARIES.read_text("utf-8"))
    with only_one(venv):
        python = prepare(venv, [REQUIREMENTS / name for name in names], table, wheels)
        stamp, checked = read_stamp(venv), digest(LIBRARIES)
        if sys.platform.startswith("linux") and stamp.get(LIBRARIES.name) != checked:
            # ldd and a trial import cost 0.3 s: once, until the table changes.
            if provide_libraries(python, table, window=asks_window and screen):
                write_stamp(venv, {**stamp, LIBRARIES.name: checked})
    environ = program_environ(os.environ)
    if testing:
        return run_tests(python, rest[1:], environ, None if can_write(HERE) else venv / "scratch")
    if asks_window and not screen:
        return run_tour(python, environ)
    return run_program(python, rest, environ)


def main() -> int:
    """Entry: prints a failure of the set-up in Russian and waits where a window would vanish."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console without Cyrillic must not crash us
    try:
        return start(sys.argv[1:])
    except SetupError as error:
        sys.stdout.flush()
        print(f"\n{error}", file=sys.stderr, flush=True)
    except KeyboardInterrupt:
        print("\nПрервано. Запустите снова, и установка продолжится.", file=sys.stderr)
        return 130
    if sys.platform == "win32" and len(sys.argv) == 1 and sys.stdin.isatty():
        input("Нажмите Enter, чтобы закрыть окно…")  # started by a double click
    return SETUP_FAILED


if __name__ == "__main__":
    sys.exit(main())
