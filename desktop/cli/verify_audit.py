"""poryadok verify-audit: is the journal of events whole."""

import argparse

from desktop.cli._command import FAILED, OK, Command, opened
from desktop.operations import journal


def configure(parser: argparse.ArgumentParser) -> None:
    """No arguments of its own."""


def run(arguments: argparse.Namespace) -> int:
    """Print what was found for each base: 0 whole, 1 altered, cut off or put back."""
    with opened(arguments) as session:
        verdicts = journal.verify(session)
    for base, verdict in verdicts:
        print(f"{base}: {verdict.sentence}")
    return OK if all(verdict.is_sound for _, verdict in verdicts) else FAILED


COMMAND = Command("verify-audit", "проверить, цел ли журнал событий", configure, run)
