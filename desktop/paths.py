"""Where things lie: program resources and the office's data; only here are such paths made."""

import os
import sys
from pathlib import Path

# Right both from source and in the frozen bundle: resources lie beside `desktop`.
RESOURCES = Path(__file__).resolve().parent.parent / "resources"


def data_dir(chosen: str | None = None) -> Path:
    """The folder with the bases: `--data`, else PORYADOK_DATA, else the user's own place."""
    if chosen:
        return Path(chosen).expanduser().absolute()
    if variable := os.environ.get("PORYADOK_DATA"):
        return Path(variable).expanduser().absolute()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        return base / "Poryadok"
    base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "poryadok"
