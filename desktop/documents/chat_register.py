"""Register of chats on a date: a wide table for the file and for an inspector."""

from dataclasses import dataclass
from datetime import date as Date

from desktop.documents import _sample
from desktop.documents._blocks import Block, Bold, Cell, Para, Story, Table
from desktop.documents._chats import (
    KINDS,
    STATES,
    ChatLine,
    PlatformLine,
    chat_line,
    footnote_marks,
    natural,
)
from desktop.documents._document import DocumentType
from desktop.documents._layout import day_in_words, signature
from desktop.documents._office import Office, Signer, head_on, office
from desktop.models import Chat, ChatState, Child, Consent, ConsentEvent, Enrollment, Paper
from desktop.russian.dates import numeric
from desktop.russian.terms import terms

_DECIDED = ("signed", "refused", "withdrawn")


@dataclass(frozen=True)
class RegisterLine:
    """A chat and what the register tells of it. Dates are ISO or ""."""

    chat: ChatLine
    order: str  # «№ 41-ОД от 20.11.2026», or the basis that was typed
    opened: str
    state: str
    closed: str
    children: int
    consents: int
    refusals: int


@dataclass(frozen=True)
class Register:
    """All chats as they stand on `date`."""

    number: str
    date: str
    office: Office
    signer: Signer
    lines: tuple[RegisterLine, ...]


def collect(*, date: Date, number: str = "", closed: bool = True) -> Register:
    """The register on that date, with the closed chats unless `closed` is False."""
    requisites = office()
    records = sorted(Chat.select(), key=lambda record: natural(record.number))
    lines = [_line(record, requisites.kind, date) for record in records]
    return Register(
        number,
        date.isoformat(),
        requisites,
        head_on(date),
        tuple(line for line in lines if line is not None and (closed or not line.closed)),
    )


def _line(record: Chat, kind: str, day: Date) -> RegisterLine | None:
    """The chat as it was on that day; None when it was not entered yet."""
    steps = list(
        record.states.where(ChatState.on_date <= day).order_by(ChatState.on_date, ChatState.id)
    )
    if not steps:
        return None
    opened = next((step.on_date for step in steps if step.state == "open"), None)
    closed = steps[-1].on_date if steps[-1].state == "closed" else None
    children, consents, refusals = _families(record, day)
    return RegisterLine(
        chat_line(record, kind, day),
        _order(record, steps, day),
        opened.isoformat() if opened else "",
        steps[-1].state,
        closed.isoformat() if closed else "",
        children,
        consents,
        refusals,
    )


def _order(record: Chat, steps: list[ChatState], day: Date) -> str:
    paper = (
        record.papers.where(
            Paper.document == "order-create-chats",
            Paper.state != "cancelled",
            Paper.date <= day,
        )
        .order_by(Paper.id.desc())
        .first()
    )
    if paper is not None:
        return f"№ {paper.number} от {numeric(paper.date)}"
    return next((step.basis for step in steps if step.basis.strip()), "")


def _families(record: Chat, day: Date) -> tuple[int, int, int]:
    """Children of the chat's groups on that day, those with a consent in force, those refused.

    A refusal or withdrawal of one representative outweighs the signature of the other until the
    family settles it (СК РФ, art. 61, 64).
    """
    groups = [link.group_id for link in record.groups]
    stays = (
        Enrollment.select(Enrollment.child)
        .join(Child)
        .where(
            Enrollment.group.in_(groups),
            Enrollment.since.is_null() | (Enrollment.since <= day),
            Enrollment.until.is_null() | (Enrollment.until >= day),
            Child.departed_on.is_null() | (Child.departed_on > day),
        )
    )
    children = {row[0] for row in stays.tuples()}
    events = (
        Consent.select(Consent.child, Consent.guardian, Consent.valid_until, ConsentEvent.state)
        .join(ConsentEvent)
        .where(
            (Consent.chat == record) | Consent.chat.is_null(),
            ConsentEvent.on_date <= day,
            ConsentEvent.state.in_(_DECIDED),
        )
        .order_by(ConsentEvent.on_date, ConsentEvent.id)
    )
    latest: dict[tuple[int, int | None], str] = {}
    for child, guardian, until, state in events.tuples():
        expired = state == "signed" and until is not None and until < day
        latest[child, guardian] = "expired" if expired else state
    agreed = {child for (child, _), state in latest.items() if state == "signed"}
    against = {child for (child, _), state in latest.items() if state in ("refused", "withdrawn")}
    return len(children), len(children & (agreed - against)), len(children & against)


def heading(data: Register) -> str:
    """«Реестр чатов на 20.11.2026»."""
    return f"Реестр чатов на {_day(data.date)}"


def story(data: Register) -> Story:
    """The table on wide pages."""
    group = terms(data.office.kind).group
    marks, notes = footnote_marks(line.chat.platform for line in data.lines)
    titles = (
        "№", "Название, назначение", group.capital(), "Платформа, вид", "Приказ",
        "Администраторы", "Открыт", "Срок", "Семей / согласий / отказов",
        "Правила закреплены", "Дата сверки", "Состояние",
    )  # fmt: skip
    rows = tuple(_row(line, marks) for line in data.lines)
    blocks: tuple[Block, ...] = (
        Para((Bold(data.office.full_name),), "center", 12, hyphens=False),
        Para((Bold("РЕЕСТР ЧАТОВ"),), "center", 14, before=8),
        Para(f"по состоянию на {day_in_words(data.date)}", "center", 12, after=6),
        Table(
            titles,
            (8, 37, 24, 29, 20, 31, 19, 19, 18, 21, 16, 25),
            rows,
            9,
            keep_next=True,
        )
        if rows
        else Para("На эту дату в реестре нет ни одного чата.", "center", 12, before=12),
        signature(data.signer),
    )
    return Story(blocks, landscape=True, footnotes=notes)


def _row(line: RegisterLine, marks: dict[str, str]) -> tuple[Cell | str, ...]:
    chat = line.chat
    kind = f"{KINDS[chat.kind]}, {'закрытый' if chat.is_closed else 'открытый'}"
    warning = f"\n{chat.platform.warning}" if chat.platform.warning else ""
    state = STATES[line.state]
    until = f"до {_day(chat.term_until)}" if chat.term_until else "бессрочно"
    return (
        Cell(chat.number, "center"),
        Cell((Bold(chat.title), f"\n{chat.purpose}" if chat.purpose else "")),
        chat.groups or "–",
        f"{chat.platform.name}{marks.get(chat.platform.name, '')}\n{kind}{warning}",
        line.order or "–",
        ",\n".join(chat.administrators) or "–",
        _day(line.opened) if line.opened else "–",
        until,
        Cell(
            f"{line.children} / {line.consents} / {line.refusals}" if chat.groups else "–", "center"
        ),
        "",
        "",
        f"{state} {_day(line.closed)}" if line.closed else state,
    )


def _day(iso: str) -> str:
    return numeric(Date.fromisoformat(iso))


def missing(data: Register) -> tuple[str, ...]:
    """What prints as dotted lines."""
    return () if data.signer.name else ("должность и фамилия руководителя на дату документа",)


def warnings(data: Register) -> tuple[str, ...]:
    """Chats on platforms where personal data may not be sent."""
    return tuple(
        f"чат № {line.chat.number}, {line.chat.platform.name}: {line.chat.platform.warning}"
        for line in data.lines
        if line.chat.platform.warning and line.state != "closed"
    )


SAMPLE = Register(
    "",
    "2026-11-20",
    _sample.OFFICE,
    _sample.SIGNER,
    (
        RegisterLine(
            ChatLine(
                "1",
                "Ромашка – родители",
                "institution",
                "группа «Ромашка»",
                PlatformLine("MAX", "VK"),
                True,
                "оперативное информирование родителей",
                ("Лаптева В. И.", "Ким В. А."),
                "2026-09-01",
                "2027-05-31",
            ),
            "№ 41-ОД от 01.09.2026",
            "2026-09-03",
            "open",
            "",
            24,
            21,
            2,
        ),
        RegisterLine(
            ChatLine(
                "2",
                "Педагоги",
                "staff",
                "",
                PlatformLine("Сферум (в MAX)", "VK"),
                True,
                "рабочие вопросы",
                ("Зимина О. П.",),
                "",
                "",
            ),
            "",
            "2025-09-01",
            "paused",
            "",
            0,
            0,
            0,
        ),
        RegisterLine(
            ChatLine(
                "3",
                "Выпускники – родители",
                "institution",
                "группа «Пчёлка»",
                PlatformLine(
                    "WhatsApp",
                    "Meta",
                    "Принадлежит компании Meta, деятельность которой по Facebook и Instagram "
                    "признана в России экстремистской и запрещена.",
                    "персональные данные передавать нельзя",
                ),
                True,
                "",
                (),
                "",
                "2026-05-31",
            ),
            "№ 7 от 02.09.2019",
            "2019-09-02",
            "closed",
            "2026-06-01",
            22,
            0,
            0,
        ),
    ),
)

DOCUMENT = DocumentType(
    id="chat-register",
    title="Реестр чатов",
    series="",
    number_template="",
    data=Register,
    collect=collect,
    story=story,
    sample=SAMPLE,
    heading=heading,
    missing=missing,
    warnings=warnings,
)
