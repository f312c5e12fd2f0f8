"""What the supplied acts say, in one line each: who runs a chat, which hours, how many points."""

from dataclasses import dataclass

from desktop.operations import office
from desktop.operations._operation import Session
from desktop.operations.administrators import ROLES
from desktop.reference import regulations
from desktop.reference.regulations import BindingKind, Profile
from desktop.russian.plural import count

_FOR = {"kindergarten": "детский сад", "school": "школа", "extra": "доп. образование"}


@dataclass(frozen=True)
class Summary:
    """An act to choose: its title and what is peculiar to it."""

    id: str
    title: str
    words: str


def summaries(session: Session, kind: str) -> tuple[Summary, ...]:
    """The supplied acts, those made for this kind of institution first."""
    known = regulations.profiles()
    made = [known[ident] for ident, _, _ in office.profiles(session)]
    made.sort(key=lambda profile: profile.institution != kind)
    return tuple(Summary(p.id, p.title, describe(p)) for p in made)


def describe(profile: Profile) -> str:
    """«Детский сад · 32 пункта. Чат ведут: … Часы: …»."""
    institution = _FOR[profile.institution]
    points = count(len(profile.clauses), "пункт", "пункта", "пунктов")
    return f"{institution.capitalize()} · {points}. {_runs(profile)} {_hours(profile)}"


def _runs(profile: Profile) -> str:
    roles = [ROLES[binding.id] for _, binding in profile.bound(BindingKind.ROLE)]
    if not roles:
        return "Кто ведёт чат, акт не говорит."
    years = [b.value for _, b in profile.bound(BindingKind.REQUIREMENT, "experience-years")]
    asked = f", стаж от {count(years[0], 'года', 'лет', 'лет')}" if years and years[0] else ""
    return f"Чат ведут: {', '.join(roles)}{asked}."


def _hours(profile: Profile) -> str:
    rules = [binding for _, binding in profile.bound(BindingKind.RULE, "quiet-hours")]
    if not rules:
        return "Часы переписки не названы."
    hours = rules[0].params
    if "opens" in hours:
        return f"Писать с {hours['opens']} до {hours['closes']}."
    return "Часы – по решению собрания, из карточки чата."
