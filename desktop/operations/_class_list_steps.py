"""What one row of a class list would write, worked out against the base as it stands."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from desktop import clock
from desktop.importing.contacts import GuardianRow
from desktop.importing.groups import group_title
from desktop.importing.matching import Difference, guardian_key
from desktop.importing.name_parts import NameParts
from desktop.importing.people import PersonRow
from desktop.operations._bulk import LONGEST_NAME
from desktop.operations._class_list_known import KnownCard, KnownOffice, Link, key_of_group
from desktop.russian.dates import numeric, school_year_title
from desktop.russian.folding import fold, format_phone, name_key

_NO_GROUP = "Группа не указана: ребёнок не попадёт ни в одну."
_YO = re.compile("[ёЁ]")


@dataclass(frozen=True)
class GuardianStep:
    """What a row says of one representative. Without `guardian` a new one is made.

    `links`: the child gets this representative; `phones`, `email`, `kinship`, `middle` (patronymic)
    are what is to be added to what is on record.
    """

    row: GuardianRow
    guardian: int | None
    links: bool
    phones: tuple[str, ...] = ()
    email: str = ""
    kinship: str = ""
    middle: str = ""


@dataclass
class ChildStep:
    """What one row would write; `known` is None for a new child."""

    row: PersonRow
    known: int | None
    fields: dict[str, Any] = field(default_factory=dict)
    group: str = ""  # title of the group to stand in from `since` on; "" leaves it
    since: date | None = None
    departs: bool = False
    guardians: list[GuardianStep] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def wanted_group(row: PersonRow, default: str) -> str:
    """The title of the group a row belongs to, in one spelling; "" when nothing tells."""
    return _title(row.group_title or default)


@lru_cache(maxsize=1024)
def _title(text: str) -> str:
    return group_title(text)


def too_long(name: NameParts) -> bool:
    """Whether a part of a name is longer than a card takes: another text got into the cell."""
    return any(len(part) > LONGEST_NAME for part in (name.last, name.first, name.middle))


def plan_new(row: PersonRow, office: KnownOffice, default: str) -> ChildStep:
    """The card of a child not yet on record."""
    step = ChildStep(row, None, group=wanted_group(row, default))
    step.fields = {
        "last": row.child.last,
        "first": row.child.first,
        "middle": row.child.middle,
        "sex": row.sex,
        "name_key": row.key,
        "birth_date": row.birth_date,
        "admitted_on": row.admitted_on,
        "admission_order": row.admission_order.strip(),
    }
    if row.admitted_on is not None:
        # Who was admitted years ago is in this year's group since this year began.
        step.since = max(row.admitted_on, date(office.year, 9, 1))
        if step.since > clock.today():
            step.since = row.admitted_on
    if not step.group:
        step.notes.append(_NO_GROUP)
    _plan_guardians(step, office)
    return step


def plan_known(row: PersonRow, known: int, office: KnownOffice, default: str) -> ChildStep:
    """What the row changes on the card of a known child; nothing on record is emptied."""
    card = office.children[known]
    step = ChildStep(row, known)
    _plan_names(step, card)
    written: dict[str, tuple[str, Any, Any]] = {
        "birth_date": ("дата рождения", card.birth_date, row.birth_date),
        "admitted_on": ("дата зачисления", card.admitted_on, row.admitted_on),
        "admission_order": (
            "приказ о зачислении",
            card.admission_order,
            row.admission_order.strip(),
        ),
    }
    for name, (title, old, new) in written.items():
        if new and (fold(str(new)) != fold(str(old)) if isinstance(new, str) else new != old):
            step.fields[name] = new
            step.differences.append(Difference(title, _shown(old), _shown(new)))
    if row.sex and not card.sex:
        step.fields["sex"] = row.sex
    if row.departed:
        step.departs = card.departed_on is None
        if step.departs:
            step.differences.append(Difference("состояние", "числится", "выбыл(а)"))
    else:
        _plan_place(step, card, office, default)
    _plan_guardians(step, office)
    return step


def _plan_names(step: ChildStep, card: KnownCard) -> None:
    row = step.row.child
    for name, title in (("last", "фамилия"), ("first", "имя"), ("middle", "отчество")):
        old, new = getattr(card, name), getattr(row, name)
        if not new or new == old:
            continue
        alike = name_key("", "", old) == name_key("", "", new)
        # «Алёна» is written as «Алена» by haste, never the other way round.
        if alike and not (_YO.search(new) and not _YO.search(old)):
            continue
        step.fields[name] = new
        step.differences.append(Difference(title, old, new))
    if step.fields:
        parts = [step.fields.get(n, getattr(card, n)) for n in ("last", "first", "middle")]
        step.fields["name_key"] = name_key(*parts)


def _plan_place(step: ChildStep, card: KnownCard, office: KnownOffice, default: str) -> None:
    title = wanted_group(step.row, default)
    if card.departed_on is not None:
        step.fields |= {"departed_on": None, "departure_reason": ""}
        step.differences.append(
            Difference("состояние", f"выбыл(а) {numeric(card.departed_on)}", "числится")
        )
    if not title:
        if card.id not in office.stays:
            step.notes.append(_NO_GROUP)
        return
    present = office.stays.get(card.id)
    target = office.by_key.get(key_of_group(title))
    if present is not None and present == target:
        return
    step.group = title
    today = clock.today()
    begun = date(office.year, 9, 1)
    before = office.groups[present] if present is not None else ("", office.year)
    step.since = begun if before[1] < office.year and begun <= today else today
    old, new = before[0], title
    if key_of_group(old) == key_of_group(new):
        old = f"{old}, {school_year_title(before[1])}"
        new = f"{new}, {school_year_title(office.year)}"
    step.differences.append(Difference("группа", old, new))


def _plan_guardians(step: ChildStep, office: KnownOffice) -> None:
    links = office.links.get(step.known, {}) if step.known is not None else {}
    for row in step.row.guardians:
        known = _find_guardian(row, links, office)
        if known is None and not (row.name.last and row.name.first):
            step.notes.append(_unnamed(row))
            continue
        if too_long(row.name):
            step.notes.append("Слишком длинное имя представителя: впишите его вручную.")
            continue
        link = links.get(known) if known is not None else None
        if link is not None and link.until is not None:
            step.notes.append(
                f"Представительство прекращено {numeric(link.until)}, не возвращено: "
                f"{office.guardians[link.guardian]}."
            )
            continue
        have = office.phones.get(known, ()) if known is not None else ()
        email = row.email if row.email != (office.emails.get(known, "") if known else "") else ""
        planned = GuardianStep(
            row,
            known,
            links=link is None,
            phones=tuple(phone for phone in row.phones if phone not in have),
            email=email,
            kinship=row.kinship if link is None or not link.kinship else "",
            middle=_missing_middle(row, office.guardians[known]) if known is not None else "",
        )
        step.guardians.append(planned)
        if step.known is not None:
            _tell_guardian(step, planned, office)


def _find_guardian(row: GuardianRow, links: dict[int, Link], office: KnownOffice) -> int | None:
    """The representative on record whom the row means: of this child by name, else of anybody by
    name and phone. A name without a surname, or a phone alone, counts within the family only."""
    if not links and not office.by_phone:
        return None
    for guardian in links:
        if str(row.name):
            if _is_in_family(row.name, office.guardians[guardian]):
                return guardian
        elif set(row.phones) & set(office.phones.get(guardian, ())):
            return guardian
    key = guardian_key(row.name)
    found = (office.by_phone.get((key, phone)) for phone in row.phones if key)
    return next((guardian for guardian in found if guardian is not None), None)


def _is_in_family(written: NameParts, kept: NameParts) -> bool:
    """«Анна Викторовна», «Морозова А. В.» and «Морозова Анна» are the child's Морозова Анна
    Викторовна: two mothers of one child with such names do not happen."""
    if not written.first:
        return False
    return (
        _is_part(written.last, kept.last)
        and _is_part(written.first, kept.first)
        and (_is_part(written.middle, kept.middle) or not kept.middle)
    )


def _missing_middle(row: GuardianRow, kept: NameParts) -> str:
    return row.name.middle if not kept.middle and "." not in row.name.middle else ""


def _is_part(written: str, kept: str) -> bool:
    one, other = name_key("", "", written), name_key("", "", kept)
    return not one or one == other or (one.endswith(".") and other.startswith(one[0]))


def _unnamed(row: GuardianRow) -> str:
    what = ", ".join([*map(format_phone, row.phones), *([row.email] if row.email else [])])
    if str(row.name):
        told = f"Представитель «{row.name}» без фамилии или имени"
        return f"{told} ({what}) не загружен: впишите его вручную." if what else (
            f"{told} не загружен: впишите его вручную."
        )  # fmt: skip
    who = f" ({row.kinship})" if row.kinship else ""
    if not what:
        return f"Представитель{who} без имени не загружен: впишите его вручную."
    return f"{what}{who} – чей это контакт, не сказано: впишите представителя вручную."


def _tell_guardian(step: ChildStep, planned: GuardianStep, office: KnownOffice) -> None:
    row = planned.row
    if planned.links:
        kin = f"{row.kinship} " if row.kinship else ""
        name = str(office.guardians[planned.guardian]) if planned.guardian else str(row.name)
        step.differences.append(Difference("представитель", "", f"{kin}{name}"))
    who = str(row.name) or row.kinship or "представитель"
    for phone in planned.phones:
        step.differences.append(Difference(f"телефон ({who})", "", format_phone(phone)))
    if planned.email and planned.guardian is not None:
        old = office.emails.get(planned.guardian, "")
        step.differences.append(Difference(f"почта ({who})", old, planned.email))
    if planned.middle:
        step.differences.append(Difference(f"отчество ({who})", "", planned.middle))
    if planned.kinship and not planned.links:
        step.differences.append(Difference(f"родство ({who})", "", planned.kinship))


def _shown(value: Any) -> str:
    return numeric(value) if isinstance(value, date) else str(value or "")
