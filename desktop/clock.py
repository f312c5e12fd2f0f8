"""The only source of the present moment, so that tests can stand at any date."""

from datetime import date, datetime


def now() -> datetime:
    """The present moment with the local UTC offset."""
    return datetime.now().astimezone()


def today() -> date:
    """The local calendar date."""
    return now().date()
