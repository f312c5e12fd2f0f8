"""Makes the virtual environment and keeps it equal to the pinned requirements."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from launch.interpreter import version_of
from launch.libraries import Library, provide_venv_module
from launch.place import python_in
from launch.report import SetupError, say

STAMP, LOCK, LOG = "poryadok-stamp.txt", "poryadok-lock", "poryadok-install.log"


def runtime_file(libc: tuple[str, str]) -> str:
    """The name of the pinned requirements for this C library (`platform.libc_ver()`).

    PySide6 6.10 and later need glibc 2.34; 6.9.3 is the last one for 2.28 (`objdump -T` on wheels).
    """
    name, version = libc
    numbers = tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
    if name == "glibc" and numbers and numbers < (2, 34):
        return "runtime-glibc228.txt"
    return "runtime.txt"


def digest(path: Path) -> str:
    """SHA-256 of a file, the same for LF and CRLF line ends."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def read_stamp(venv: Path) -> dict[str, str]:
    """What the environment holds: {"python": version, file name: digest}; {} if unfinished."""
    try:
        lines = (venv / STAMP).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    return {name: value for name, _, value in (line.partition(" ") for line in lines)}


def write_stamp(venv: Path, stamp: Mapping[str, str]) -> None:
    """Replaces the stamp in one step, so that a power cut leaves the old one or the new one."""
    draft = venv / (STAMP + ".new")
    draft.write_text("".join(f"{n} {v}\n" for n, v in stamp.items()), encoding="utf-8")
    draft.replace(venv / STAMP)


@contextlib.contextmanager
def only_one(venv: Path) -> Iterator[None]:
    """Lets one run.py at a time change the environment: an impatient second start waits.

    Raises SetupError when the folder of the environment cannot be made.
    """
    try:
        venv.mkdir(parents=True, exist_ok=True)
        handle = (venv / LOCK).open("ab")
    except OSError as error:
        raise SetupError(f"Не удалось создать папку {venv}: {error.strerror}.") from error
    with handle:
        told = False
        while not try_lock(handle.fileno()):
            if not told:
                say("Программу уже готовит другой запуск, жду его окончания…")
                told = True
            time.sleep(0.5)
        yield


def try_lock(descriptor: int) -> bool:
    """Takes the lock, which the system drops when the process ends; False when another has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True  # a file system without locks: go on as if alone
    return True


def prepare(
    venv: Path, files: Sequence[Path], table: Sequence[Library], wheels: Path | None
) -> Path:
    """Makes or mends the environment so that it holds exactly `files`; its interpreter comes back.

    `table`: what Qt will want from the system; `wheels`: a folder instead of the net.
    Raises SetupError (no venv module, no network, wrong hash, full disk).
    """
    python = python_in(venv)
    wanted = {path.name: digest(path) for path in files}
    stamp = read_stamp(venv)
    sound = bool(stamp) and stamp.get("python") == version_of(python)
    if sound and all(stamp.get(name) == value for name, value in wanted.items()):
        return python
    if not sound or any(stamp.get(name, value) != value for name, value in wanted.items()):
        say(f"Готовлю среду программы: {venv}")
        stamp = {}
        make_environment(venv, table)
        stamp["python"] = version_of(python)
    install(python, files, wheels, venv / LOG)
    stamp.update(wanted)
    write_stamp(venv, stamp)
    return python


def make_environment(venv: Path, table: Sequence[Library]) -> None:
    """Makes an empty virtual environment in place of whatever is there."""
    if importlib.util.find_spec("ensurepip") is None:
        provide_venv_module(table)
    try:
        for child in venv.iterdir():
            if child.name == LOCK:
                continue
            if child.is_dir() and not child.is_symlink():
                shutil.rmtree(str(child))
            else:
                child.unlink()
    except OSError as error:
        raise SetupError(
            f"Не удалось очистить папку {venv} ({error.strerror}): закройте «Порядок», если он "
            "открыт, удалите эту папку и запустите снова."
        ) from error
    made = subprocess.run(
        [sys.executable, "-I", "-m", "venv", str(venv)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if made.returncode != 0:
        last = made.stdout.decode("utf-8", "replace").strip()[-800:]
        raise SetupError(f"Python не смог создать среду в {venv}. Его ответ:\n{last}")


def install(python: Path, files: Sequence[Path], wheels: Path | None, log: Path) -> None:
    """Installs pinned, hashed, ready-built libraries; nothing is compiled on this machine."""
    total = sum(len(re.findall(r"(?m)^[a-z0-9].*==", path.read_text("utf-8"))) for path in files)
    source = f"из папки {wheels}" if wheels else "из сети, до 150 МБ, один раз"
    say(f"Ставлю библиотеки ({source})…")
    command = [str(python), "-I", "-X", "utf8", "-m", "pip", "install", "--require-hashes"]
    command += ["--only-binary", ":all:", "--no-input", "--progress-bar", "off"]
    command += ["--disable-pip-version-check"]
    if wheels:
        command += ["--no-index", "--find-links", str(wheels)]
    for path in files:
        command += ["-r", str(path)]
    # A «user = true» in the office's pip.conf would be refused inside a virtual environment;
    # PIP_REQUIRE_HASHES and the like may stay as they are.
    environ = dict(os.environ, PIP_USER="0")
    done = 0
    with log.open("w", encoding="utf-8") as record:
        pip = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            env=environ,
        )
        if pip.stdout is None:
            raise SetupError("Python не смог запустить установщик pip.")
        for line in pip.stdout:
            record.write(line)
            if line.startswith("Collecting "):
                done += 1
                if sys.stdout.isatty():
                    sys.stdout.write(f"\r  {done} из {total} ")
                    sys.stdout.flush()
        if sys.stdout.isatty():
            sys.stdout.write("\r              \r")
    if pip.wait() != 0:
        raise SetupError(why_pip_failed(log.read_text("utf-8"), log, wheels))


def why_pip_failed(text: str, log: Path, wheels: Path | None) -> str:
    """One Russian sentence about a failed installation, then the end of pip's own words."""
    if "DO NOT MATCH THE HASHES" in text:
        reason = (
            "Скачанный файл не совпал с контрольной суммой и не установлен: повторите запуск, "
            "а при повторе проверьте, не подменяет ли файлы прокси или антивирус."
        )
    elif "No space left" in text or "Errno 28" in text:
        reason = "На диске кончилось место: освободите около 1 ГБ и запустите снова."
    elif wheels:
        reason = (
            f"В папке {wheels} нет нужной библиотеки: соберите её на компьютере с той же системой "
            "и той же версией Python (docs/установка.md, «Без интернета»)."
        )
    else:
        reason = (
            "Библиотеки не скачались: проверьте интернет и прокси или возьмите папку с файлами "
            "(docs/установка.md, «Без интернета»)."
        )
    tail = "\n".join("  " + line for line in text.strip().splitlines()[-4:])
    return f"{reason}\nПодробности в {log}, последние строки:\n{tail}"
