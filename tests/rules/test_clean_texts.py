"""Real-looking announcements must stay without any remark in a school of nasty surnames."""

from pathlib import Path

import pytest
from invented import invented_office

from desktop.rules._check import Checker
from desktop.rules._rule import Draft

LINES = (Path(__file__).parent / "clean_texts.txt").read_text("utf-8").splitlines()


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(invented_office())


def test_there_are_enough_of_them() -> None:
    assert len(LINES) >= 60
    assert len(set(LINES)) == len(LINES)


@pytest.mark.parametrize("line", LINES)
def test_clean(checker: Checker, line: str) -> None:
    verdict = checker.check(Draft(line, chat=1))
    assert verdict.findings == ()
    assert verdict.sentence == "Можно отправлять"
    assert checker.check(Draft(line)).findings == ()


def test_the_whole_file_as_one_message(checker: Checker) -> None:
    """Lines must not be read together into a name."""
    assert checker.check(Draft("\n".join(LINES), chat=1)).findings == ()
