"""People to choose from when an administrator or a member is recorded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from desktop import clock
from desktop.operations import guardians, participants, staff
from desktop.operations._operation import Session
from desktop.operations.administrators import years_between
from desktop.russian.folding import fold
from desktop.russian.plural import count
from desktop.ui.form import Pick


@dataclass(frozen=True)
class People:
    """Employees, and representatives with those of the chat's own families first."""

    employees: tuple[Pick, ...]
    parents: tuple[Pick, ...]

    @property
    def everybody(self) -> tuple[Pick, ...]:
        """Representatives, then employees; ids are «guardian:7», «employee:3»."""
        return (*self.parents, *self.employees)

    def find(self, ident: str) -> Pick | None:
        """Somebody by id."""
        return next((pick for pick in self.everybody if pick.id == ident), None)


def load(session: Session, chat_id: int) -> People:
    """Who may be chosen for this chat."""
    expected = {row.person for row in participants.participants(session, chat_id)}
    today = clock.today()
    employees = [
        Pick(f"employee:{row.id}", row.name.full, _post(row.position, row.educating_since, today))
        for row in staff.employees(session)
    ]
    parents = [
        Pick(f"guardian:{row.id}", row.name.full, _ward(row.kinship, row.children))
        for row in guardians.guardians(session)
    ]
    parents.sort(key=lambda pick: pick.id not in expected)
    return People(tuple(employees), tuple(parents))


def search(offered: Sequence[Pick]) -> Callable[[str], list[Pick]]:
    """What a `PickField` asks: every typed word must begin a word of the name or of the note."""
    keys = [(pick, fold(f"{pick.title} {pick.note}")) for pick in offered]

    def found(text: str) -> list[Pick]:
        words = fold(text).split()
        return [
            pick
            for pick, key in keys
            if all(any(part.startswith(word) for part in key.split()) for word in words)
        ]

    return found


def _post(position: str, since: date | None, today: date) -> str:
    years = years_between(since, today) if since else None
    told = count(years, "год", "года", "лет") if years else "меньше года"
    return ", ".join(filter(None, (position, f"стаж {told}" if since else "стаж не указан")))


def _ward(kinship: str, children: str) -> str:
    return f"{kinship or 'представитель'}: {children}" if children else "без детей в списках"
