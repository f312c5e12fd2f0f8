"""Legal acts named in the program: number, date, term and the day they were checked.

The rows lie in resources/legal.toml. A letter or a standard recommends and binds nobody, so each
row says whether the act is binding. Titles are shortened where the official one fills a page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from desktop.paths import RESOURCES
from desktop.reference import _file

FILE = RESOURCES / "legal.toml"


@dataclass(frozen=True)
class LegalAct:
    """A law, order, letter or standard, or one article of a code."""

    id: str
    kind: str  # «Федеральный закон», «Приказ Роскомнадзора», «ГОСТ Р»
    number: str
    signed_on: date | None  # None for a standard: its number holds the year
    title: str
    article: str  # the article meant, for codes; else ""
    short: str  # as it is called in a remark: «152-ФЗ»
    backs: str  # what it backs in the program
    binding: bool  # False for letters and standards, which recommend
    valid_from: date | None
    valid_until: date | None  # the last day in force when a term is known
    checked_on: date
    source: str
    note: str

    def in_force_on(self, day: date) -> bool:
        """Whether the act is in force on `day`, as far as the reference knows its terms."""
        begins = self.valid_from or self.signed_on or date.min
        return begins <= day <= (self.valid_until or date.max)

    @property
    def cited(self) -> str:
        """«Федеральный закон от 27.07.2006 № 152-ФЗ «О персональных данных»».

        A code is cited by article, a standard by its number with the year.
        """
        if self.article:
            return f"{self.kind}, статья {self.article}"
        parts = [self.kind]
        if self.signed_on:
            parts.append(f"от {self.signed_on:%d.%m.%Y}")
            parts.append(f"№ {self.number}")
        else:
            parts.append(self.number)
        if self.title:
            parts.append(f"«{self.title}»")
        return " ".join(parts)


@cache
def acts() -> Mapping[str, LegalAct]:
    """The legal acts shipped with the program, by id, in the order of the file."""
    return read(FILE)


def cite(id: str) -> str:
    """How the act is named in a paper: «Федеральный закон от … № … «…»».

    Raises KeyError for an id the reference does not have: such an id is our bug.
    """
    return acts()[id].cited


def ending_before(day: date) -> tuple[LegalAct, ...]:
    """Acts whose known term ends before `day`: forms made by them must be looked at again."""
    return tuple(act for act in acts().values() if act.valid_until and act.valid_until < day)


def read(path: Path) -> dict[str, LegalAct]:
    """Legal acts from a TOML file shaped like resources/legal.toml.

    Raises UserError naming file, line and field when the file is bad or an id repeats.
    """
    table = _file.read(path)
    found: dict[str, LegalAct] = {}
    for row in table.tables("act"):
        act = _act(row)
        if act.id in found:
            raise row.complaint("id", f"обозначение «{act.id}» уже занято")
        found[act.id] = act
    table.finish()
    if not found:
        raise table.complaint("act", "в файле нет ни одного акта")
    return found


def _act(table: _file.Table) -> LegalAct:
    act = LegalAct(
        id=table.text("id", longest=40),
        kind=table.text("kind", longest=120),
        number=table.text("number", longest=60),
        signed_on=table.optional_day("date"),
        title=table.optional_text("title", longest=300),
        article=table.optional_text("article", longest=20),
        short=table.text("short", longest=60),
        backs=table.text("backs", longest=200),
        binding=table.flag("binding", True),
        valid_from=table.optional_day("valid_from"),
        valid_until=table.optional_day("valid_until"),
        checked_on=table.day("checked_on"),
        source=table.text("source", longest=200),
        note=table.optional_text("note", longest=300),
    )
    table.finish()
    if act.valid_from and act.valid_until and act.valid_until < act.valid_from:
        raise table.complaint("valid_until", "конец действия раньше начала")
    return act
