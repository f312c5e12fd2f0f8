"""What the checker knows of the office: frozen facts gathered once, with a JSON round trip.

The base fills it (operations), a test writes it by hand; rules see nothing else.
"""

import json
import types
from dataclasses import dataclass, field, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from desktop.reference.calendar import DayKind
from desktop.rules._level import Level
from desktop.russian.names import Sex

CATEGORIES = ("name", "birth_date", "family", "photo", "video", "achievements", "contacts")
CHAT_KINDS = ("institution", "parents", "staff")
SIGNED, REFUSED, WITHDRAWN = "signed", "refused", "withdrawn"


@dataclass(frozen=True)
class Person:
    """A child, guardian or employee. `ref` is «child:12», «guardian:7» or «employee:3»."""

    ref: str
    last: str
    first: str
    middle: str = ""
    sex: Sex = ""  # "m", "f" or "" when the office does not know
    groups: tuple[int, ...] = ()  # of a guardian: the groups of the children
    children: tuple[str, ...] = ()  # refs; guardians only

    @property
    def kind(self) -> str:
        """«child», «guardian» or «employee»."""
        return self.ref.partition(":")[0]


@dataclass(frozen=True)
class Consent:
    """One consent form of one guardian for one child and one resource, with its whole history.

    A decision of the guardian is the last state on or before a date. `chat` None means a resource
    that is not a chat, or a chat named in words only (`resource`).
    """

    number: str
    child: str
    guardian: str
    categories: frozenset[str]
    valid_from: date
    chat: int | None = None
    resource: str = ""
    valid_until: date | None = None  # the last day it holds
    states: tuple[tuple[date, str], ...] = ()


@dataclass(frozen=True)
class HoursRow:
    """The hours of one weekday: Monday is 0; «24:00» may close a day."""

    weekday: int
    opens: str
    closes: str


@dataclass(frozen=True)
class Chat:
    """A chat of the register. `platform` is an id of desktop.reference.platforms."""

    id: int
    title: str
    number: str = ""
    kind: str = "institution"
    platform: str = ""
    closed: bool = True  # nobody outside the list of participants can read it
    groups: tuple[int, ...] = ()
    hours: tuple[HoursRow, ...] = ()
    hours_basis: str = ""  # «протокол родительского собрания от …»
    state: str = ""


@dataclass(frozen=True)
class Group:
    """A group, class or club."""

    id: int
    title: str


@dataclass(frozen=True)
class RuleSetting:
    """What one clause of a regulation decides about one rule. `level` None: the rule's own."""

    rule: str
    enabled: bool = True
    level: Level | None = None
    clause: str = ""
    gist: str = ""
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Regulation:
    """One version of the institution's regulation; the one in force on the draft's date decides."""

    title: str
    title_genitive_short: str = ""  # «Порядка»: «п. 3.2.1 Порядка»
    in_force_from: date | None = None
    in_force_until: date | None = None  # the last day
    settings: tuple[RuleSetting, ...] = ()

    def setting(self, rule: str) -> RuleSetting | None:
        """The setting of a rule, or None where the regulation is silent."""
        return next((s for s in self.settings if s.rule == rule), None)


@dataclass(frozen=True)
class Organization:
    """The institution itself; its own phones, e-mails and sites may be published."""

    names: tuple[str, ...] = ()
    kind: str = "kindergarten"  # "kindergarten", "school" or "extra"
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    address: str = ""
    head: str = ""


@dataclass(frozen=True)
class OfficeView:
    """Everything the checker needs, as it was when it was gathered."""

    organization: Organization = Organization()
    people: tuple[Person, ...] = ()
    groups: tuple[Group, ...] = ()
    consents: tuple[Consent, ...] = ()
    chats: tuple[Chat, ...] = ()
    regulations: tuple[Regulation, ...] = ()
    calendar: tuple[tuple[date, DayKind], ...] = ()  # the office's own changes of the calendar

    def chat(self, number: int | None) -> Chat | None:
        """The chat with this id, if there is one."""
        return next((chat for chat in self.chats if chat.id == number), None)

    def regulation_on(self, day: date) -> Regulation | None:
        """The regulation in force on a date; of several, the one that came into force last."""
        current = [
            regulation
            for regulation in self.regulations
            if (regulation.in_force_from is None or regulation.in_force_from <= day)
            and (regulation.in_force_until is None or day <= regulation.in_force_until)
        ]
        latest = (r.in_force_from or date.min for r in current)
        start = max(latest, default=None)
        same = [r for r in current if (r.in_force_from or date.min) == start]
        return same[-1] if same else None


def to_json(office: OfficeView) -> str:
    """The office as JSON text; `from_json` gives back an equal object."""
    return json.dumps(office, ensure_ascii=False, default=_plain)


def from_json(text: str) -> OfficeView:
    """The office from `to_json`. ValueError, KeyError or TypeError for any other text."""
    office = _restore(OfficeView, json.loads(text))
    if not isinstance(office, OfficeView):
        raise TypeError("not an office")
    return office


def _plain(value: Any) -> Any:
    """What the encoder asks about: one level at a time, the rest it walks by itself."""
    if isinstance(value, RuleSetting):
        return {**vars(value), "level": value.level.word if value.level is not None else None}
    if is_dataclass(value):
        return vars(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(f"an office holds no {type(value).__name__}")


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _restore(kind: Any, value: Any) -> Any:
    """`value` as JSON gave it, turned into the annotated type `kind`."""
    origin = get_origin(kind)
    if origin is Union or origin is types.UnionType:
        if value is None:
            return None
        return _restore(next(a for a in get_args(kind) if a is not type(None)), value)
    if origin is tuple:
        args = get_args(kind)
        if args[-1] is Ellipsis:
            return tuple(_restore(args[0], item) for item in value)
        return tuple(_restore(arg, item) for arg, item in zip(args, value, strict=True))
    if origin is frozenset:
        return frozenset(value)
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{name: _restore(hints[name], item) for name, item in value.items()})
    if kind is Level:
        return Level.from_word(value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if kind is date:
        return date.fromisoformat(value)
    return value
