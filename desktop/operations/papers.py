"""Papers: preview, registration in a journal, signing. What is registered never changes."""

import dataclasses
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import desktop.documents
from desktop import clock
from desktop.documents import _render
from desktop.documents._document import DocumentType
from desktop.errors import UserError
from desktop.models import Chat, ChatState, Guardianship, Paper
from desktop.operations import consents
from desktop.operations._operation import Session, entitle, keep, requires
from desktop.operations.chats import find_chat
from desktop.operations.permissions import Permission
from desktop.reference import calendar
from desktop.registry import collect
from desktop.russian.dates import numeric

STATES = {"registered": "на подпись", "signed": "подписан", "cancelled": "отменён"}
SERIES = {"orders": "Журнал приказов", "consents": "Журнал согласий", "sheets": "Прочие бумаги"}


@dataclass(frozen=True)
class DocumentChoice:
    """A kind of paper that can be printed."""

    id: str
    title: str
    series: str


@dataclass(frozen=True)
class PaperRow:
    """A line of a journal."""

    id: int
    document: str
    series: str
    number: str
    title: str
    date: date
    state: str
    signed_on: date | None
    created_by: str
    chat_id: int | None


@dataclass(frozen=True)
class Preview:
    """A paper before it has a number: its data, what prints as dotted lines, what to think of.

    `pdf()` draws it; it needs no base and may run on any thread.
    """

    document: str
    title: str
    file_name: str
    data: Any
    missing: tuple[str, ...]
    warnings: tuple[str, ...]

    def pdf(self) -> bytes:
        """The paper as PDF."""
        return _render.render(document_type(self.document), self.data)


@dataclass(frozen=True)
class Issued:
    """A registered paper."""

    id: int
    number: str
    title: str
    file_name: str
    pdf: bytes


@cache
def document_types() -> dict[str, DocumentType[Any]]:
    """All kinds of papers by id."""
    return collect(desktop.documents, "DOCUMENT")


def document_type(ident: str) -> DocumentType[Any]:
    """One kind of paper. Raises UserError for an unknown one."""
    try:
        return document_types()[ident]
    except KeyError:
        known = ", ".join(document_types())
        raise UserError(f"Документа «{ident}» нет: бывают {known}.") from None


@requires(Permission.PAPERS_READ)
def choices(session: Session) -> tuple[DocumentChoice, ...]:
    """The kinds of papers a person can ask for."""
    return tuple(
        DocumentChoice(d.id, d.title, d.series) for d in document_types().values() if not d.secret
    )


@requires(Permission.PAPERS_READ)
def papers(session: Session, series: str | None = None) -> tuple[PaperRow, ...]:
    """Registered papers, the latest first."""
    query = Paper.select(
        Paper.id,
        Paper.document,
        Paper.series,
        Paper.number,
        Paper.title,
        Paper.date,
        Paper.state,
        Paper.signed_on,
        Paper.created_by,
        Paper.chat,
    ).order_by(Paper.date.desc(), Paper.id.desc())
    if series is not None:
        query = query.where(Paper.series == series)
    return tuple(
        PaperRow(
            p.id,
            p.document,
            p.series,
            p.number,
            p.title,
            p.date,
            p.state,
            p.signed_on,
            p.created_by,
            p.chat_id,
        )
        for p in query
    )


@requires(Permission.PAPERS_READ)
def paper_pdf(session: Session, paper_id: int) -> Issued:
    """The registered paper exactly as it was drawn. Raises UserError when its bytes were altered."""
    record = _paper(paper_id)
    pdf = bytes(record.pdf)
    if hashlib.sha256(pdf).hexdigest() != record.sha256:
        raise UserError("Сохранённый документ повреждён: восстановите базу из резервной копии.")
    kind = document_type(record.document)
    data = kind.data_from_json(record.content)
    return Issued(record.id, record.number, record.title, kind.file_name(data), pdf)


@requires(Permission.PAPERS_PREPARE)
def preview(session: Session, document: str, request: dict[str, Any]) -> Preview:
    """The paper as it will look, without a number. `request` is what the paper asks for."""
    kind = document_type(document)
    data = kind.collect(**request)
    return Preview(
        kind.id,
        kind.heading(data),
        kind.file_name(data),
        data,
        kind.missing(data),
        (*kind.warnings(data), *_date_warnings(kind, data)),
    )


@requires(Permission.PAPERS_PREPARE)
def next_number(session: Session, document: str, day: date) -> str:
    """The number the journal would give to a paper of that date."""
    kind = document_type(document)
    return _number(kind, day)[1]


@requires(Permission.PAPERS_PREPARE, deed="Документ зарегистрирован", undoable=False)
def issue(
    session: Session,
    document: str,
    request: dict[str, Any],
    *,
    day: date | None = None,
    number: str = "",
) -> Issued:
    """Give the paper its number and freeze it: text, PDF and hash are kept for ever.

    Raises UserError when the number is taken in that year's journal.
    """
    kind = document_type(document)
    if not kind.series:
        raise UserError(f"«{kind.title}» не регистрируется в журнале: его можно просто напечатать.")
    record, issued = _register(session, kind, request, day or clock.today(), number)
    for chat_id in request.get("chat_ids", ()):
        _follow(session, kind, record, int(chat_id))
    keep(session)
    entitle(session, f"Зарегистрировано: {kind.title} № {issued.number}")
    return issued


@requires(Permission.PAPERS_PREPARE, deed="Бланки согласий напечатаны", undoable=False)
def issue_consents(
    session: Session,
    chat_id: int,
    child_ids: Sequence[int],
    *,
    day: date | None = None,
    duplex: bool = False,
) -> tuple[bytes, tuple[str, ...]]:
    """One numbered form per representative of each child, all in one PDF.

    Returns the PDF and the children (names) who have no representative on record: for them
    nothing is printed. Each form is its own sheet with its own number (156-ФЗ of 24.06.2025).
    """
    from desktop.operations._people import find_child, name_of

    chat = find_chat(chat_id)
    kind = document_type("consent-chat")
    when = day or clock.today()
    datas, without = [], []
    for child_id in child_ids:
        child = find_child(child_id)
        links = list(child.guardianships.where(Guardianship.until.is_null()))
        if not links:
            without.append(name_of(child).full)
        for link in links:
            request = {
                "child_id": child_id,
                "guardian_id": link.guardian_id,
                "chat_id": chat_id,
            }
            number = consents.next_number(when)
            record, _ = _register(session, kind, request, when, number)
            datas.append(kind.data_from_json(record.content))
            consents.register_consent(
                session,
                child_id=child_id,
                guardian_id=link.guardian_id,
                chat_id=chat_id,
                number=number,
                valid_from=when,
                valid_until=None,
                paper_id=record.id,
            )
    if not datas:
        raise UserError(
            "Печатать нечего: ни у одного из выбранных детей не записан законный представитель."
        )
    if chat.state == "project":
        _step(chat, "consents", when, "розданы бланки согласий", "")
    keep(session)
    entitle(session, f"Напечатаны бланки согласий: {len(datas)}")
    return _render.render_many(kind, datas, odd_start=duplex), tuple(without)


@requires(Permission.PAPERS_SIGN, deed="Документ подписан", undoable=False)
def mark_signed(session: Session, paper_id: int, on_date: date | None = None) -> None:
    """The head signed the paper on that date. Raises UserError for a cancelled or signed one."""
    record = _paper(paper_id)
    day = on_date or clock.today()
    if record.state != "registered":
        raise UserError(f"Документ № {record.number} уже {STATES[record.state]}.")
    if day < record.date:
        raise UserError("Дата подписания раньше даты документа: проверьте её.")
    if day > clock.today():
        raise UserError("Дата подписания ещё не наступила: поставьте день, когда подписали.")
    record.state, record.signed_on, record.signed_by = "signed", day, session.actor.login
    record.save()
    keep(session)
    entitle(session, f"Подписан документ № {record.number}")


@requires(Permission.PAPERS_SIGN, deed="Документ отменён", undoable=False)
def cancel(session: Session, paper_id: int, reason: str) -> None:
    """Take an unsigned paper out of use; its number stays taken. A signed one is ended only by
    another order."""
    record = _paper(paper_id)
    if record.state == "signed":
        raise UserError("Подписанный документ отменяют другим приказом, в журнале он останется.")
    if not reason.strip():
        raise UserError("Укажите, почему документ отменяется: причина останется в журнале.")
    record.state, record.cancelled_by = "cancelled", reason.strip()
    record.save()
    keep(session)


@requires(Permission.OFFICE_READ)
def recovery_sheet(session: Session, key: str) -> bytes:
    """The sheet with the recovery key for the head's safe, drawn in memory only."""
    kind = document_type("recovery-key")
    data = kind.collect(key=key)
    return _render.render(kind, data)


def _paper(paper_id: int) -> Paper:
    record = Paper.get_or_none(Paper.id == paper_id)
    if record is None:
        raise UserError("Этого документа нет в журнале: обновите список.")
    return record


def _register(
    session: Session, kind: DocumentType[Any], request: dict[str, Any], day: date, number: str
) -> tuple[Paper, Issued]:
    ordinal, next_free = _number(kind, day)
    chosen = number.strip() or next_free
    twin = Paper.get_or_none(
        Paper.series == kind.series, Paper.year == day.year, Paper.number == chosen
    )
    if twin is not None:
        raise UserError(
            f"Номер {chosen} в журнале {day.year} года уже занят: «{twin.title}» "
            f"от {numeric(twin.date)}. Возьмите {next_free}."
        )
    data = kind.collect(**request)
    data = dataclasses.replace(data, number=chosen, date=day.isoformat())
    pdf = _render.render(kind, data)
    chats = request.get("chat_ids") or [request.get("chat_id")]
    record = Paper(
        document=kind.id,
        series=kind.series,
        year=day.year,
        ordinal=ordinal,
        number=chosen,
        title=kind.heading(data),
        date=day,
        content=kind.data_to_json(data),
        pdf=pdf,
        sha256=hashlib.sha256(pdf).hexdigest(),
        created_at=clock.now().replace(tzinfo=None, microsecond=0),
        created_by=session.actor.login,
        chat=chats[0] if len(chats) == 1 else None,
    )
    record.save()
    return record, Issued(record.id, chosen, record.title, kind.file_name(data), pdf)


def _number(kind: DocumentType[Any], day: date) -> tuple[int, str]:
    """(ordinal, number) the journal of that year would give next."""
    from peewee import fn

    if kind.series == "consents":
        return 0, consents.next_number(day)
    last = (
        Paper.select(fn.MAX(Paper.ordinal))
        .where(Paper.series == kind.series, Paper.year == day.year)
        .scalar()
    )
    ordinal = (last or 0) + 1
    while True:
        number = kind.number_template.format(n=ordinal)
        if not Paper.get_or_none(
            Paper.series == kind.series, Paper.year == day.year, Paper.number == number
        ):
            return ordinal, number
        ordinal += 1


def _follow(session: Session, kind: DocumentType[Any], record: Paper, chat_id: int) -> None:
    """What an order does to a chat it names."""
    if kind.id != "order-create-chats":
        return
    chat = find_chat(chat_id)
    if chat.state in ("project", "consents"):
        _step(chat, "order", record.date, "", f"приказ от {numeric(record.date)} № {record.number}")
    if record.chat_id is None:
        return


def _step(chat: Chat, state: str, day: date, reason: str, basis: str) -> None:
    ChatState(chat=chat, state=state, on_date=day, reason=reason, basis=basis).save()
    chat.state = state
    chat.save()


def _date_warnings(kind: DocumentType[Any], data: Any) -> tuple[str, ...]:
    if kind.series != "orders" or not data.date:
        return ()
    try:
        if not calendar.is_working(date.fromisoformat(data.date)):
            return ("Дата приказа – выходной день.",)
    except UserError as error:
        return (str(error),)
    return ()
