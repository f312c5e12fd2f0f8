"""Consents of families: who was given a form, who signed, refused, withdrew – history kept."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN

from desktop import clock
from desktop.errors import UserError
from desktop.models import Chat, Child, Consent, ConsentEvent, Guardian, Guardianship
from desktop.operations._operation import Session, entitle, keep, requires
from desktop.operations._people import current_stays, find_child, name_of
from desktop.operations.permissions import Permission
from desktop.operations.views import NameParts
from desktop.russian.folding import fold

STATES = {
    "none": "нет бланка",
    "printed": "выдан бланк",
    "signed": "подписано",
    "refused": "отказ",
    "withdrawn": "отозвано",
    "expired": "истекло",
    "conflict": "родители не согласны между собой",
}
CATEGORIES = {
    "name": "фамилия и имя",
    "birth_date": "дата рождения",
    "family": "сведения о семье",
    "photo": "фото",
    "video": "видео",
    "achievements": "достижения",
    "contacts": "телефон и почта родителя",
}
# Up to so many ids are named in a query; with more, everything is read at once.
_NAMED_AT_MOST = 500
# What may be recorded after what; a withdrawn or refused form is never revived: a new one is.
NEXT = {
    "printed": ("signed", "refused"),
    "signed": ("withdrawn",),
    "refused": (),
    "withdrawn": (),
}


@dataclass(frozen=True)
class EventLine:
    """One step of a consent's history."""

    state: str
    on_date: date
    recorded_by: str
    note: str


@dataclass(frozen=True)
class ConsentRow:
    """One form of one representative with its state today and history."""

    id: int
    number: str
    child_id: int
    child: str
    guardian_id: int | None
    guardian: str
    chat_id: int | None
    resource: str
    categories: tuple[str, ...]
    valid_from: date
    valid_until: date | None
    state: str
    state_since: date | None
    history: tuple[EventLine, ...]
    paper_id: int | None


@dataclass(frozen=True)
class MatrixRow:
    """A child and what the family answered for one chat; `state` sums up all representatives."""

    child_id: int
    child: NameParts
    group: str
    state: str
    state_since: date | None
    number: str
    details: str
    consent_ids: tuple[int, ...]
    guardians: tuple[tuple[int, str], ...]
    chat_id: int = 0
    chat: str = ""
    valid_until: date | None = None  # of what is signed now, the earliest
    forms: tuple[ConsentRow, ...] = ()

    @property
    def id(self) -> tuple[int, int]:
        """What tells lines of a list over several chats apart: (chat, child)."""
        return self.chat_id, self.child_id


@requires(Permission.CONSENTS_READ)
def consents(
    session: Session, child_id: int | None = None, chat_id: int | None = None
) -> tuple[ConsentRow, ...]:
    """Forms by number, of one child or chat when told."""
    query = _forms()
    if child_id is not None:
        query = query.where(Consent.child == child_id)
    if chat_id is not None:
        query = query.where(Consent.chat == chat_id)
    records = list(query)
    events = _events(records)
    return tuple(_row(record, events[record.id]) for record in records)


@requires(Permission.CONSENTS_READ)
def matrix(session: Session, chat_id: int) -> tuple[MatrixRow, ...]:
    """Every child of the chat's groups with the family's answer for that chat, by surname."""
    chat = Chat.get_or_none(Chat.id == chat_id)
    if chat is None:
        raise UserError("Этого чата больше нет в реестре: обновите список.")
    return _matrix([chat])


@requires(Permission.CONSENTS_READ)
def matrix_of_all(session: Session) -> tuple[MatrixRow, ...]:
    """The lines of every chat that is not closed, by chat number, in it by surname."""
    chats = Chat.select().where(Chat.state != "closed")
    return _matrix(sorted(chats, key=lambda chat: (len(chat.number), chat.number)))


@requires(Permission.CONSENTS_WRITE, deed="Бланк согласия заведён", undoable=False)
def register_consent(
    session: Session,
    *,
    child_id: int,
    guardian_id: int | None,
    chat_id: int | None,
    number: str = "",
    categories: tuple[str, ...] = ("name", "photo", "video", "achievements"),
    resource: str = "",
    valid_from: date | None = None,
    valid_until: date | None = None,
    paper_id: int | None = None,
    state: str = "printed",
    on_date: date | None = None,
) -> int:
    """Enter a form into the journal of consents in the given first state; returns its id.

    Raises UserError on an unknown category or state, a taken number or a term that ends before it
    starts (152-ФЗ art. 9 p. 4: purpose, data, term).
    """
    joined = _joined(categories)
    if state not in NEXT:
        raise UserError("Состояние согласия: подписано, отказ, отозвано или выдан бланк.")
    starts = valid_from or on_date or clock.today()
    if valid_until and valid_until < starts:
        raise UserError("Согласие кончается раньше, чем начинает действовать: проверьте даты.")
    child = find_child(child_id)
    if (on_date or clock.today()) > clock.today():
        raise UserError("Дата отметки ещё не наступила: поставьте день, когда бумагу получили.")
    if guardian_id is not None and not Guardianship.get_or_none(child=child, guardian=guardian_id):
        raise UserError(
            "Этот человек не записан законным представителем ребёнка: сначала внесите его в "
            "карточку ребёнка с документом о полномочиях."
        )
    number = number.strip() or next_number(starts)
    if Consent.get_or_none(Consent.number == number):
        raise UserError(f"Согласие № {number} уже есть в журнале: проверьте номер.")
    record = Consent(
        number=number,
        child=child,
        guardian=guardian_id,
        chat=chat_id,
        resource=resource.strip(),
        categories=joined,
        valid_from=starts,
        valid_until=valid_until,
        paper=paper_id,
    )
    record.save()
    _add_event(session, record, state, on_date or starts, "")
    entitle(session, f"Согласие № {number} внесено")
    return int(record.id)


@requires(Permission.CONSENTS_WRITE, deed="Отметка о согласии", undoable=False)
def mark(
    session: Session,
    consent_id: int,
    state: str,
    on_date: date | None = None,
    note: str = "",
    categories: tuple[str, ...] | None = None,
) -> None:
    """Record that the form was signed, refused or withdrawn on that date.

    `categories` are the lines of a signed form ticked «да»; a line left empty means «нет».

    Raises UserError when the step does not follow from the present state or the date is in the
    future or before the previous step. A withdrawal counts from its receipt (152-ФЗ art. 9 p. 2).
    """
    record = Consent.get_or_none(Consent.id == consent_id)
    if record is None:
        raise UserError("Этого согласия больше нет: обновите список.")
    day = on_date or clock.today()
    if day > clock.today():
        raise UserError("Дата отметки ещё не наступила: поставьте день, когда бумагу получили.")
    last = record.events.order_by(ConsentEvent.id.desc()).first()
    if state not in NEXT.get(last.state, ()):
        raise UserError(
            f"Согласие № {record.number} сейчас «{STATES[last.state]}»: отметку "
            f"«{STATES.get(state, state)}» поставить нельзя. Для нового решения семьи напечатайте "
            "новый бланк."
        )
    if day < last.on_date:
        raise UserError("Дата раньше предыдущей отметки этого согласия: проверьте её.")
    if state == "signed" and categories is not None:
        record.categories = _joined(categories)
        record.save()
    _add_event(session, record, state, day, note)
    keep(session)
    entitle(session, f"Согласие № {record.number}: {STATES[state]}")


@requires(Permission.CONSENTS_WRITE, deed="Отметки о согласиях", undoable=False)
def mark_stack(
    session: Session,
    consent_ids: tuple[int, ...],
    state: str,
    on_date: date | None = None,
    note: str = "",
    categories: tuple[str, ...] | None = None,
) -> int:
    """Mark a stack of forms with the same ticks at once; returns how many.

    One that cannot be marked stops them all: raises UserError as `mark` does, nothing is recorded.
    """
    if not consent_ids:
        raise UserError("Отметьте в списке хотя бы один бланк из стопки.")
    for consent_id in dict.fromkeys(consent_ids):
        mark(session, consent_id, state, on_date, note, categories)
    done = len(dict.fromkeys(consent_ids))
    entitle(session, f"Отмечено бланков: {done} – {STATES[state]}")
    return done


def _joined(categories: tuple[str, ...]) -> str:
    """The categories as stored. Raises UserError when there is none or an unknown one."""
    unknown = [category for category in categories if category not in CATEGORIES]
    if unknown or not categories:
        raise UserError("Отметьте, на какие сведения даётся согласие: список пуст или с ошибкой.")
    return ",".join(sorted(set(categories)))


def next_number(day: date) -> str:
    """The next free number of the journal: «12/2026», counted within the year."""
    suffix = f"/{day.year}"
    taken = [
        int(row.number.removesuffix(suffix))
        for row in Consent.select(Consent.number)
        if row.number.endswith(suffix) and row.number.removesuffix(suffix).isdecimal()
    ]
    return f"{max(taken, default=0) + 1}{suffix}"


def state_on(events: list[ConsentEvent], valid_until: date | None, day: date) -> str:
    """The state of one form on a date from its events and term."""
    state = "none"
    for event in events:
        if event.on_date <= day:
            state = event.state
    if state == "signed" and valid_until is not None and valid_until < day:
        return "expired"
    return state


def summary(states: list[str]) -> str:
    """One state for a family of several forms: one parent is enough, but a refusal or a withdrawal
    of the other stands against the signature until they agree (СК РФ, art. 61, 64, 65)."""
    said = set(states)
    if "signed" in said and said & {"refused", "withdrawn"}:
        return "conflict"
    for state in ("signed", "refused", "withdrawn", "expired", "printed"):
        if state in said:
            return state
    return "none"


def standing(forms: list[ConsentRow]) -> ConsentRow:
    """The form that says where one representative stands: a later signature outweighs a refusal
    or withdrawal, these an earlier signature; a form not yet brought back says nothing new."""

    def when(form: ConsentRow) -> tuple[date, int]:
        return form.state_since or date.min, form.id

    against = max((f for f in forms if f.state in ("refused", "withdrawn")), key=when, default=None)
    since = against.state_since if against and against.state_since else date.min
    for state in ("signed", "expired"):
        agreed = [f for f in forms if f.state == state and (f.state_since or date.min) >= since]
        if agreed:
            return max(agreed, key=when)
    return against or max(forms, key=when)


def _add_event(session: Session, record: Consent, state: str, day: date, note: str) -> None:
    ConsentEvent(
        consent=record,
        state=state,
        on_date=day,
        recorded_at=clock.now().replace(tzinfo=None, microsecond=0),
        recorded_by=session.actor.login,
        note=note.strip(),
    ).save()


def _forms() -> Any:
    """Forms with child and representative read at once, by number of entry."""
    return (
        Consent.select(Consent, Child, Guardian)
        .join(Child)
        .switch(Consent)
        .join(Guardian, JOIN.LEFT_OUTER)
        .order_by(Consent.id)
    )


def _events(forms: list[Consent]) -> dict[int, list[ConsentEvent]]:
    """The history of these forms, by form."""
    found: dict[int, list[ConsentEvent]] = defaultdict(list)
    query = ConsentEvent.select().order_by(ConsentEvent.on_date, ConsentEvent.id)
    ids = [form.id for form in forms]
    if len(ids) <= _NAMED_AT_MOST:
        query = query.where(ConsentEvent.consent.in_(ids))
    for event in query:
        found[event.consent_id].append(event)
    return found


def _row(record: Consent, events: list[ConsentEvent]) -> ConsentRow:
    guardian = record.guardian
    state = state_on(events, record.valid_until, clock.today())
    return ConsentRow(
        record.id,
        record.number,
        record.child_id,
        name_of(record.child).full,
        record.guardian_id,
        name_of(guardian).full if guardian else "",
        record.chat_id,
        record.resource,
        tuple(record.categories.split(",")),
        record.valid_from,
        record.valid_until,
        state,
        events[-1].on_date if events else None,
        tuple(EventLine(e.state, e.on_date, e.recorded_by, e.note) for e in events),
        record.paper_id,
    )


def counts_for(resource: str, chat_id: int | None, chat: Chat) -> bool:
    """Whether a form speaks of this chat: it names it by id or, entered from a list of papers, by
    its title or number. A form for a site or another chat says nothing here (152-ФЗ, art. 9)."""
    if chat_id is not None:
        return bool(chat_id == chat.id)
    title, number = chat.title, chat.number
    names = (title, f"чат {title}", f"чат «{title}»", number, f"№ {number}", f"чат № {number}")
    return fold(resource) in {fold(name) for name in names if name}


def _matrix(chats: list[Chat]) -> tuple[MatrixRow, ...]:
    from desktop.models import ChatGroup, Enrollment

    groups: dict[int, set[int]] = defaultdict(set)
    for chat, group in ChatGroup.select(ChatGroup.chat, ChatGroup.group).tuples():
        groups[chat].add(group)
    wanted = {group for chat in chats for group in groups[chat.id]}
    present: dict[int, Child] = {
        child.id: child
        for child in Child.select()
        .join(Enrollment)
        .where(
            Enrollment.group.in_(list(wanted)),
            Enrollment.until.is_null(),
            Child.departed_on.is_null(),
        )
        .order_by(Child.name_key)
    }
    query = _forms()
    links = (
        Guardianship.select(Guardianship, Guardian)
        .join(Guardian)
        .where(Guardianship.until.is_null())
        .order_by(Guardianship.id)
    )
    if len(present) <= _NAMED_AT_MOST:
        query = query.where(Consent.child.in_(list(present)))
        links = links.where(Guardianship.child.in_(list(present)))
    records = list(query)
    events = _events(records)
    forms: dict[int, list[ConsentRow]] = defaultdict(list)
    for record in records:
        forms[record.child_id].append(_row(record, events[record.id]))
    families: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for link in links:
        families[link.child_id].append((link.guardian_id, name_of(link.guardian).full))
    stays: dict[int, dict[int, str]] = defaultdict(dict)
    for child_id, group_id, title in current_stays().tuples():
        stays[child_id][group_id] = title
    rows = []
    for chat in chats:
        for child_id, child in present.items():
            titles = [t for group, t in stays[child_id].items() if group in groups[chat.id]]
            if titles:
                told = [f for f in forms[child_id] if counts_for(f.resource, f.chat_id, chat)]
                rows.append(_matrix_row(chat, child, titles[0], told, families[child_id]))
    return tuple(rows)


def _matrix_row(
    chat: Chat,
    child: Child,
    group: str,
    forms: list[ConsentRow],
    guardians: list[tuple[int, str]],
) -> MatrixRow:
    by_guardian: dict[int | None, list[ConsentRow]] = defaultdict(list)
    for form in forms:
        by_guardian[form.guardian_id].append(form)
    latest = {guardian: standing(told) for guardian, told in by_guardian.items()}
    state = summary([form.state for form in latest.values()])
    telling = [f for f in latest.values() if f.state == state] or list(latest.values())
    ends = [f.valid_until for f in latest.values() if f.state == "signed" and f.valid_until]
    details = "; ".join(
        f"{form.guardian or 'семья'} – {STATES[form.state]}" for form in latest.values()
    )
    return MatrixRow(
        child.id,
        name_of(child),
        group,
        state,
        telling[0].state_since if telling else None,
        telling[0].number if telling else "",
        details,
        tuple(form.id for form in forms),
        tuple(guardians),
        chat.id,
        chat.title,
        min(ends, default=None),
        tuple(forms),
    )
