"""Failures a person can mend; everything else is our bug and may crash."""


class UserError(Exception):
    """An expected failure. `str(error)` is one Russian sentence: what happened and what to do."""


class Denied(UserError):
    """The actor's role does not allow the operation (trust.md 4.5). Every denial is audited."""
