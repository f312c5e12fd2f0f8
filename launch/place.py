"""Where the virtual environment lies."""

from __future__ import annotations

import ctypes
import hashlib
import re
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

# Windows cuts paths at 260 characters unless told otherwise; the longest file of the PySide6 6.11.3
# wheel takes 151 of them below `.venv\Lib\site-packages\`.
LONGEST_WINDOWS_FOLDER = 80
NETWORK_FILE_SYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "davfs", "fuse.sshfs"}


def can_write(folder: Path) -> bool:
    """Whether files can be made here. Tried for real, as rights alone do not tell."""
    try:
        with tempfile.TemporaryFile(dir=str(folder)):
            return True
    except OSError:
        return False


def on_network(folder: Path, mounts: str) -> bool:
    """Whether the folder lies on a network drive; `mounts` is the text of /proc/mounts (Linux).

    A virtual environment of 30,000 small files makes a network drive crawl.
    """
    if sys.platform == "win32":
        drive = folder.drive
        return drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") == 4
    kind, depth = "", -1
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) < 3:
            continue
        point, name = fields[1:3]
        point = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code.group(1), 8)), point)
        parts = Path(point).parts
        if folder.parts[: len(parts)] == parts and len(parts) >= depth:
            kind, depth = name, len(parts)
    return kind in NETWORK_FILE_SYSTEMS


def cache_folder(environ: Mapping[str, str]) -> Path:
    """The user's own folder for things that can be made anew."""
    if sys.platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "Poryadok"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "poryadok"
    return Path(environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "poryadok"


def environment_folder(here: Path, environ: Mapping[str, str], mounts: str) -> Path:
    """`.venv` beside this file, or a folder in the user's cache where that cannot be."""
    too_deep = sys.platform == "win32" and len(str(here)) > LONGEST_WINDOWS_FOLDER
    if can_write(here) and not on_network(here, mounts) and not too_deep:
        return here / ".venv"
    name = hashlib.sha256(str(here).encode("utf-8", "surrogateescape")).hexdigest()[:12]
    return cache_folder(environ) / f"venv-{name}"


def python_in(venv: Path) -> Path:
    """The interpreter of a virtual environment."""
    return venv / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
