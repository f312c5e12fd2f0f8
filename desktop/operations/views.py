"""Plain frozen rows that operations hand to windows and commands: no record crosses that border."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class NameParts:
    """Names as written in papers; `sex` is m, f or empty."""

    last: str
    first: str
    middle: str = ""
    sex: str = ""

    @property
    def full(self) -> str:
        """«Иванова Анна Петровна» in the nominative."""
        return " ".join(part for part in (self.last, self.first, self.middle) if part)


@dataclass(frozen=True)
class OrganizationData:
    """The institution's requisites; `kind` is kindergarten, school or extra."""

    kind: str
    full_name: str
    short_name: str
    place: str = ""
    address: str = ""
    inn: str = ""
    ogrn: str = ""
    site: str = ""
    email: str = ""
    phone: str = ""
    founder: str = ""


@dataclass(frozen=True)
class HeadData:
    """Who heads the institution: post, names, period of office."""

    position: str
    name: NameParts
    since: date | None = None
    until: date | None = None
