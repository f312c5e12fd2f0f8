"""What the base says of the institution on a date: requisites, head, regulation. Only reads."""

import json
import re
from dataclasses import dataclass
from datetime import date

from desktop.errors import UserError
from desktop.models import Clause, HeadTerm, Organization, Regulation
from desktop.russian.cases import Case
from desktop.russian.dates import numeric
from desktop.russian.names import FullName, initials_first
from desktop.russian.posts import decline_post

_GENITIVES = {
    "Порядок": "Порядка",
    "Положение": "Положения",
    "Правила": "Правил",
    "Инструкция": "Инструкции",
    "Регламент": "Регламента",
}
_POINT = re.compile(r"\d+(?:\.\d+)*")


@dataclass(frozen=True)
class Office:
    """The institution as its papers print it; `kind` is kindergarten, school or extra."""

    kind: str
    full_name: str
    short_name: str
    place: str = ""
    address: str = ""
    inn: str = ""
    ogrn: str = ""
    founder: str = ""


@dataclass(frozen=True)
class Signer:
    """The head who signs: post as beside the signature, in the genitive, «И. О. Фамилия»."""

    post: str = ""
    post_gen: str = ""
    name: str = ""


@dataclass(frozen=True)
class Act:
    """The regulation as a paper refers to it, in the genitive; empty when there is none.

    `title_gen`: «Порядка общения …, утверждённого приказом от 01.09.2026 № 41-ОД»;
    `word_gen`: «Порядка»; `points`: the points that ask for this very paper.
    """

    title_gen: str = ""
    word_gen: str = ""
    points: tuple[str, ...] = ()


def office() -> Office:
    """The institution's requisites. Raises UserError before they were entered."""
    record = Organization.select().first()
    if record is None:
        raise UserError("Сведения об организации не заполнены: внесите их в разделе «Настройки».")
    return Office(
        record.kind,
        record.full_name,
        record.short_name,
        record.place,
        record.address,
        record.inn,
        record.ogrn,
        record.founder,
    )


def head_on(day: date) -> Signer:
    """The head in office on that date; an empty signer when nobody is recorded."""
    for row in HeadTerm.select().order_by(HeadTerm.since.desc(), HeadTerm.id.desc()):
        if (row.since is None or row.since <= day) and (row.until is None or day <= row.until):
            name = FullName(row.last, row.first, row.middle, row.sex)
            return Signer(
                capital(row.position),
                decline_post(lower(row.position), Case.GEN),
                initials_first(name),
            )
    return Signer()


def regulation_on(day: date) -> Regulation | None:
    """The regulation in force on that date, the newest of several."""
    for row in Regulation.select().order_by(Regulation.id.desc()):
        if (row.in_force_from is None or row.in_force_from <= day) and (
            row.in_force_until is None or day <= row.in_force_until
        ):
            return row
    return None


def act_on(day: date, document: str) -> Act:
    """The regulation in force and its points that ask for the paper `document`."""
    record = regulation_on(day)
    if record is None:
        return Act()
    word = record.kind_word
    word_gen = _GENITIVES.get(word, word)
    title = record.title.strip()
    if title.casefold().startswith(word.casefold()):
        title_gen = word_gen + title[len(word) :]
    else:
        title_gen = f"{word_gen} «{title}»"
    if record.approved_on and record.order_number:
        approved = "утверждённых" if word == "Правила" else "утверждённого"
        if word == "Инструкция":
            approved = "утверждённой"
        title_gen += (
            f", {approved} приказом от {numeric(record.approved_on)} № {record.order_number}"
        )
    return Act(title_gen, word_gen, points_for(record, "document", document))


def points_for(record: Regulation, kind: str, ident: str) -> tuple[str, ...]:
    """Numbers of the points of a regulation that bind the thing, each once, in order."""
    found: dict[str, None] = {}
    for row in record.clauses.where(Clause.enabled).order_by(Clause.position):
        for binding in json.loads(row.binds):
            point = _POINT.match(row.cited or row.number)
            if binding["kind"] == kind and binding["id"] == ident and point:
                found[point.group()] = None
    return tuple(found)


def years_asked(day: date) -> tuple[int, str]:
    """Years of experience asked of an administrator and the point that asks; (0, "") if none."""
    record = regulation_on(day)
    if record is None:
        return 0, ""
    for row in record.clauses.where(Clause.enabled).order_by(Clause.position):
        for binding in json.loads(row.binds):
            point = _POINT.match(row.cited or row.number)
            if binding["kind"] == "requirement" and binding["id"] == "experience-years" and point:
                return int(binding.get("value") or 0), point.group()
    return 0, ""


def points_text(act: Act) -> str:
    """«пункта 2.1 Порядка …», «пунктов 2.1, 3.1 Порядка …» or the act alone, in the genitive."""
    if not act.points:
        return act.title_gen
    word = "пункта" if len(act.points) == 1 else "пунктов"
    return f"{word} {', '.join(act.points)} {act.title_gen}"


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def lower(text: str) -> str:
    """The text with a small first letter, unless it begins with an abbreviation or initials."""
    return text if text[1:2].isupper() or text[1:2] == "." else text[:1].lower() + text[1:]
