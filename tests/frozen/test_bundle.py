"""The built program (dist/poryadok, made by `pyinstaller build.spec`) proves itself.

A tier of its own: `pytest -m frozen` after a build; the ordinary test command leaves it out.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.frozen

PROGRAM = (
    Path(__file__).resolve().parents[2]
    / "dist"
    / "poryadok"
    / ("poryadok.exe" if sys.platform == "win32" else "poryadok")
)


def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Start the bundle as a user would, with nothing of the checkout on the path."""
    environ = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL"))}
    environ["QT_QPA_PLATFORM"] = "offscreen"
    return subprocess.run(
        [str(PROGRAM), *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environ,
        timeout=120,
        check=False,
    )


def test_the_bundle_has_everything() -> None:
    done = run("--self-check")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "незашифрованная отвергнута" in done.stdout
    assert "Всё на месте." in done.stdout


def test_the_bundle_checks_a_draft() -> None:
    line = json.dumps({"id": 1, "text": "Звоните 8 (916) 765-43-21", "chat": "1"})
    done = run("--demo", "check", "--batch", stdin=line)
    assert json.loads(done.stdout)["verdict"] == "нельзя", done.stderr


def test_the_bundle_goes_through_the_office_day(tmp_path: Path) -> None:
    done = run("--demo", "tour", "--out", str(tmp_path / "показ"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(list((tmp_path / "показ").rglob("*.pdf"))) >= 5
    assert len(list((tmp_path / "показ").rglob("*.png"))) >= 20
