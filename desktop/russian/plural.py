"""The form of a noun after a number: 1 чат, 2 чата, 5 чатов."""


def plural(n: int, one: str, few: str, many: str) -> str:
    """The form that stands after `n`; a negative number takes the form of its absolute value."""
    n = abs(n)
    if n % 100 in range(11, 15):
        return many
    if n % 10 == 1:
        return one
    return few if n % 10 in range(2, 5) else many


def count(n: int, one: str, few: str, many: str) -> str:
    """The number with its noun: «5 чатов»."""
    return f"{n} {plural(n, one, few, many)}"
