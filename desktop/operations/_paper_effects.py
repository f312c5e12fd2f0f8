"""What a registered paper does to the chats it names, and how that is taken back."""

from datetime import date
from typing import Any

from desktop import clock
from desktop.documents._chats import appointed, chosen
from desktop.models import Administrator, Chat, ChatState, Paper
from desktop.russian.dates import numeric

CREATION = "order-create-chats"
APPOINTMENT = "order-administrators"


def reference(record: Paper) -> str:
    """«приказ от 20.11.2026 № 41-ОД»: how chats and appointments name their ground."""
    return f"приказ от {numeric(record.date)} № {record.number}"


def unsigned_grounds() -> set[str]:
    """References of orders on creation that nobody signed: nothing may be opened on them."""
    query = Paper.select(Paper.number, Paper.date).where(
        Paper.document == CREATION, Paper.state != "signed"
    )
    return {reference(record) for record in query}


def papers_of(chat: Chat) -> list[Paper]:
    """The papers about a chat alone, and the orders that are a ground in its history or of its
    administrators, by date."""
    grounds = {row.basis for row in chat.states if row.basis}
    grounds |= {row.basis for row in chat.administrators if row.basis}
    fields = (Paper.id, Paper.title, Paper.number, Paper.date, Paper.series, Paper.chat)
    return [
        record
        for record in Paper.select(*fields).order_by(Paper.date, Paper.id)
        if record.chat_id == chat.id or (record.series == "orders" and reference(record) in grounds)
    ]


def take_effect(record: Paper, request: dict[str, Any]) -> None:
    """An order on creation is the ground of its chats and takes those in preparation to «приказ»;
    an order on administrators is the ground of the appointments it lists.

    An appointment that has a ground keeps it, unless the order names one that it cancels.
    """
    if record.document == CREATION:
        for chat in chosen(request["chats"]):
            if chat.state in ("project", "consents"):
                step(chat, "order", record.date, "", reference(record))
            else:
                _ground_afterwards(chat, reference(record))
    elif record.document == APPOINTMENT:
        replaces = bool(request.get("cancels"))
        for row in _appointments(request["chats"], record.date):
            if replaces or not row.basis:
                row.basis = reference(record)
                row.save()


def lose_effect(record: Paper, day: date) -> None:
    """The paper was cancelled unsigned: nothing stands on it any more."""
    ground = reference(record)
    if record.document == CREATION:
        for chat in _chats_on(ground):
            if chat.state == "order":
                step(chat, "consents", day, f"отменён {ground}", "")
            for row in chat.states.where(ChatState.basis == ground):
                row.basis, row.reason = "", f"{ground}, отменён до подписания"
                row.save()
    elif record.document == APPOINTMENT:
        for row in Administrator.select().where(Administrator.basis == ground):
            row.basis = ""
            row.save()


def forms_given_out(chat: Chat, day: date) -> None:
    """The first forms of consent take a project to «согласия»."""
    if chat.state == "project":
        step(chat, "consents", day, "розданы бланки согласий", "")


def step(chat: Chat, state: str, day: date, reason: str, basis: str) -> None:
    """Write a step of the chat's life."""
    ChatState(chat=chat, state=state, on_date=day, reason=reason, basis=basis).save()
    if chat.state != state:
        chat.state = state
        chat.save()


def _ground_afterwards(chat: Chat, ground: str) -> None:
    """A chat that lives already gets the order as the ground of its present state."""
    last = chat.states.order_by(ChatState.id.desc()).first()
    if last is None:
        step(chat, chat.state, clock.today(), "", ground)
    elif not last.basis:
        last.basis = ground
        last.save()


def _chats_on(ground: str) -> list[Chat]:
    query = ChatState.select(ChatState.chat).where(ChatState.basis == ground).distinct()
    return list(Chat.select().where(Chat.id.in_(query)))


def _appointments(chat_ids: tuple[int, ...], day: date) -> list[Administrator]:
    """Those the order lists: of its chats, and the curators of the whole institution."""
    rows = [row for chat in chosen(chat_ids) for row in appointed(chat, day)]
    curators = Administrator.select().where(
        Administrator.chat.is_null(), Administrator.role == "curator"
    )
    return [*rows, *(row for row in curators if row.until is None or day <= row.until)]
