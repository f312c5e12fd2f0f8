"""Chats of the register as papers print them: groups, platform on a date, administrators."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop.documents._people import Named, group_title, named
from desktop.errors import UserError
from desktop.models import Administrator, Chat, Group
from desktop.reference.platforms import personal_data_forbidden, platforms

STATES = {
    "project": "проект",
    "consents": "сбор согласий",
    "order": "приказ",
    "open": "открыт",
    "paused": "приостановлен",
    "closed": "закрыт",
}
KINDS = {
    "institution": "чат учреждения",
    "parents": "чат родителей",
    "staff": "чат работников",
}


@dataclass(frozen=True)
class PlatformLine:
    """A platform as it stood on the day of the paper; `warning` when data may not go there."""

    name: str
    owner: str = ""
    footnote: str = ""
    warning: str = ""


@dataclass(frozen=True)
class ChatLine:
    """A chat as papers name it."""

    number: str
    title: str
    kind: str
    groups: str  # «группа «Ромашка», группа «Пчёлка»»
    platform: PlatformLine
    is_closed: bool
    purpose: str
    administrators: tuple[str, ...]  # «Лаптева В. И.»
    term_from: str  # ISO or ""
    term_until: str


def chosen(chats: Iterable[int]) -> list[Chat]:
    """The records, in the order of the register. Raises UserError for none or a missing one."""
    ids = list(dict.fromkeys(chats))
    if not ids:
        raise UserError("Выберите хотя бы один чат, чтобы составить документ.")
    records = list(Chat.select().where(Chat.id.in_(ids)))
    if len(records) != len(ids):
        raise UserError("Одного из выбранных чатов больше нет в реестре: обновите список.")
    return sorted(records, key=lambda record: natural(record.number))


def natural(number: str) -> tuple[tuple[int, str], ...]:
    """A key by which «10» stands after «9»."""
    found: list[tuple[int, str]] = []
    digits = ""
    for sign in number + " ":
        if sign.isdecimal():
            digits += sign
            continue
        if digits:
            found.append((int(digits), ""))
            digits = ""
        found.append((0, sign))
    return tuple(found)


def platform_line(ident: str, day: date) -> PlatformLine:
    """The platform's name, owner, footnote and warning on that day; the id when unknown."""
    platform = platforms().get(ident)
    if platform is None:
        return PlatformLine(ident)
    status = platform.status_on(day)
    forbidden = personal_data_forbidden(platform, day)
    return PlatformLine(
        platform.name,
        platform.owner,
        platform.footnote_on(day),
        status.label if forbidden else "",
    )


def chat_line(record: Chat, kind: str, day: date) -> ChatLine:
    """The chat with its groups and the administrators in office on that day or later."""
    titles = [
        group_title(kind, link.group.title)
        for link in record.groups.join(Group).order_by(Group.title)
    ]
    return ChatLine(
        record.number,
        record.title,
        record.kind,
        ", ".join(titles),
        platform_line(record.platform, day),
        bool(record.is_closed),
        record.purpose,
        tuple(
            person(row).short for row in appointed(record, day) if not row.is_substitute
        ),
        record.term_from.isoformat() if record.term_from else "",
        record.term_until.isoformat() if record.term_until else "",
    )  # fmt: skip


def appointed(record: Chat, day: date) -> list[Administrator]:
    """The chat's own administrators and substitutes whose term has not ended by that day."""
    rows = record.administrators.order_by(Administrator.is_substitute, Administrator.id)
    return [
        row for row in rows if (row.until is None or day <= row.until) and row.role != "curator"
    ]


def person(row: Administrator) -> Named:
    """The names of who was appointed."""
    return named(row.employee if row.employee_id else row.guardian)


def footnote_marks(lines: Iterable[PlatformLine]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Marks «¹», «²» by platform name and the footnotes in that order; equal texts share a mark."""
    signs = "¹²³⁴⁵⁶⁷⁸⁹"
    notes: list[str] = []
    marks: dict[str, str] = {}
    for line in lines:
        if line.footnote:
            if line.footnote not in notes:
                notes.append(line.footnote)
            marks[line.name] = signs[min(notes.index(line.footnote), len(signs) - 1)]
    return marks, tuple(f"{signs[min(i, len(signs) - 1)]} {note}" for i, note in enumerate(notes))
