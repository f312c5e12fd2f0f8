"""Platforms where chats and pages live, with their legal status by date.

A status is looked up on the date of the paper or message, not on today: an order of 2019 about
Viber was right then. The rows lie in resources/platforms.toml; each status names its basis, its
source and the date it was checked on. Law behind the statuses: 149-ФЗ, article 10, parts 8–10 (ban
on foreign messengers for personal data since 1 March 2023, list of Roskomnadzor) and the decisions
on single services.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from desktop.paths import RESOURCES
from desktop.reference import _file

FILE = RESOURCES / "platforms.toml"


class PlatformStatus(StrEnum):
    """What the law and life say of a platform on a day."""

    ALLOWED = "allowed"
    CONDITIONAL = "conditional"  # only if the regulation says so, or only with open-page consents
    PD_FORBIDDEN = "pd_forbidden"  # personal data may not be sent
    UNAVAILABLE = "unavailable"
    BANNED = "banned"
    CLOSED = "closed"  # the service no longer exists

    @property
    def word(self) -> str:
        """The Russian word shown to people."""
        return _WORDS[self]


_WORDS = {
    PlatformStatus.ALLOWED: "можно",
    PlatformStatus.CONDITIONAL: "с условиями",
    PlatformStatus.PD_FORBIDDEN: "нельзя для персональных данных",
    PlatformStatus.UNAVAILABLE: "недоступна",
    PlatformStatus.BANNED: "запрещена",
    PlatformStatus.CLOSED: "закрыта",
}

# Where data cannot lawfully go: an unavailable service stays on the list of Roskomnadzor or was
# blocked for a breach, and a closed one keeps nothing a consent could name.
_FORBIDS_DATA = frozenset(
    {
        PlatformStatus.PD_FORBIDDEN,
        PlatformStatus.UNAVAILABLE,
        PlatformStatus.BANNED,
        PlatformStatus.CLOSED,
    }
)


class PlatformKind(StrEnum):
    """Who sees what is posted: decides between consents of article 9 and of article 10.1."""

    CLOSED = "closed"  # a named circle of people
    OPEN = "open"  # anybody
    BOTH = "both"  # chats and public channels


@dataclass(frozen=True)
class StatusRow:
    """The status of a platform from a day on."""

    since: date  # date.min: from the beginning
    status: PlatformStatus
    label: str  # a short Russian sentence for the screen
    basis: str
    source: str
    checked_on: date


@dataclass(frozen=True)
class Platform:
    """A messenger, network or page."""

    id: str
    name: str  # as printed on paper
    aliases: tuple[str, ...]
    owner: str
    kind: PlatformKind
    statuses: tuple[StatusRow, ...]  # in order of `since`; the first one has date.min
    footnote: str = ""  # text the law or caution asks for where the name is printed
    footnote_since: date | None = None

    def status_on(self, day: date) -> StatusRow:
        """The status in force on `day`."""
        return next(row for row in reversed(self.statuses) if row.since <= day)

    def footnote_on(self, day: date) -> str:
        """The footnote a paper of `day` needs when it names the platform; "" when none."""
        if self.footnote_since and day < self.footnote_since:
            return ""
        return self.footnote


def personal_data_forbidden(platform: Platform, day: date) -> bool:
    """Whether personal data may not be sent there on `day`, whatever the consent.

    Source: 149-ФЗ, article 10, part 8 (messengers of the Roskomnadzor list, since 1.03.2023); bans,
    blocking and closure of single services by the rows of the reference.
    """
    return platform.status_on(day).status in _FORBIDS_DATA


@cache
def platforms() -> Mapping[str, Platform]:
    """The platforms shipped with the program, by id, in the order of the file."""
    return read(FILE)


def read(path: Path) -> dict[str, Platform]:
    """Platforms from a TOML file shaped like resources/platforms.toml.

    Raises UserError naming file, line and field when the file is bad, an id repeats or one name
    leads to two platforms.
    """
    table = _file.read(path)
    found: dict[str, Platform] = {}
    names: dict[str, str] = {}
    for row in table.tables("platform"):
        platform = _platform(row)
        if platform.id in found:
            raise row.complaint("id", f"обозначение «{platform.id}» уже занято")
        for name in (platform.id, platform.name, *platform.aliases):
            key = name_key(name)
            if not key:
                raise row.complaint("aliases", f"в названии «{name}» нет ни буквы, ни цифры")
            if names.setdefault(key, platform.id) != platform.id:
                raise row.complaint("aliases", f"название «{name}» уже ведёт к «{names[key]}»")
        found[platform.id] = platform
    table.finish()
    if not found:
        raise table.complaint("platform", "в файле нет ни одной платформы")
    return found


def _platform(table: _file.Table) -> Platform:
    statuses = tuple(_status(row) for row in table.tables("status"))
    if not statuses:
        raise table.complaint("status", "у платформы нет ни одного статуса")
    days = [row.since for row in statuses]
    if days[0] != date.min:
        raise table.complaint("status", "у первого статуса даты from быть не должно")
    if sorted(set(days)) != days:
        raise table.complaint(
            "status", "статусы должны идти по возрастанию даты from, без повторов"
        )
    platform = Platform(
        id=table.text("id", longest=40),
        name=table.text("name", longest=100),
        aliases=table.texts("aliases"),
        owner=table.text("owner", longest=100),
        kind=PlatformKind(table.choice("kind", list(PlatformKind))),
        statuses=statuses,
        footnote=table.optional_text("footnote", longest=300),
        footnote_since=table.optional_day("footnote_from"),
    )
    table.finish()
    return platform


def _status(table: _file.Table) -> StatusRow:
    row = StatusRow(
        since=table.optional_day("from") or date.min,
        status=PlatformStatus(table.choice("status", list(PlatformStatus))),
        label=table.text("label", longest=200),
        basis=table.text("basis", longest=400),
        source=table.text("source", longest=400),
        checked_on=table.day("checked_on"),
    )
    table.finish()
    return row


def find(text: str, among: Mapping[str, Platform] | None = None) -> Platform | None:
    """The platform whose id, name or alias is `text`, or None.

    Letter case, ё/е, spaces and punctuation do not matter: «В Контакте», «вконтакте», «ВК.».
    `among` replaces the shipped platforms by those of the office.
    """
    if among is not None:
        return _by_name(among).get(name_key(text))
    return _shipped_by_name().get(name_key(text))


def name_key(text: str) -> str:
    """What of a platform's name is compared: letters and digits, folded."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return "".join(sign for sign in folded if sign.isalnum())


def _by_name(among: Mapping[str, Platform]) -> dict[str, Platform]:
    return {
        name_key(name): platform
        for platform in among.values()
        for name in (platform.id, platform.name, *platform.aliases)
    }


@cache
def _shipped_by_name() -> dict[str, Platform]:
    return _by_name(platforms())
