"""Papers: preview, registration in a journal, signing. What is registered never changes."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date
from pathlib import Path
from typing import Any

from desktop import clock
from desktop.documents import _render
from desktop.documents._document import DocumentType
from desktop.errors import UserError
from desktop.models import Chat, Guardianship, Paper
from desktop.operations import (
    _paper_effects,
    _paper_numbers,
    _paper_requests,
    chats,
    consents,
)
from desktop.operations._chats import find_chat
from desktop.operations._operation import Session, entitle, keep, requires
from desktop.operations._paper_views import (
    FORM,
    DocumentChoice,
    FormsPreview,
    Issued,
    PaperRow,
    Preview,
    catalogue,
    document_type,
    document_types,
)
from desktop.operations._people import find_child, name_of
from desktop.operations.permissions import Permission

__all__ = [
    "FORM",
    "SERIES",
    "STATES",
    "DocumentChoice",
    "FormsPreview",
    "Issued",
    "PaperRow",
    "Preview",
    "cancel",
    "catalogue",
    "choices",
    "document_type",
    "document_types",
    "issue",
    "issue_consents",
    "mark_signed",
    "next_number",
    "paper_pdf",
    "papers",
    "preview",
    "preview_consents",
    "recovery_sheet",
    "save_pdf",
    "to_sign",
]

STATES = {"registered": "на подпись", "signed": "подписан", "cancelled": "отменён"}
SERIES = {"orders": "Журнал приказов", "consents": "Журнал согласий", "sheets": "Прочие бумаги"}


@dataclass(frozen=True)
class _Dated:
    """What a file name is made of."""

    number: str
    date: str


@requires(Permission.PAPERS_READ)
def choices(session: Session) -> tuple[DocumentChoice, ...]:
    """The kinds of papers a person can ask for."""
    return catalogue()


@requires(Permission.PAPERS_READ)
def papers(session: Session, series: str | None = None) -> tuple[PaperRow, ...]:
    """Registered papers, the latest first."""
    query = Paper.select(*_ROW_FIELDS).order_by(Paper.date.desc(), Paper.id.desc())
    if series is not None:
        query = query.where(Paper.series == series)
    forms = _states_of_forms() if series in (None, "consents") else {}
    return tuple(_row(record, forms.get(record.id)) for record in query)


@requires(Permission.PAPERS_READ)
def to_sign(session: Session) -> tuple[PaperRow, ...]:
    """Papers that wait for the head's signature, the oldest first."""
    query = Paper.select(*_ROW_FIELDS).where(
        Paper.state == "registered", Paper.series != "consents"
    )
    return tuple(_row(record, None) for record in query.order_by(Paper.date, Paper.id))


@requires(Permission.PAPERS_READ)
def paper_pdf(session: Session, paper_id: int) -> Issued:
    """The registered paper, the very bytes that were drawn. Raises UserError when the base holds
    other bytes than were registered."""
    record = _paper(paper_id)
    pdf = bytes(record.pdf)
    if hashlib.sha256(pdf).hexdigest() != record.sha256:
        raise UserError("Сохранённый документ повреждён: восстановите базу из резервной копии.")
    return _issued(document_type(record.document), record, pdf)


@requires(Permission.PAPERS_PREPARE)
def preview(
    session: Session,
    document: str,
    request: Mapping[str, Any],
    *,
    day: Date | None = None,
    number: str = "",
) -> Preview:
    """The paper as it will look on that date (today unless told), without a place in a journal.

    `request` holds what the paper asks for (`DocumentChoice.asks`). Raises UserError when
    something is missing or cannot be. Warnings tell what the head should know before signing.
    """
    kind = _printable(document)
    when = day or clock.today()
    data = _paper_requests.collected(kind, request, when, number.strip())
    notes = list(kind.warnings(data))
    if late := _paper_numbers.out_of_order(kind, when, number):
        notes.append(late)
    if kind.id == _paper_effects.CREATION:
        notes.extend(_before_opening(session, request, kind, when))
    return Preview(
        kind.id,
        kind.heading(data),
        kind.file_name(data),
        data,
        kind.missing(data),
        tuple(dict.fromkeys(notes)),
    )


@requires(Permission.PAPERS_PREPARE)
def next_number(session: Session, document: str, day: Date) -> str:
    """The number the journal would give to a paper of that date; "" for one it does not number."""
    kind = _printable(document)
    return _paper_numbers.next_free(kind, day) if kind.series else ""


@requires(Permission.PAPERS_PREPARE, deed="Документ зарегистрирован", undoable=False)
def issue(
    session: Session,
    document: str,
    request: Mapping[str, Any],
    *,
    day: Date | None = None,
    number: str = "",
) -> Issued:
    """Give the paper its number and freeze it: text, PDF and hash are kept for ever.

    An order on creating chats takes its chats to «приказ», one on administrators becomes the
    ground of their appointments. Raises UserError when the number is taken in that year's journal.
    """
    kind = _printable(document)
    if not kind.series:
        raise UserError(f"«{kind.title}» не регистрируется в журнале: его можно просто напечатать.")
    if kind.id == FORM:
        raise UserError("Бланк согласия регистрируется для семьи: напечатайте его из «Согласий».")
    record = _register(session, kind, request, day or clock.today(), number)
    _paper_effects.take_effect(record, _paper_requests.checked(kind, request))
    keep(session)
    entitle(session, f"Зарегистрировано: {kind.title} № {record.number}")
    return _issued(kind, record, bytes(record.pdf))


@requires(Permission.CONSENTS_READ)
def preview_consents(
    session: Session, chat_id: int, child_ids: Sequence[int], *, day: Date | None = None
) -> FormsPreview:
    """The forms of these children for one chat without numbers; nothing is written."""
    when = day or clock.today()
    without: list[str] = []
    kind = document_type(FORM)
    datas = tuple(
        _paper_requests.collected(kind, request, when)
        for request in _forms(find_chat(chat_id), child_ids, without)
    )
    if not datas:
        raise _nothing_to_print()
    return FormsPreview(datas, tuple(without))


@requires(Permission.CONSENTS_WRITE, deed="Бланки согласий напечатаны", undoable=False)
def issue_consents(
    session: Session,
    chat_id: int,
    child_ids: Sequence[int],
    *,
    day: Date | None = None,
    duplex: bool = False,
) -> tuple[bytes, tuple[str, ...]]:
    """One numbered form per representative of each child, all in one PDF.

    Returns the PDF and the children (names) who have no representative on record: for them
    nothing is printed. Each form is its own sheet with its own number (152-ФЗ, art. 9 part 1 in
    the wording of 156-ФЗ of 24.06.2025). With `duplex` each starts on a front side.
    """
    chat = find_chat(chat_id)
    kind = document_type(FORM)
    when = day or clock.today()
    without: list[str] = []
    datas: list[Any] = []
    ordinal = int(consents.next_number(when).partition("/")[0])
    for request in _forms(chat, child_ids, without):
        number = f"{ordinal + len(datas)}/{when.year}"
        data = _paper_requests.collected(kind, request, when, number)
        record = _stored(session, kind, data, when, ordinal + len(datas), number, chat.id)
        datas.append(data)
        consents.register_consent(
            session,
            child_id=request["child"],
            guardian_id=request["guardian"],
            chat_id=chat.id,
            number=number,
            valid_from=when,
            valid_until=None,
            paper_id=record.id,
        )
    if not datas:
        raise _nothing_to_print()
    _paper_effects.forms_given_out(chat, when)
    keep(session)
    entitle(session, f"Напечатаны бланки согласий: {len(datas)}")
    return _render.render_many(kind, datas, odd_start=duplex), tuple(without)


@requires(Permission.PAPERS_SIGN, deed="Документ подписан", undoable=False)
def mark_signed(session: Session, paper_id: int, on_date: Date | None = None) -> None:
    """The head signed the paper on that date. Raises UserError for a cancelled or signed one, for
    a family's consent, and for a date before the paper's or in the future."""
    record = _paper(paper_id)
    day = on_date or clock.today()
    if record.series == "consents":
        raise UserError("Согласие подписывает семья: отметьте его в разделе «Согласия».")
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
    another order. What the paper had done to its chats is taken back."""
    record = _paper(paper_id)
    if record.series == "consents":
        raise UserError("Согласие не отменяют: отметьте отказ или отзыв в разделе «Согласия».")
    if record.state == "signed":
        raise UserError("Подписанный документ отменяют другим приказом, в журнале он останется.")
    if record.state == "cancelled":
        raise UserError(f"Документ № {record.number} уже отменён.")
    if not reason.strip():
        raise UserError("Укажите, почему документ отменяется: причина останется в журнале.")
    record.state, record.cancelled_by = "cancelled", " ".join(reason.split())
    record.save()
    _paper_effects.lose_effect(record, clock.today())
    keep(session)
    entitle(session, f"Отменён документ № {record.number}")


@requires(Permission.OFFICE_READ)
def recovery_sheet(session: Session, key: str) -> bytes:
    """The sheet with the recovery key for the head's safe, drawn in memory only."""
    kind = document_type("recovery-key")
    return _render.render(kind, _paper_requests.collected(kind, {"key": key}, clock.today()))


def save_pdf(path: Path, pdf: bytes) -> None:
    """Write a paper to a file. Raises UserError when the place does not take it."""
    try:
        path.write_bytes(pdf)
    except OSError:
        raise UserError(f"Файл «{path}» не записывается: проверьте папку и права на неё.") from None


_ROW_FIELDS = (
    Paper.id,
    Paper.document,
    Paper.series,
    Paper.number,
    Paper.title,
    Paper.date,
    Paper.state,
    Paper.signed_on,
    Paper.signed_by,
    Paper.cancelled_by,
    Paper.created_by,
    Paper.chat,
)


def _row(record: Paper, form_state: str | None) -> PaperRow:
    state = form_state or record.state
    return PaperRow(
        record.id,
        record.document,
        record.series,
        record.number,
        record.title,
        record.date,
        state,
        consents.STATES[form_state] if form_state else STATES[record.state],
        record.signed_on,
        record.signed_by,
        record.cancelled_by,
        record.created_by,
        record.chat_id,
    )


def _states_of_forms() -> dict[int, str]:
    """The last state of each form of consent by the id of its paper."""
    from desktop.models import Consent, ConsentEvent

    query = (
        ConsentEvent.select(Consent.paper, ConsentEvent.state)
        .join(Consent)
        .where(Consent.paper.is_null(False))
        .order_by(ConsentEvent.id)
    )
    return dict(query.tuples())


def _paper(paper_id: int) -> Paper:
    record = Paper.get_or_none(Paper.id == paper_id)
    if record is None:
        raise UserError("Этого документа нет в журнале: обновите список.")
    return record


def _printable(document: str) -> DocumentType[Any]:
    kind = document_type(document)
    if kind.secret:
        raise UserError(f"«{kind.title}» печатается только там, где создаётся, и не хранится.")
    return kind


def _issued(kind: DocumentType[Any], record: Paper, pdf: bytes) -> Issued:
    name = kind.file_name(_Dated(record.number, record.date.isoformat()))
    return Issued(record.id, record.number, record.title, name, pdf)


def _register(
    session: Session,
    kind: DocumentType[Any],
    request: Mapping[str, Any],
    day: Date,
    wanted: str,
) -> Paper:
    ordinal, number = _paper_numbers.taken(kind, day, wanted)
    data = _paper_requests.collected(kind, request, day, number)
    given = _paper_requests.checked(kind, request)
    about: tuple[int, ...] = given.get("chats", ())
    chat_id = about[0] if len(about) == 1 else given.get("chat")
    return _stored(session, kind, data, day, ordinal, number, chat_id)


def _stored(
    session: Session,
    kind: DocumentType[Any],
    data: Any,
    day: Date,
    ordinal: int,
    number: str,
    chat_id: int | None,
) -> Paper:
    pdf = _render.render(kind, data)
    record = Paper(
        document=kind.id,
        series=kind.series,
        year=day.year,
        ordinal=ordinal,
        number=number,
        title=kind.heading(data),
        date=day,
        content=kind.data_to_json(data),
        pdf=pdf,
        sha256=hashlib.sha256(pdf).hexdigest(),
        created_at=clock.now().replace(tzinfo=None, microsecond=0),
        created_by=session.actor.login,
        chat=chat_id,
    )
    record.save()
    return record


def _forms(
    chat: Chat, child_ids: Sequence[int], without: list[str]
) -> Iterator[dict[str, int]]:  # fmt: skip
    """A request per child and present representative; children without one go to `without`."""
    for child_id in dict.fromkeys(child_ids):
        child = find_child(child_id)
        links = list(child.guardianships.where(Guardianship.until.is_null()))
        if not links:
            without.append(name_of(child).full)
        for link in links:
            yield {"child": child_id, "guardian": link.guardian_id, "chat": chat.id}


def _nothing_to_print() -> UserError:
    return UserError(
        "Печатать нечего: ни у одного из выбранных детей не записан законный представитель."
    )


def _before_opening(
    session: Session, request: Mapping[str, Any], kind: DocumentType[Any], day: Date
) -> list[str]:
    """What the regulation asks before the chats of the order may open and is not there yet."""
    notes: list[str] = []
    for chat_id in _paper_requests.checked(kind, request)["chats"]:
        chat = find_chat(chat_id)
        notes.extend(
            f"чат № {chat.number}: {missing}"
            for missing in chats.obstacles(session, chat_id, "order", day)
        )
    return notes
