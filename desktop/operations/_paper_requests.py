"""What a paper asks for before it can be made, read from its own `collect`, checked in Russian."""

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_type_hints

from desktop.documents._document import DocumentType
from desktop.errors import UserError

Kind = Literal["ids", "id", "day", "text", "flag"]

# How each thing a paper may ask for is named to the person, in the accusative after «выберите».
WORDS = {
    "chats": "чаты",
    "chat": "чат",
    "child": "ребёнка",
    "guardian": "законного представителя",
    "registrar": "кто ведёт реестр чатов",
    "control": "кто контролирует исполнение",
    "curator": "куратора чатов",
    "cancels": "приказ, который утрачивает силу",
    "valid_until": "срок согласия",
    "closed": "показывать ли закрытые чаты",
    "key": "ключ восстановления",
    "institution": "организацию",
}
_GIVEN = ("date", "number")  # the journal gives these


@dataclass(frozen=True)
class Ask:
    """One thing a paper asks for; `word` stands after «выберите»."""

    name: str
    word: str
    kind: Kind
    required: bool


def asks(kind: DocumentType[Any]) -> tuple[Ask, ...]:
    """What the paper asks for besides its date and number, in order."""
    hints = get_type_hints(kind.collect)
    return tuple(
        Ask(
            name, WORDS.get(name, name), _kind(hints[name]), parameter.default is parameter.empty
        )
        for name, parameter in inspect.signature(kind.collect).parameters.items()
        if name not in _GIVEN
    )  # fmt: skip


def collected(
    kind: DocumentType[Any], request: Mapping[str, Any], day: date, number: str = ""
) -> Any:
    """The paper's data as of that day. Reads the base.

    Keys of `request` are those of `asks`; ids may be named «chat_id», «chat_ids» too, as the rest
    of the office names them. Raises UserError in Russian for what is missing, unknown or of a
    wrong kind, and whatever the paper itself finds wrong.
    """
    given = checked(kind, request)
    parameters = inspect.signature(kind.collect).parameters
    if "date" in parameters:
        given["date"] = day
    if "number" in parameters:
        given["number"] = number
    return kind.collect(**given)


def checked(kind: DocumentType[Any], request: Mapping[str, Any]) -> dict[str, Any]:
    """The request with the paper's own names and kinds of values; empty answers left out."""
    known = {ask.name: ask for ask in asks(kind)}
    answers: dict[str, Any] = {}
    for key, value in request.items():
        name = _own_name(key)
        if name not in known:
            asked = ", ".join(known) or "ничего"
            raise UserError(f"«{kind.title}» не спрашивает «{key}», а только: {asked}.")
        if value is not None and value != "" and value != ():
            answers[name] = _value(kind, known[name], value)
    for ask in known.values():
        if ask.required and not answers.get(ask.name):
            raise UserError(f"Чтобы составить «{kind.title}», выберите {ask.word}.")
    return answers


def _own_name(key: str) -> str:
    if key.endswith("_ids"):
        return key.removesuffix("_ids") + "s"
    return key.removesuffix("_id")


def _kind(hint: Any) -> Kind:
    parts = set(getattr(hint, "__args__", ())) | {hint}
    if hint in (Sequence[int], Sequence[int] | None, tuple[int, ...], list[int]):
        return "ids"
    if bool in parts:
        return "flag"
    if date in parts:
        return "day"
    if int in parts:
        return "id"
    if str in parts:
        return "text"
    raise TypeError(f"a paper asks for {hint}, which no form can answer")


def _value(kind: DocumentType[Any], ask: Ask, value: Any) -> Any:
    wrong = UserError(
        f"«{kind.title}»: ответ «{value}» не подходит, выберите {ask.word} из списка."
    )
    if ask.kind == "ids":
        values = [value] if isinstance(value, int) else list(value)
        if not all(isinstance(one, int) and not isinstance(one, bool) for one in values):
            raise wrong
        return tuple(dict.fromkeys(values))
    expected = {"id": int, "day": date, "text": str, "flag": bool}[ask.kind]
    if not isinstance(value, expected) or (ask.kind == "id" and isinstance(value, bool)):
        raise wrong
    return value
