"""What the operations on chats share."""

from desktop.errors import UserError
from desktop.models import Chat


def find_chat(chat_id: int | None) -> Chat:
    """The record. Raises UserError when it is gone."""
    record = Chat.get_or_none(Chat.id == chat_id)
    if record is None:
        raise UserError("Этого чата больше нет в реестре: обновите список.")
    return record
