"""The command line in this process: `poryadok("check", …)` gives code, output and errors."""

import io
import sys
from pathlib import Path

import make
import pytest
from conftest_cli import Answer, Run

from desktop.__main__ import main


@pytest.fixture
def poryadok(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path
) -> Run:
    """Run one command on the filled office (or with --demo); `stdin` is what is typed or piped."""
    monkeypatch.setenv("PORYADOK_PASSWORD", make.PASSWORD)
    monkeypatch.setenv("PORYADOK_DATA", str(folder))

    def run(*arguments: str, stdin: str | bytes = "") -> Answer:
        raw = stdin.encode() if isinstance(stdin, str) else stdin
        stream = io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8")
        monkeypatch.setattr(sys, "stdin", stream)
        capsys.readouterr()
        try:
            code = main(list(arguments))
        except SystemExit as left:
            code = int(left.code or 0)
        told = capsys.readouterr()
        return Answer(code, told.out, told.err)

    return run
