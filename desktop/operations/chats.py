"""The register of chats and the life of a chat: project → consents → order → open → … → closed."""

from dataclasses import dataclass, field
from datetime import date

from desktop import clock
from desktop.errors import UserError
from desktop.models import Administrator, Chat, ChatGroup, ChatHours, ChatState, Group
from desktop.operations import regulation as acts
from desktop.operations._chats import find_chat
from desktop.operations._operation import Session, entitle, requires
from desktop.operations._paper_effects import papers_of, unsigned_grounds
from desktop.operations.administrators import ROLES, names_now
from desktop.operations.consents import counts_for
from desktop.operations.office import in_force
from desktop.operations.permissions import Permission
from desktop.reference import platforms
from desktop.russian.dates import numeric
from desktop.russian.plural import count

KINDS = {
    "institution": "чат учреждения",
    "parents": "чат родителей",
    "staff": "чат работников",
}
STATES = {
    "project": "проект",
    "consents": "согласия",
    "order": "приказ",
    "open": "открыт",
    "paused": "приостановлен",
    "closed": "закрыт",
}
# From a state one goes on, back a step while nothing is issued, or closes.
NEXT_STATES = {
    "project": ("consents", "order", "open", "closed"),
    "consents": ("order", "open", "project", "closed"),
    "order": ("open", "consents", "closed"),
    "open": ("paused", "closed"),
    "paused": ("open", "closed"),
    "closed": (),
}


@dataclass(frozen=True)
class HoursLine:
    """From when to when one writes on a weekday (0 is Monday), «08:00»–«19:00»."""

    weekday: int
    opens: str
    closes: str


@dataclass(frozen=True)
class StateLine:
    """A step of the chat's life."""

    state: str
    on_date: date
    reason: str
    basis: str


@dataclass(frozen=True)
class ChatRow:
    """A line of the register."""

    id: int
    number: str
    title: str
    kind: str
    platform: str
    platform_title: str
    is_closed: bool
    groups: str
    group_ids: tuple[int, ...]
    administrators: str
    state: str
    state_since: date | None
    term_until: date | None


@dataclass(frozen=True)
class ChatCard:
    """A chat's passport."""

    row: ChatRow
    purpose: str
    link: str
    hours: tuple[HoursLine, ...]
    hours_basis: str
    term_from: date | None
    states: tuple[StateLine, ...]
    platform_label: str  # what the dated reference says of the platform today
    papers: tuple[tuple[int, str], ...]
    outside_regulation: str = ""


@dataclass(frozen=True)
class ChatData:
    """What is typed on a chat's card; an empty number is given by the register."""

    title: str
    number: str = ""
    group_ids: tuple[int, ...] = ()
    kind: str = "institution"
    platform: str = "max"
    is_closed: bool = True
    purpose: str = ""
    link: str = ""
    hours: tuple[HoursLine, ...] = field(default_factory=tuple)
    hours_basis: str = ""
    term_from: date | None = None
    term_until: date | None = None


@requires(Permission.CHATS_READ)
def chats(session: Session, with_closed: bool = True) -> tuple[ChatRow, ...]:
    """The register, by number."""
    query = Chat.select()
    if not with_closed:
        query = query.where(Chat.state != "closed")
    rows = [_row(record) for record in query]
    return tuple(sorted(rows, key=lambda row: (len(row.number), row.number)))


@requires(Permission.CHATS_READ)
def chat_card(session: Session, chat_id: int) -> ChatCard:
    """One chat's passport."""
    record = find_chat(chat_id)
    platform = platforms.platforms().get(record.platform)
    status = platform.status_on(clock.today()) if platform else None
    return ChatCard(
        _row(record),
        record.purpose,
        record.link,
        tuple(
            HoursLine(h.weekday, h.opens, h.closes)
            for h in record.hours.order_by(ChatHours.weekday, ChatHours.opens)
        ),
        record.hours_basis,
        record.term_from,
        tuple(
            StateLine(s.state, s.on_date, s.reason, s.basis)
            for s in record.states.order_by(ChatState.id)
        ),
        status.label if status else "",
        tuple((p.id, f"{p.title} № {p.number}") for p in papers_of(record)),
    )


@requires(Permission.CHATS_WRITE, deed="Чат сохранён")
def save_chat(session: Session, data: ChatData, chat_id: int | None = None) -> int:
    """Register a chat or change its passport; returns its id.

    Raises UserError on a missing title, unknown platform, taken number or impossible hours.
    """
    title = " ".join(data.title.split())
    if not title:
        raise UserError("Введите название чата, как оно стоит в мессенджере.")
    if data.kind not in KINDS:
        raise UserError("Выберите вид чата: чат учреждения, чат родителей или чат работников.")
    if data.platform not in platforms.platforms():
        raise UserError("Выберите платформу из справочника.")
    if data.term_from and data.term_until and data.term_until < data.term_from:
        raise UserError("Срок чата кончается раньше, чем начался: проверьте даты.")
    record = find_chat(chat_id) if chat_id else Chat(state="project")
    record.number = data.number.strip() or record.number or _next_number()
    twin = Chat.get_or_none(Chat.number == record.number)
    if twin is not None and twin.id != record.id:
        raise UserError(f"Номер {record.number} в реестре уже занят чатом «{twin.title}».")
    record.title, record.kind, record.platform = title, data.kind, data.platform
    record.is_closed, record.purpose, record.link = (
        data.is_closed,
        data.purpose.strip(),
        data.link.strip(),
    )
    record.hours_basis = data.hours_basis.strip()
    record.term_from, record.term_until = data.term_from, data.term_until
    record.save()
    if chat_id is None:
        ChatState(chat=record, state="project", on_date=clock.today(), reason="заведён").save()
    _put_groups(record, data.group_ids)
    _put_hours(record, data.hours)
    entitle(session, f"Чат «{title}» сохранён")
    return int(record.id)


@requires(Permission.CHATS_READ)
def obstacles(session: Session, chat_id: int, to_state: str, on_date: date) -> tuple[str, ...]:
    """What the regulation in force asks before that step and is not there yet, in Russian."""
    record = find_chat(chat_id)
    if to_state not in ("order", "open") or record.kind == "parents":
        return ()
    regulation = in_force(on_date)
    missing = []
    for gate in acts.bindings("gate", on_date):
        source = acts.quoted(regulation, gate)
        if gate.id == "consents-before-open":
            waiting = families_without_answer(record)
            if waiting:
                missing.append(
                    f"не ответили о согласии: {count(len(waiting), 'семья', 'семьи', 'семей')} "
                    f"({source})"
                )
        elif gate.id == "order-before-open" and to_state == "open":
            grounds = {row.basis for row in record.states if row.basis}
            if not grounds - unsigned_grounds():  # an order of the journal counts once signed
                missing.append(f"нет подписанного приказа о создании чата ({source})")
    if to_state == "open":
        missing.extend(_empty_roles(record, on_date))
    return tuple(missing)


@requires(Permission.CHATS_READ)
def duties_after_opening(session: Session, chat_id: int, on_date: date) -> tuple[str, ...]:
    """What the regulation in force asks of an open chat and nobody can check from outside."""
    if find_chat(chat_id).kind == "parents":
        return ()
    regulation = in_force(on_date)
    return tuple(
        f"закрепите в чате правила ({acts.quoted(regulation, gate)})"
        for gate in acts.bindings("gate", on_date)
        if gate.id == "rules-pinned"
    )


@requires(Permission.CHATS_WRITE, deed="Состояние чата записано")
def record_state(
    session: Session, chat_id: int, state: str, on_date: date, reason: str, basis: str = ""
) -> None:
    """Record the state of a chat that lived before the program: what the regulation asks before
    opening is then listed on the card, not demanded."""
    record = find_chat(chat_id)
    if state not in STATES:
        raise UserError(f"Состояние чата бывает: {', '.join(STATES.values())}.")
    for step in record.states.where(ChatState.on_date > on_date):  # «заведён» is no later
        step.on_date = on_date
        step.save()
    ChatState(chat=record, state=state, on_date=on_date, reason=reason, basis=basis).save()
    record.state = state
    record.save()


@requires(Permission.CHATS_WRITE, deed="Состояние чата изменено")
def move_chat(
    session: Session,
    chat_id: int,
    state: str,
    on_date: date | None = None,
    reason: str = "",
    basis: str = "",
) -> None:
    """Take the chat to another state. Raises UserError naming what the regulation still asks for,
    and for pausing or closing without a reason. A `basis` (order number and date) is a ground for
    opening where the order was issued outside the program."""
    record = find_chat(chat_id)
    day = on_date or clock.today()
    if state not in STATES:
        raise UserError("Выберите состояние чата из списка.")
    if state not in NEXT_STATES[record.state]:
        raise UserError(
            f"Из состояния «{STATES[record.state]}» нельзя перейти в «{STATES[state]}»: "
            "выберите следующий шаг из предложенных."
        )
    if state in ("paused", "closed") and not reason.strip():
        raise UserError("Укажите причину: она останется в истории чата.")
    if day > clock.today():
        raise UserError("Эта дата ещё не наступила: запишите шаг в тот день, когда он сделан.")
    last = record.states.order_by(ChatState.id.desc()).first()
    if last is not None and day < last.on_date:
        raise UserError(f"Дата раньше прошлого шага ({numeric(last.on_date)}): проверьте её.")
    if basis.strip() and state in ("order", "open"):
        ChatState(chat=record, state="order", on_date=day, reason="", basis=basis.strip()).save()
        if state == "order":
            record.state = state
            record.save()
            return
    missing = obstacles(session, chat_id, state, day)
    if missing and state == "open":
        raise UserError(f"Чат ещё нельзя открыть: {'; '.join(missing)}.")
    ChatState(
        chat=record, state=state, on_date=day, reason=reason.strip(), basis=basis.strip()
    ).save()
    record.state = state
    record.save()
    entitle(session, f"Чат «{record.title}»: {STATES[state]}")


def check_hours(line: HoursLine) -> None:
    """Raise UserError when the weekday or the times cannot be."""
    if not 0 <= line.weekday <= 6 or not _is_time(line.opens) or not _is_time(line.closes):
        raise UserError("Время чата вводится как 08:00–19:00 на каждый день недели.")
    if line.opens >= line.closes:
        raise UserError(
            f"Время чата кончается не позже, чем начинается ({line.opens}–{line.closes}): "
            "проверьте часы."
        )


def families_without_answer(record: Chat) -> tuple[int, ...]:
    """Ids of children of the chat's groups for whom nobody signed or refused."""
    from desktop.models import Child, Consent, ConsentEvent, Enrollment

    groups = [link.group_id for link in record.groups]
    expected = {
        row[0]
        for row in Enrollment.select(Enrollment.child)
        .join(Child)
        .where(
            Enrollment.group.in_(groups),
            Enrollment.until.is_null(),
            Child.departed_on.is_null(),
        )
        .tuples()
    }
    answered = {
        row.consent.child_id
        for row in ConsentEvent.select(ConsentEvent, Consent)
        .join(Consent)
        .where(
            (Consent.chat == record) | Consent.chat.is_null(),
            ConsentEvent.state.in_(("signed", "refused", "withdrawn")),
        )
        if counts_for(row.consent.resource, row.consent.chat_id, record)
    }
    return tuple(sorted(expected - answered))


def platform_title(ident: str) -> str:
    """The platform's name for lists; the id when the reference knows it no more."""
    platform = platforms.platforms().get(ident)
    return platform.name if platform else ident


def _empty_roles(record: Chat, day: date) -> list[str]:
    """Roles of the regulation that nobody fills in this chat on that day."""
    regulation = in_force(day)
    filled = {
        row.role
        for row in Administrator.select().where(
            (Administrator.chat == record) | Administrator.chat.is_null()
        )
        if not row.is_substitute
        and not (row.employee and row.employee.dismissed_on and row.employee.dismissed_on <= day)
        and row.since <= day
        and (row.until is None or day <= row.until)
    }
    missing = []
    for role in acts.bindings("role", day):
        if role.id not in filled and role.id not in ("curator",):
            source = acts.quoted(regulation, role)
            missing.append(f"не назначен {ROLES[role.id]} ({source})")
    return list(dict.fromkeys(missing))


def _row(record: Chat) -> ChatRow:
    links = list(record.groups.join(Group).order_by(Group.title))
    last = record.states.order_by(ChatState.id.desc()).first()
    return ChatRow(
        record.id,
        record.number,
        record.title,
        record.kind,
        record.platform,
        platform_title(record.platform),
        record.is_closed,
        ", ".join(link.group.title for link in links),
        tuple(link.group_id for link in links),
        names_now(record),
        record.state,
        last.on_date if last else None,
        record.term_until,
    )


def _next_number() -> str:
    numbers = [int(row.number) for row in Chat.select(Chat.number) if row.number.isdecimal()]
    return str(max(numbers, default=0) + 1)


def _put_groups(record: Chat, group_ids: tuple[int, ...]) -> None:
    for link in record.groups:
        if link.group_id not in group_ids:
            link.delete_instance()
    present = {link.group_id for link in record.groups}
    for group_id in dict.fromkeys(group_ids):
        if group_id not in present:
            if Group.get_or_none(Group.id == group_id) is None:
                raise UserError("Одной из групп больше нет: выберите группы чата заново.")
            ChatGroup(chat=record, group=group_id).save()


def _put_hours(record: Chat, hours: tuple[HoursLine, ...]) -> None:
    for line in hours:
        check_hours(line)
    wanted = {(line.weekday, line.opens, line.closes) for line in hours}
    for row in record.hours:
        if (row.weekday, row.opens, row.closes) not in wanted:
            row.delete_instance()
    present = {(row.weekday, row.opens, row.closes) for row in record.hours}
    for weekday, opens, closes in sorted(wanted - present):
        ChatHours(chat=record, weekday=weekday, opens=opens, closes=closes).save()


def _is_time(text: str) -> bool:
    hours, colon, minutes = text.partition(":")
    if text == "24:00":
        return True
    return (
        bool(colon)
        and len(hours) == 2
        and len(minutes) == 2
        and (hours + minutes).isdecimal()
        and int(hours) < 24
        and int(minutes) < 60
    )
