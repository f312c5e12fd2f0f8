"""The program's log file: times, events, exception types and frames; never names or texts."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

_LOG = logging.getLogger("poryadok")


def start(folder: Path) -> None:
    """Write to `folder`/logs/poryadok.log from now on: three files of at most 500 kB."""
    place = folder / "logs"
    try:
        place.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            place / "poryadok.log", maxBytes=500_000, backupCount=2, encoding="utf-8", delay=True
        )
    except OSError:
        return  # a program without a log is better than no program
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    stop()
    _LOG.addHandler(handler)
    _LOG.setLevel(logging.INFO)
    _LOG.propagate = False


def stop() -> None:
    """Close the file."""
    for handler in list(_LOG.handlers):
        _LOG.removeHandler(handler)
        handler.close()


def write(text: str) -> None:
    """One line. The caller gives no personal data: ids, types, places in the code."""
    if _LOG.handlers:
        _LOG.info("%s", text)
