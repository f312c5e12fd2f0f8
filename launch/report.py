"""What the user sees while the program is being set up."""

from __future__ import annotations

import sys


class SetupError(Exception):
    """The set-up cannot go on; the text says in Russian what happened and what to do."""


def say(text: str) -> None:
    """Prints one line of progress at once (the child's output must not overtake it)."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
