"""The institution: requisites, the head's periods of office, collegial bodies, its regulation."""

import dataclasses
import json
from dataclasses import dataclass
from datetime import date

from desktop import clock
from desktop.errors import UserError
from desktop.models import Clause, CollegialBody, HeadTerm, Organization, Regulation
from desktop.operations._operation import Session, entitle, requires
from desktop.operations.permissions import Permission
from desktop.operations.views import HeadData, NameParts, OrganizationData
from desktop.reference import regulations

KINDS = {
    "kindergarten": "детский сад",
    "school": "школа",
    "extra": "дополнительное образование",
}


@dataclass(frozen=True)
class HeadTermRow:
    """A period of office with its id."""

    id: int
    data: HeadData


@dataclass(frozen=True)
class RegulationRow:
    """The institution's regulation and its period; `clauses` counts its points."""

    id: int
    profile: str
    kind_word: str
    title: str
    order_number: str
    approved_on: date | None
    in_force_from: date | None
    clauses: int


@dataclass(frozen=True)
class ClauseRow:
    """One point: number, kind, gist in our words, what it switches on (the profile's bindings)."""

    number: str
    kind: str
    gist: str
    deadline: str
    binds: tuple[dict[str, object], ...]
    enabled: bool


@requires(Permission.OFFICE_READ)
def organization(session: Session) -> OrganizationData | None:
    """The institution's card, or None before it was filled in."""
    record = Organization.select().first()
    if record is None:
        return None
    fields = {f.name: getattr(record, f.name) for f in dataclasses.fields(OrganizationData)}
    return OrganizationData(**fields)


@requires(Permission.OFFICE_WRITE, deed="Сведения об организации изменены")
def save_organization(session: Session, data: OrganizationData) -> None:
    """Store the card. Raises UserError on a wrong ИНН, ОГРН or kind."""
    check_organization(data)
    record = Organization.select().first() or Organization()
    for field in dataclasses.fields(data):
        setattr(record, field.name, str(getattr(data, field.name)).strip())
    record.save()


def check_organization(data: OrganizationData) -> None:
    """Accept a card that can be stored; raises UserError for the first thing that is wrong."""
    if data.kind not in KINDS:
        raise UserError("Выберите вид организации: детский сад, школа или доп. образование.")
    if not data.full_name.strip() or not data.short_name.strip():
        raise UserError("Введите полное и краткое название организации, как в уставе.")
    check_inn(data.inn)
    check_ogrn(data.ogrn)


@requires(Permission.OFFICE_READ)
def heads(session: Session) -> tuple[HeadData, ...]:
    """All periods of office, the latest first."""
    rows = HeadTerm.select().order_by(HeadTerm.since.desc(), HeadTerm.id.desc())
    return tuple(_head(row) for row in rows)


@requires(Permission.OFFICE_READ)
def head_on(session: Session, day: date) -> HeadData | None:
    """Who headed the institution on that date: it is who signs a paper of that date."""
    for row in heads(session):
        if (row.since is None or row.since <= day) and (row.until is None or day <= row.until):
            return row
    return None


@requires(Permission.OFFICE_WRITE, deed="Руководитель записан")
def save_head(session: Session, data: HeadData) -> None:
    """Record the head. One who starts later ends the present term the day before; a term that is
    over (a former head, entered for old papers) changes nobody else's.

    Raises UserError without a post or a surname, or when the period ends before it starts.
    """
    check_head(data)
    present = HeadTerm.get_or_none(HeadTerm.until.is_null())
    name = (data.name.last.strip(), data.name.first.strip(), data.name.middle.strip())
    is_same = present is not None and name == (present.last, present.first, present.middle)
    if is_same and (data.until is None or data.since in (None, present.since)):
        _put_head(present, data)
        return
    if present is not None and data.until is None:
        if data.since is None:
            raise UserError("Укажите, с какого числа работает новый руководитель.")
        if present.since is not None and data.since <= present.since:
            raise UserError(
                "Нынешний руководитель начал позже: укажите, по какое число работал прежний."
            )
        present.until = date.fromordinal(data.since.toordinal() - 1)
        present.save()
    _put_head(HeadTerm(), data)


@requires(Permission.OFFICE_WRITE, deed="Сведения о руководителе исправлены")
def correct_head(session: Session, term_id: int, data: HeadData) -> None:
    """Correct a recorded term of office: a slip in the name, a date. Raises UserError as
    `save_head` does."""
    check_head(data)
    record = HeadTerm.get_or_none(HeadTerm.id == term_id)
    if record is None:
        raise UserError("Этой записи о руководителе уже нет: обновите список.")
    _put_head(record, data)


@requires(Permission.OFFICE_READ)
def head_terms(session: Session) -> tuple[HeadTermRow, ...]:
    """All periods of office with their ids, the latest first."""
    rows = HeadTerm.select().order_by(HeadTerm.since.desc(), HeadTerm.id.desc())
    return tuple(HeadTermRow(row.id, _head(row)) for row in rows)


def check_head(data: HeadData) -> None:
    """Accept a term of office that can be stored; raises UserError otherwise."""
    if not data.position.strip() or not data.name.last.strip() or not data.name.first.strip():
        raise UserError("Введите должность, фамилию и имя руководителя: ими подписывают приказы.")
    if data.since and data.until and data.until < data.since:
        raise UserError("Полномочия руководителя кончаются раньше, чем начались: проверьте даты.")


def _put_head(record: HeadTerm, data: HeadData) -> None:
    record.position = data.position.strip()
    record.last, record.first, record.middle = (
        data.name.last.strip(),
        data.name.first.strip(),
        data.name.middle.strip(),
    )
    record.sex = data.name.sex
    record.since, record.until = data.since, data.until
    record.save()


@requires(Permission.OFFICE_READ)
def bodies(session: Session) -> tuple[str, ...]:
    """Collegial bodies of the charter, in order of entry."""
    return tuple(row.title for row in CollegialBody.select().order_by(CollegialBody.id))


@requires(Permission.OFFICE_WRITE, deed="Коллегиальные органы изменены")
def save_bodies(session: Session, titles: tuple[str, ...]) -> None:
    """Keep exactly these bodies."""
    wanted = [title.strip() for title in titles if title.strip()]
    for row in CollegialBody.select():
        if row.title not in wanted:
            row.delete_instance()
    present = {row.title for row in CollegialBody.select()}
    for title in dict.fromkeys(wanted):
        if title not in present:
            CollegialBody(title=title).save()


@requires(Permission.OFFICE_WRITE, deed="Сведения об организации изменены")
def save_card(session: Session, data: OrganizationData, titles: tuple[str, ...]) -> None:
    """Store the card and the collegial bodies in one deed.

    Raises UserError as `save_organization` does.
    """
    save_organization(session, data)
    save_bodies(session, titles)


@requires(Permission.OFFICE_READ)
def profiles(session: Session) -> tuple[tuple[str, str, str], ...]:
    """The supplied acts to start from: (id, kind word, title)."""
    return tuple((p.id, p.kind_word, p.title) for p in regulations.profiles().values())


@requires(Permission.OFFICE_READ)
def current_regulation(session: Session) -> RegulationRow | None:
    """The regulation in force today, else the newest one."""
    record = in_force(clock.today())
    if record is None:
        return None
    return RegulationRow(
        record.id,
        record.profile,
        record.kind_word,
        record.title,
        record.order_number,
        record.approved_on,
        record.in_force_from,
        record.clauses.count(),
    )


@requires(Permission.OFFICE_READ)
def clauses(session: Session) -> tuple[ClauseRow, ...]:
    """The points of the current regulation in order."""
    record = in_force(clock.today())
    if record is None:
        return ()
    return tuple(
        ClauseRow(
            row.number, row.kind, row.gist, row.deadline, tuple(json.loads(row.binds)), row.enabled
        )
        for row in record.clauses.order_by(Clause.position)
    )


@requires(Permission.REGULATION_WRITE, deed="Положение выбрано")
def adopt_profile(
    session: Session,
    profile_id: str,
    *,
    title: str = "",
    order_number: str = "",
    approved_on: date | None = None,
    in_force_from: date | None = None,
) -> int:
    """Start the institution's regulation from a supplied act; the former one ends the day before.

    Returns the regulation's id. Raises UserError for an unknown profile.
    """
    profile = regulations.profiles().get(profile_id)
    if profile is None:
        known = ", ".join(regulations.profiles())
        raise UserError(f"Нет положения с номером «{profile_id}»: выберите одно из {known}.")
    starts = in_force_from or approved_on or clock.today()
    former = in_force(starts)
    if former is not None:
        former.in_force_until = max(
            date.fromordinal(starts.toordinal() - 1), former.in_force_from or starts
        )
        former.state = "ended"
        former.save()
    record = Regulation(
        profile=profile.id,
        kind_word=profile.kind_word,
        title=title.strip() or profile.title,
        state="in force",
        order_number=order_number.strip(),
        approved_on=approved_on,
        in_force_from=starts,
    )
    record.save()
    for position, clause in enumerate(profile.clauses):
        Clause(
            regulation=record,
            position=position,
            number=clause.number,
            cited=clause.cited,
            kind=clause.kind,
            gist=clause.gist,
            deadline=clause.deadline or clause.own_deadline,
            binds=json.dumps([binding_data(b) for b in clause.binds], ensure_ascii=False),
        ).save()
    entitle(session, f"Положение выбрано: {record.title}")
    return int(record.id)


def in_force(day: date) -> Regulation | None:
    """The regulation in force on that date, the newest when several are."""
    rows = sorted(
        Regulation.select(), key=lambda row: (row.in_force_from or date.min, row.id), reverse=True
    )
    for row in rows:
        if (row.in_force_from is None or row.in_force_from <= day) and (
            row.in_force_until is None or day <= row.in_force_until
        ):
            return row
    return None


def binding_data(binding: regulations.Binding) -> dict[str, object]:
    """A binding as JSON-able data: kind, id and what else it says."""
    told: dict[str, object] = {"kind": str(binding.kind), "id": binding.id}
    if binding.level:
        told["level"] = binding.level
    if binding.value is not None:
        told["value"] = binding.value
    if binding.params:
        told["params"] = dict(binding.params)
    return told


def check_inn(inn: str) -> None:
    """Accept an empty ИНН or one of 10 digits with the right check digit (ФНС order)."""
    digits = inn.strip()
    if not digits:
        return
    weights = (2, 4, 10, 3, 5, 9, 4, 6, 8)
    if not digits.isdecimal() or len(digits) != 10:
        raise UserError("ИНН организации состоит из 10 цифр: проверьте по свидетельству.")
    control = sum(w * int(d) for w, d in zip(weights, digits, strict=False)) % 11 % 10
    if control != int(digits[9]):
        raise UserError("В ИНН ошибка: не сходится контрольная цифра, проверьте по свидетельству.")


def check_ogrn(ogrn: str) -> None:
    """Accept an empty ОГРН or one of 13 digits with the right check digit."""
    digits = ogrn.strip()
    if not digits:
        return
    if not digits.isdecimal() or len(digits) != 13:
        raise UserError("ОГРН состоит из 13 цифр: проверьте по свидетельству.")
    if int(digits[:12]) % 11 % 10 != int(digits[12]):
        raise UserError("В ОГРН ошибка: не сходится контрольная цифра, проверьте по свидетельству.")


def _head(row: HeadTerm) -> HeadData:
    return HeadData(
        row.position, NameParts(row.last, row.first, row.middle, row.sex), row.since, row.until
    )
