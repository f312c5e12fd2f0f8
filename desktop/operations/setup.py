"""The institution described in one TOML file: for `poryadok init` and for the demonstration.

The format is documented in README and shown in examples/office.toml. Everything is read and
checked before the first base is made, so that a wrong file leaves nothing behind.
"""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from desktop import clock
from desktop.errors import UserError
from desktop.operations import access, chats, groups, office, staff
from desktop.operations._operation import Actor, Session, requires
from desktop.operations.chats import ChatData, HoursLine
from desktop.operations.permissions import SECRETARY, Permission
from desktop.operations.staff import EmployeeData
from desktop.operations.views import HeadData, NameParts, OrganizationData
from desktop.reference import platforms, regulations
from desktop.russian.dates import school_year
from desktop.russian.folding import fold
from desktop.security.passwords import check_password
from desktop.security.slots import Cost

WEEKDAYS = {"пн": 0, "вт": 1, "ср": 2, "чт": 3, "пт": 4, "сб": 5, "вс": 6}
_ROLES = {"секретарь": "secretary", "руководитель": "head", "педагог": "teacher"}


@dataclass(frozen=True)
class PlannedChat:
    """A chat of the file with the state it is in already."""

    data: ChatData
    group_titles: tuple[str, ...]
    state: str
    on_date: date
    basis: str


@dataclass(frozen=True)
class Plan:
    """What the file says, checked."""

    organization: OrganizationData
    head: HeadData | None
    bodies: tuple[str, ...]
    profile: str
    regulation: dict[str, Any]
    groups: tuple[tuple[str, int, str], ...]  # title, year, teacher's full name
    staff: tuple[EmployeeData, ...]
    chats: tuple[PlannedChat, ...]
    login: str
    role: str


def read_plan(path: Path) -> Plan:
    """The checked content of a file. Raises UserError naming the file, the table and the field."""
    try:
        told = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError:
        raise UserError(f"Файл «{path.name}» не читается: проверьте имя и права на него.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(f"Файл «{path.name}» не в формате TOML: {_place(error)}.") from None
    return _Reader(path.name).plan(told)


def create_from(
    folder: Path, plan: Plan, password: str, cost: Cost | None = None
) -> tuple[Session, str]:
    """Make the office in `folder` as planned; returns the session and the recovery key."""
    known = (plan.organization.short_name, plan.organization.full_name)
    check_password(password, (*known, plan.login))
    session, recovery = access.create_office(
        folder, plan.login, password, plan.role, known_words=known, cost=cost
    )
    apply(session, plan)
    return session, recovery


def apply(session: Session, plan: Plan) -> None:
    """Enter what the plan says into an open, empty office.

    Whoever founds the office does it with the secretary's rights, in one deed.
    """
    founder = session.actor
    session.actor = Actor(founder.login, SECRETARY)
    try:
        in_one_deed(session, lambda: _enter(session, plan))
    finally:
        session.actor = founder


@requires(Permission.OFFICE_WRITE, deed="Организация заведена по файлу", undoable=False)
def in_one_deed(session: Session, fill: Callable[[], None]) -> None:
    """Run many operations as one deed: one transaction, one audit row, one publication."""
    fill()


def _enter(session: Session, plan: Plan) -> None:
    office.save_organization(session, plan.organization)
    if plan.head is not None:
        office.save_head(session, plan.head)
    if plan.bodies:
        office.save_bodies(session, plan.bodies)
    office.adopt_profile(session, plan.profile, **plan.regulation)
    people = {fold(e.name.full): staff.save_employee(session, e) for e in plan.staff}
    made = {}
    for title, year, teacher in plan.groups:
        made[fold(title)] = groups.save_group(session, title, year, people.get(fold(teacher)))
    for planned in plan.chats:
        ids = tuple(made[fold(title)] for title in planned.group_titles)
        chat = chats.save_chat(session, replace(planned.data, group_ids=ids))
        if planned.state != "project":
            chats.record_state(
                session, chat, planned.state, planned.on_date, "внесён при установке", planned.basis
            )


def _place(error: Exception) -> str:
    text = str(error)
    line = text.rpartition("line ")[2].split(",")[0].rstrip(")")
    return f"ошибка в строке {line}" if line.isdecimal() else "сохраните его в кодировке UTF-8"


class _Reader:
    """Takes the tables apart and says where something is wrong."""

    def __init__(self, file: str) -> None:
        self.file = file

    def wrong(self, place: str, what: str) -> UserError:
        return UserError(f"Файл «{self.file}», {place}: {what}.")

    def plan(self, told: dict[str, Any]) -> Plan:
        known = ("organization", "head", "regulation", "user", "group", "employee", "chat")
        for name in told:
            if name not in known:
                raise self.wrong(f"[{name}]", f"такого раздела нет, бывают: {', '.join(known)}")
        groups_told = self._groups(told.get("group", []))
        titles = {fold(title) for title, _, _ in groups_told}
        employees = tuple(self._employee(e) for e in self._tables(told, "employee"))
        names = {fold(e.name.full) for e in employees}
        for title, _, teacher in groups_told:
            if teacher and fold(teacher) not in names:
                raise self.wrong(
                    f"[[group]] «{title}»", f"нет работника «{teacher}» в [[employee]]"
                )
        organization = self._table(told, "organization")
        regulation = self._table(told, "regulation", required=False)
        profile = self.text(regulation, "regulation", "profile", default="000")
        if profile not in regulations.profiles():
            known_profiles = ", ".join(regulations.profiles())
            raise self.wrong("[regulation] profile", f"бывает {known_profiles}")
        user = self._table(told, "user", required=False)
        return Plan(
            organization=self._organization(organization),
            head=self._head(told),
            bodies=self._list(organization, "bodies", "[organization]"),
            profile=profile,
            regulation={
                "title": self.text(regulation, "regulation", "title", default=""),
                "order_number": self.text(regulation, "regulation", "order_number", default=""),
                "approved_on": self.day(regulation, "regulation", "approved_on"),
                "in_force_from": self.day(regulation, "regulation", "in_force_from"),
            },
            groups=groups_told,
            staff=employees,
            chats=self._chats(told, titles),
            login=self.text(user, "user", "login", default="Секретарь"),
            role=self._role(self.text(user, "user", "role", default="secretary")),
        )

    def text(self, table: dict[str, Any], place: str, key: str, default: str | None = None) -> str:
        value = table.get(key, default)
        if value is None or (default is None and not str(value).strip()):
            raise self.wrong(f"[{place}] {key}", "впишите значение")
        if not isinstance(value, str | int):
            raise self.wrong(f"[{place}] {key}", "нужна строка в кавычках")
        return str(value).strip()

    def day(self, table: dict[str, Any], place: str, key: str) -> date | None:
        value = table.get(key)
        if value is None:
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        from desktop.russian.dates import parse_date

        parsed = parse_date(str(value))
        if parsed is None:
            raise self.wrong(f"[{place}] {key}", f"дата «{value}» не читается, пример: 2026-09-01")
        return parsed

    def _table(self, told: dict[str, Any], name: str, required: bool = True) -> dict[str, Any]:
        table = told.get(name)
        if table is None and not required:
            return {}
        if not isinstance(table, dict):
            raise self.wrong(f"[{name}]", "нужен раздел с этим названием")
        return table

    def _tables(self, told: dict[str, Any], name: str) -> list[dict[str, Any]]:
        tables = told.get(name, [])
        if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
            raise self.wrong(f"[[{name}]]", "нужны разделы в двойных квадратных скобках")
        return tables

    def _organization(self, table: dict[str, Any]) -> OrganizationData:
        kind = self._one_of(
            self.text(table, "organization", "kind"), office.KINDS, "[organization] kind"
        )
        optional = ("place", "address", "inn", "ogrn", "site", "email", "phone", "founder")
        data = OrganizationData(
            kind=kind,
            full_name=self.text(table, "organization", "full_name"),
            short_name=self.text(table, "organization", "short_name"),
            **{key: self.text(table, "organization", key, default="") for key in optional},
        )
        office.check_inn(data.inn)
        office.check_ogrn(data.ogrn)
        return data

    def _head(self, told: dict[str, Any]) -> HeadData | None:
        if "head" not in told:
            return None
        table = self._table(told, "head")
        data = HeadData(
            self.text(table, "head", "position"),
            self._name(self.text(table, "head", "name"), "[head] name"),
            self.day(table, "head", "since"),
            self.day(table, "head", "until"),
        )
        office.check_head(data)
        return data

    def _groups(self, tables: Any) -> tuple[tuple[str, int, str], ...]:
        rows = []
        for table in self._tables({"group": tables}, "group"):
            title = self.text(table, "group", "title")
            year = table.get("year", school_year(clock.today()))
            if not isinstance(year, int) or not 2000 <= year <= 2100:
                raise self.wrong(f"[[group]] «{title}» year", "нужен год начала, например 2026")
            rows.append((title, year, self.text(table, "group", "teacher", default="")))
        titles = [fold(title) for title, _, _ in rows]
        if len(set(titles)) < len(titles):
            raise self.wrong("[[group]]", "одно название встречается дважды")
        return tuple(rows)

    def _employee(self, table: dict[str, Any]) -> EmployeeData:
        return EmployeeData(
            self._name(self.text(table, "employee", "name"), "[[employee]] name"),
            self.text(table, "employee", "position", default=""),
            self.day(table, "employee", "hired_on"),
            self.day(table, "employee", "educating_since"),
        )

    def _chats(self, told: dict[str, Any], titles: set[str]) -> tuple[PlannedChat, ...]:
        planned = tuple(self._chat(c, titles) for c in self._tables(told, "chat"))
        numbers = [fold(chat.data.number) for chat in planned if chat.data.number]
        if len(set(numbers)) < len(numbers):
            raise self.wrong("[[chat]] id", "один номер стоит у двух чатов")
        return planned

    def _list(self, table: dict[str, Any], key: str, place: str) -> tuple[str, ...]:
        told = table.get(key, [])
        if not isinstance(told, list) or not all(isinstance(item, str) for item in told):
            raise self.wrong(f"{place} {key}", 'нужен список в квадратных скобках, пример: ["А"]')
        return tuple(told)

    def _flag(self, table: dict[str, Any], key: str, place: str) -> bool:
        told = table.get(key, True)
        if not isinstance(told, bool):
            raise self.wrong(f"{place} {key}", "бывает true (да) или false (нет)")
        return told

    def _chat(self, table: dict[str, Any], titles: set[str]) -> PlannedChat:
        title = self.text(table, "chat", "title")
        place = f"[[chat]] «{title}»"
        platform = platforms.find(self.text(table, "chat", "platform", default="max"))
        if platform is None:
            known = ", ".join(platforms.platforms())
            raise self.wrong(f"{place} platform", f"бывает {known}")
        wanted = self._list(table, "groups", place)
        for group in wanted:
            if fold(str(group)) not in titles:
                raise self.wrong(f"{place} groups", f"нет группы «{group}» в [[group]]")
        state = self.text(table, "chat", "state", default="project")
        starts, ends = self.day(table, "chat", "term_from"), self.day(table, "chat", "term_until")
        if starts and ends and ends < starts:
            raise self.wrong(f"{place} term_until", "срок кончается раньше, чем начался")
        return PlannedChat(
            ChatData(
                title=title,
                number=self.text(table, "chat", "id", default=""),
                kind=self._one_of(
                    self.text(table, "chat", "kind", default="institution"),
                    chats.KINDS,
                    f"{place} kind",
                ),
                platform=platform.id,
                is_closed=self._flag(table, "closed", place),
                purpose=self.text(table, "chat", "purpose", default=""),
                link=self.text(table, "chat", "link", default=""),
                hours=self._hours(table.get("hours", {}), place),
                hours_basis=self.text(table, "chat", "hours_basis", default=""),
                term_from=starts,
                term_until=ends,
            ),
            wanted,
            self._one_of(state, chats.STATES, f"{place} state"),
            self.day(table, "chat", "since") or clock.today(),
            self.text(table, "chat", "basis", default=""),
        )

    def _hours(self, told: Any, place: str) -> tuple[HoursLine, ...]:
        """«пн-пт» = "08:00-19:00"; several spans a day by commas."""
        if isinstance(told, str):
            told = {"пн-вс": told}
        if not isinstance(told, dict):
            raise self.wrong(f"{place} hours", 'пример: {"пн-пт" = "08:00-19:00"}')
        lines = []
        for days, spans in told.items():
            first, _, last = fold(days).partition("-")
            if first not in WEEKDAYS or (last or first) not in WEEKDAYS:
                raise self.wrong(f"{place} hours", f"«{days}» – не день недели, пример: пн-пт")
            if WEEKDAYS[last or first] < WEEKDAYS[first]:
                raise self.wrong(f"{place} hours", f"«{days}»: неделя начинается с понедельника")
            for span in str(spans).split(","):
                opens, _, closes = span.strip().replace("–", "-").partition("-")
                for weekday in range(WEEKDAYS[first], WEEKDAYS[last or first] + 1):
                    lines.append(HoursLine(weekday, opens.strip(), closes.strip()))
        for line in lines:
            chats.check_hours(line)
        return tuple(lines)

    def _role(self, told: str) -> str:
        role = _ROLES.get(fold(told), told)
        if role not in ("secretary", "head"):
            raise self.wrong("[user] role", "бывает secretary (секретарь) или head (руководитель)")
        return role

    def _one_of(self, told: str, known: dict[str, str], place: str) -> str:
        """An id of the table by itself or by its Russian title."""
        for ident, title in known.items():
            if fold(told) in (fold(ident), fold(title)):
                return ident
        raise self.wrong(place, f"бывает {', '.join(known)}")

    def _name(self, text: str, place: str) -> NameParts:
        words = text.split()
        if len(words) < 2:
            raise self.wrong(place, "нужны фамилия, имя и отчество")
        return NameParts(words[0], words[1], " ".join(words[2:]))
