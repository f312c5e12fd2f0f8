"""Libraries of the Linux system that Qt needs: what is missing, and getting or naming it."""

from __future__ import annotations

import importlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from launch.report import SetupError, say


class Library(NamedTuple):
    """A line of requirements/qt-libraries.txt: a library and its package in three systems."""

    name: str
    need: str  # base: nothing works without it; window: an X11 window; print: printing
    debian: str
    alt: str
    redos: str


def libraries(text: str) -> list[Library]:
    """The table of requirements/qt-libraries.txt."""
    return [
        Library(*line.split())
        for line in text.splitlines()
        if line.strip() and not line.startswith("#")
    ]


def system_family(os_release: str) -> str:
    """debian, alt, redos or "" from the text of /etc/os-release (os-release(5): ID, ID_LIKE).

    The presence of apt-get tells nothing: ALT has it too, with other package names.
    """
    values = re.findall(r"(?m)^ID(?:_LIKE)?=\"?([^\"\n]*)\"?", os_release)
    words = set(" ".join(values).lower().split())
    if words & {"altlinux", "alt"}:
        return "alt"
    if words & {"debian", "ubuntu", "astra", "linuxmint"}:
        return "debian"
    if words & {"redos", "red", "fedora", "rhel", "centos", "rosa"}:
        return "redos"
    return ""


def install_line(family: str, packages: Sequence[str]) -> str:
    """The command an administrator types to install packages in this family of systems."""
    names = " ".join(packages)
    if family == "alt":
        return f"su -c 'apt-get update && apt-get install -y {names}'"
    if family == "redos":
        return f"sudo dnf install -y {names}"
    return f"sudo apt-get update && sudo apt-get install -y {names}"


def packages_for(family: str, missing: Sequence[str], table: Sequence[Library]) -> list[str]:
    """The packages that hold the missing libraries; a library not in the table names itself."""
    known = {row.name: row for row in table}
    column = family if family in ("alt", "redos") else "debian"
    # dnf and ALT's apt-get find a package by the name of a library in it.
    found = {getattr(known[name], column) if name in known else name for name in missing}
    return sorted(found)


def not_found(ldd_text: str) -> set[str]:
    """Names of libraries `ldd` could not find."""
    return set(re.findall(r"(?m)^\s*(\S+) => not found", ldd_text))


def missing_libraries(python: Path) -> set[str]:
    """Libraries of the system that the installed Qt misses.

    Asks ldd and not Qt: Qt's own message always blames libxcb-cursor0, whatever is missing.
    """
    code = "import importlib.util as u; print(u.find_spec('PySide6').submodule_search_locations[0])"
    answer = subprocess.run([str(python), "-I", "-X", "utf8", "-c", code], stdout=subprocess.PIPE)
    folder = Path(answer.stdout.decode("utf-8", "surrogateescape").strip())
    plugins = folder / "Qt" / "plugins"
    files = [*folder.glob("QtWidgets.*so"), *plugins.glob("printsupport/*.so")]
    files += [plugins / "platforms" / f"libq{name}.so" for name in ("xcb", "offscreen")]
    present = [str(path) for path in files if path.is_file()]
    if not present or not shutil.which("ldd"):
        return set()
    ldd = subprocess.run(
        ["ldd", *present],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=dict(os.environ, LC_ALL="C"),
    )
    return not_found(ldd.stdout.decode("utf-8", "replace"))


def is_debian_root() -> bool:
    """Whether packages can be installed here without asking: Debian's own apt, and root."""
    return (
        sys.platform.startswith("linux")
        and Path("/etc/debian_version").exists()
        and shutil.which("apt-get") is not None
        and os.geteuid() == 0
    )


def apt_install(packages: Sequence[str]) -> None:
    """Installs Debian packages as root. Raises SetupError with the line to type by hand."""
    say(f"Ставлю библиотеки системы: {len(packages)} пакетов Debian…")
    environ = dict(os.environ, DEBIAN_FRONTEND="noninteractive", LC_ALL="C.UTF-8")
    # A failed update is no reason to stop: the lists on the disk may do.
    subprocess.run(["apt-get", "-q", "update"], stdout=subprocess.DEVNULL, env=environ)
    done = subprocess.run(
        ["apt-get", "-q", "install", "-y", "--no-install-recommends", *packages],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environ,
    )
    if done.returncode != 0:
        last = done.stdout.decode("utf-8", "replace").strip()[-800:]
        raise SetupError(
            "apt-get не смог поставить библиотеки системы; выполните сами: "
            f"{install_line('debian', packages)}\nОтвет apt-get:\n{last}"
        )


def os_release() -> str:
    """The text that names this system, "" where there is none."""
    try:
        return Path("/etc/os-release").read_text("utf-8", "replace")
    except OSError:
        return ""


def provide_venv_module(table: Sequence[Library]) -> None:
    """Python's own venv and pip are a package apart in Debian and ALT: gets or names it."""
    minor = f"python3.{sys.version_info[1]}"
    if is_debian_root():
        # The libraries of Qt will be missed next: one run of apt instead of two, unless a relative
        # of Debian calls one of them differently.
        try:
            apt_install([f"{minor}-venv", *sorted({row.debian for row in table})])
        except SetupError:
            apt_install([f"{minor}-venv"])
        importlib.invalidate_caches()
        return
    family = system_family(os_release())
    package = {"alt": "python3-module-venv python3-module-pip", "redos": "python3-pip"}.get(
        family, f"{minor}-venv"
    )
    raise SetupError(
        "В этом Python нет модуля venv. Выполните и запустите снова:\n  "
        + install_line(family, [package])
    )


def provide_libraries(python: Path, table: Sequence[Library], window: bool) -> bool:
    """Makes sure Qt finds the libraries it needs; installs them on Debian as root.

    `window`: an X11 window is about to be opened, so its libraries are needed too. Whether nothing
    but printing is missing comes back. Raises SetupError naming what is needed and missing.
    """
    missing = missing_libraries(python)
    if missing and is_debian_root():
        apt_install(packages_for("debian", sorted(missing), table))
        missing = missing_libraries(python)
    probe = subprocess.run(
        [str(python), "-I", "-c", "from PySide6 import QtWidgets"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    need = {row.name: row.need for row in table}
    # A library the table does not know is a need of a need: only printing has such long chains.
    only_printing = all(need.get(name, "print") == "print" for name in missing)
    report = ""
    if missing:
        family = system_family(os_release())
        report = (
            f"В системе нет библиотек: {', '.join(sorted(missing))}. Чтобы их поставить, выполните:"
            f"\n  {install_line(family, packages_for(family, sorted(missing), table))}"
        )
    if probe.returncode != 0:
        last = probe.stdout.decode("utf-8", "replace").strip().splitlines()[-1:]
        raise SetupError(
            f"{report}\nи запустите программу снова."
            if report
            else f"Qt не загружается ({''.join(last)}): удалите папку {python.parent.parent} "
            "и запустите снова."
        )
    if window and not only_printing:
        raise SetupError(report + "\nи запустите программу снова.")
    if report:
        say(report)
    return only_printing
