"""Who should be in a chat and who is: expected from the groups, seen, confirmed, left."""

from dataclasses import dataclass
from datetime import date

from desktop import clock
from desktop.errors import UserError
from desktop.models import Child, Employee, Enrollment, Guardian, Guardianship, Participant
from desktop.operations._chats import find_chat
from desktop.operations._operation import Session, entitle, requires
from desktop.operations._people import name_of
from desktop.operations.permissions import Permission
from desktop.russian.dates import numeric
from desktop.russian.folding import fold, phone_digits
from desktop.russian.plural import count

_PEOPLE = ("человек", "человека", "человек")

# Leaving needs one of these: nobody is removed by preference (act 002, point 3.4).
LEFT_REASONS = (
    "выбытие ребёнка",
    "собственное желание",
    "решение комиссии",
    "ошибка добавления",
    "увольнение",
)


@dataclass(frozen=True)
class ParticipantRow:
    """A line of the list: an expected person, seen or not, or somebody not expected.

    `person` is «guardian:7», «employee:3» or empty when nobody is recognised; `defect` says in
    Russian what is wrong, empty when nothing is.
    """

    id: int | None
    person: str
    name: str
    who: str
    profile_name: str
    is_expected: bool
    is_present: bool
    confirmed_on: date | None
    confirmed_by: str
    joined_on: date | None
    left_on: date | None
    left_reason: str
    defect: str


@requires(Permission.CHATS_READ)
def participants(session: Session, chat_id: int) -> tuple[ParticipantRow, ...]:
    """Expected and actual members, defects first."""
    record = find_chat(chat_id)
    expected = _expected(chat_id)
    seen: set[str] = set()
    rows = []
    for member in record.participants.order_by(Participant.id):
        key = _key(member)
        if member.left_on is None:
            seen.add(key)
        rows.append(_row(member, key, expected))
    for key, (name, who) in expected.items():
        if key not in seen:
            rows.append(
                ParticipantRow(
                    None, key, name, who, "", True, False, None, "", None, None, "", "нет в чате"
                )
            )
    return tuple(
        sorted(rows, key=lambda row: (row.left_on is not None, not row.defect, fold(row.name)))
    )


@requires(Permission.CHATS_WRITE, deed="Участник записан")
def save_participant(
    session: Session,
    chat_id: int,
    *,
    participant_id: int | None = None,
    person: str = "",
    profile_name: str = "",
    joined_on: date | None = None,
) -> int:
    """Record somebody seen in the chat and who it is; returns the id.

    `person` is «guardian:7», «employee:3» or empty for somebody not recognised yet.
    """
    chat = find_chat(chat_id)
    record = (
        Participant.get_or_none(Participant.id == participant_id)
        if participant_id
        else Participant(chat=chat, joined_on=joined_on or clock.today())
    )
    if record is None:
        raise UserError("Этого участника больше нет: обновите список.")
    kind, _, ident = person.partition(":")
    if not person and not profile_name.strip():
        raise UserError("Выберите человека или впишите имя профиля, как оно видно в чате.")
    if person:
        twin = chat.participants.where(
            getattr(Participant, kind) == int(ident), Participant.left_on.is_null()
        ).first()
        if twin is not None and twin.id != record.id:
            raise UserError("Этот человек уже записан участником чата.")
    if joined_on and joined_on > clock.today():
        raise UserError("Дата вступления ещё не наступила: проверьте её.")
    if participant_id and _key(record) != person:
        record.confirmed_on, record.confirmed_by = None, ""  # it was somebody else's identity
    record.guardian = int(ident) if kind == "guardian" else None
    record.employee = int(ident) if kind == "employee" else None
    record.profile_name = " ".join(profile_name.split())
    if joined_on:
        record.joined_on = joined_on
    record.save()
    return int(record.id)


@requires(Permission.CHATS_WRITE, deed="Вступление в чат записано")
def join_expected(session: Session, chat_id: int, on_date: date | None = None) -> int:
    """Everybody who is expected and not seen yet has joined; returns how many were recorded.

    What their profiles are called is not known by this: identities stay to be confirmed.
    """
    day = on_date or clock.today()
    if day > clock.today():
        raise UserError("Дата вступления ещё не наступила: проверьте её.")
    chat = find_chat(chat_id)
    seen = {_key(member) for member in chat.participants.where(Participant.left_on.is_null())}
    missing = [person for person in _expected(chat_id) if person not in seen]
    for person in missing:
        kind, _, ident = person.partition(":")
        Participant(chat=chat, joined_on=day, **{kind: int(ident)}).save()
    if missing:
        entitle(session, f"Вступление записано: {count(len(missing), *_PEOPLE)}")
    return len(missing)


@requires(Permission.CHATS_WRITE, deed="Личность подтверждена")
def confirm(session: Session, participant_id: int, on_date: date | None = None) -> None:
    """Somebody of the office checked that the profile is this person."""
    record = Participant.get_or_none(Participant.id == participant_id)
    if record is None or (record.guardian_id is None and record.employee_id is None):
        raise UserError("Сначала выберите, кто это: подтверждать можно только узнанного человека.")
    record.confirmed_on = on_date or clock.today()
    record.confirmed_by = session.actor.login
    record.save()
    person = record.guardian or record.employee
    entitle(session, f"Личность подтверждена: {name_of(person).full}")


@requires(Permission.CHATS_WRITE, deed="Выход из чата записан")
def leave(session: Session, participant_id: int, reason: str, on_date: date | None = None) -> None:
    """The person is out of the chat. Raises UserError without a reason of the closed list."""
    record = Participant.get_or_none(Participant.id == participant_id)
    if record is None:
        raise UserError("Этого участника больше нет: обновите список.")
    if reason not in LEFT_REASONS:
        raise UserError(f"Выберите причину: {', '.join(LEFT_REASONS)}.")
    day = on_date or clock.today()
    if day > clock.today():
        raise UserError("Дата выхода ещё не наступила: поставьте день, когда человек вышел.")
    if record.joined_on is not None and day < record.joined_on:
        raise UserError(
            f"Человек вступил в чат {numeric(record.joined_on)}, выйти раньше он не мог: "
            "проверьте дату."
        )
    record.left_on, record.left_reason = day, reason
    record.save()
    entitle(session, f"Выход из чата записан: {reason}")


def _expected(chat_id: int) -> dict[str, tuple[str, str]]:
    """Who should be there: person → (name, who it is), from the chat's groups and kind."""
    record = find_chat(chat_id)
    expected: dict[str, tuple[str, str]] = {}
    if record.kind == "staff":
        for employee in Employee.select().where(Employee.dismissed_on.is_null()):
            expected[f"employee:{employee.id}"] = (name_of(employee).full, employee.position)
        return expected
    for row in record.administrators:
        if row.employee is not None and (row.until is None or clock.today() <= row.until):
            name = name_of(row.employee).full
            expected[f"employee:{row.employee_id}"] = (name, "администратор")
    groups = [link.group_id for link in record.groups]
    query = (
        Guardianship.select(Guardianship, Guardian, Child)
        .join(Guardian)
        .switch(Guardianship)
        .join(Child)
        .join(Enrollment)
        .where(
            Enrollment.group.in_(groups),
            Enrollment.until.is_null(),
            Child.departed_on.is_null(),
            Guardianship.until.is_null(),
            Guardian.channel != "none",
        )
    )
    for link in query:
        key = f"guardian:{link.guardian_id}"
        child = f"{link.child.last} {link.child.first}"
        who = f"{link.kinship or 'представитель'}: {child}"
        if key in expected:
            who = f"{expected[key][1]}, {child}"
        expected[key] = (name_of(link.guardian).full, who)
    return expected


def _key(member: Participant) -> str:
    if member.guardian_id:
        return f"guardian:{member.guardian_id}"
    return f"employee:{member.employee_id}" if member.employee_id else ""


def _row(member: Participant, key: str, expected: dict[str, tuple[str, str]]) -> ParticipantRow:
    person = member.guardian or member.employee
    name = name_of(person).full if person is not None else ""
    who = expected.get(key, ("", ""))[1]
    if not who and member.employee is not None:
        who = member.employee.position or "работник"
    return ParticipantRow(
        member.id,
        key,
        name or member.profile_name,
        who,
        member.profile_name,
        key in expected,
        member.left_on is None,
        member.confirmed_on,
        member.confirmed_by,
        member.joined_on,
        member.left_on,
        member.left_reason,
        "" if member.left_on else _defect(member, name, key in expected),
    )


def _defect(member: Participant, name: str, is_expected: bool) -> str:
    profile = member.profile_name
    if not name:
        if phone_digits(profile):
            return "в профиле только телефон"
        return "не узнан"
    if not is_expected and member.guardian_id:
        return "лишний: детей в группе чата нет"
    if profile and phone_digits(profile):
        return "в профиле только телефон"
    if profile and not _matches(profile, name):
        return "имя профиля не совпадает"
    if member.confirmed_on is None:
        return "личность не подтверждена"
    return ""


def _matches(profile: str, name: str) -> bool:
    """The profile shows at least the surname and the first name or its initial."""
    shown = fold(profile).replace(".", " ").split()
    last, first = [*fold(name).split(), "", ""][:2]
    return last in shown and any(first.startswith(word) or word == first for word in shown if word)
