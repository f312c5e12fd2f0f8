"""Which Python may run the program, and finding one that may."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from launch.report import SetupError

OLDEST, NEWEST = (3, 11), (3, 14)  # the wheels of requirements/*.txt exist for these


def unfit_python(version: tuple[int, ...], bits: int) -> str | None:
    """Why this Python cannot run the program, in Russian; None when it can."""
    found = ".".join(str(part) for part in version[:2])
    wanted = f"{OLDEST[0]}.{OLDEST[1]}–{NEWEST[0]}.{NEWEST[1]}"
    where = (
        "возьмите его на python.org (при установке отметьте «Add python.exe to PATH») "
        "и запустите: py -3.12 run.py"
        if sys.platform == "win32"
        else "поставьте его из репозитория системы и запустите, например: python3.12 run.py"
    )
    if not OLDEST <= version[:2] <= NEWEST:
        return f"Нужен Python {wanted}, а запущен {found}: {where}"
    if bits < 64:
        return f"Нужен 64-разрядный Python {wanted}, а запущен 32-разрядный: {where}"
    return None


def use_fit_python(script: Path, arguments: Sequence[str]) -> None:
    """Goes on under a fitting Python of this machine when the present one does not fit.

    Raises SetupError when there is none.
    """
    reason = unfit_python(sys.version_info[:3], 64 if sys.maxsize > 2**32 else 32)
    if reason is None:
        return
    if sys.platform != "win32":
        for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
            other = shutil.which(f"python3.{minor}")
            # A version manager may list a command that answers with an error: try it first.
            if other and version_of(Path(other)).startswith(f"3.{minor}."):
                os.execv(other, [other, str(script), *arguments])
    raise SetupError(reason)


def version_of(python: Path) -> str:
    """The version this interpreter reports, "" when it does not start at all."""
    code = "import sys; print('.'.join(map(str, sys.version_info[:3])))"
    try:
        answer = subprocess.run(
            [str(python), "-I", "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except OSError:
        return ""
    return answer.stdout.decode("ascii", "replace").strip() if answer.returncode == 0 else ""
