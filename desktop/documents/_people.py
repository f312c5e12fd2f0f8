"""People and groups of the base as papers name them: every case that a paper may need."""

from dataclasses import dataclass
from datetime import date

from desktop.documents._office import lower
from desktop.errors import UserError
from desktop.models import Child, Employee, Guardian
from desktop.russian.cases import Case
from desktop.russian.names import FullName, full, initials_first, surname_first
from desktop.russian.posts import decline_post
from desktop.russian.terms import terms


@dataclass(frozen=True)
class Named:
    """A person: full name in four cases, initials, post in three cases (empty when unknown)."""

    nom: str
    acc: str
    dat: str
    gen: str
    initials: str  # «И. О. Фамилия»
    short: str  # «Фамилия И. О.»
    short_acc: str
    post: str = ""
    post_acc: str = ""
    post_dat: str = ""

    @property
    def titled_acc(self) -> str:
        """«старшего воспитателя Зимину Ольгу Петровну»."""
        return f"{self.post_acc} {self.acc}".strip()

    @property
    def titled_dat(self) -> str:
        """«старшему воспитателю Зиминой Ольге Петровне»."""
        return f"{self.post_dat} {self.dat}".strip()


def named(person: Child | Employee | Guardian) -> Named:
    """The names of a record; the post of an employee too."""
    name = FullName(person.last, person.first, person.middle, person.sex)
    post = lower(person.position.strip()) if isinstance(person, Employee) else ""
    return Named(
        full(name),
        full(name, Case.ACC),
        full(name, Case.DAT),
        full(name, Case.GEN),
        initials_first(name),
        surname_first(name),
        surname_first(name, Case.ACC),
        post,
        decline_post(post, Case.ACC) if post else "",
        decline_post(post, Case.DAT) if post else "",
    )


def employee(ident: int) -> Employee:
    """The record of an employee. Raises UserError when it is gone."""
    record = Employee.get_or_none(Employee.id == ident)
    if record is None:
        raise UserError("Работника, указанного в приказе, больше нет в списке: выберите другого.")
    return record


def group_title(kind: str, title: str, case: Case = Case.NOM) -> str:
    """«группа «Ромашка»», «класс 3 «А»» in a case; a title that says so itself stays as it is."""
    word = terms(kind).group
    stem = word()[:-1].casefold()
    if stem in title.casefold():
        return title
    quoted = title if title[:1].isdigit() or "«" in title else f"«{title}»"
    return f"{word(case)} {quoted}"


def full_years(since: date, day: date) -> int:
    """Whole years from one date to another; 0 when it lies ahead."""
    years = day.year - since.year - ((day.month, day.day) < (since.month, since.day))
    return max(years, 0)
