"""What a rule is, what it is given and what it answers. One rule = one file with `RULE`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from desktop.errors import UserError
from desktop.rules._level import Level as Level
from desktop.rules._office import Chat
from desktop.rules._people import People
from desktop.rules._text import Text
from desktop.russian.folding import fold

# What may be attached to a message: id → the name shown, and other words a person may type.
ATTACHMENTS: dict[str, tuple[str, ...]] = {
    "children-photo": ("фото детей", "фотография детей", "фотографии детей", "дети фото"),
    "children-video": ("видео с детьми", "видео детей", "видеозапись с детьми", "дети видео"),
    "personal": ("личное фото", "личная фотография", "личное", "селфи", "фото работника"),
    "document": ("документ", "файл", "документы", "скан"),
    "event": ("фото мероприятия без детей", "мероприятие", "фото без детей", "картинка", "афиша"),
}


def attachment_kind(text: str) -> str:
    """The id of a kind of attachment by its id or Russian name.

    Raises UserError for a kind that is not in `ATTACHMENTS`.
    """
    wanted = fold(text)
    for kind, names in ATTACHMENTS.items():
        if wanted == kind or wanted in names:
            return kind
    known = ", ".join(f"{kind} ({names[0]})" for kind, names in ATTACHMENTS.items())
    raise UserError(f"Неизвестный вид вложения «{text}»: укажите один из видов: {known}.")


@dataclass(frozen=True)
class Draft:
    """A message before it is sent.

    `at` is the planned local time (None: not planned), `attachments` are ids of `ATTACHMENTS`,
    `urgent` marks an emergency notice, `pictured` names the children in the pictures by ref.
    """

    text: str
    at: datetime | None = None
    to: str = "chat"  # "chat" or "private": to one parent
    chat: int | None = None
    attachments: tuple[str, ...] = ()
    urgent: bool = False
    pictured: tuple[str, ...] = ()


@dataclass(frozen=True)
class Suggestion:
    """One way to mend a remark.

    With `replacement` the text from `start` to `end` (the finding's own span when None) is to be
    replaced; with `new_at` the planned time is to be moved; with neither it is words only.
    """

    label: str
    replacement: str | None = None
    start: int | None = None
    end: int | None = None
    new_at: datetime | None = None


@dataclass(frozen=True)
class Hit:
    """What a rule saw. A remark about the message as a whole has start = end = 0.

    `level` None leaves the level to the regulation. A positive hit is no remark but a note that
    something was verified, for instance that a consent is there.
    """

    start: int
    end: int
    message: str
    suggestions: tuple[Suggestion, ...] = ()
    level: Level | None = None
    positive: bool = False


@dataclass(frozen=True)
class Finding:
    """A remark as shown: `clause` and `gist` are of the institution's own regulation.

    Where the regulation is silent, `clause` is empty and `gist` holds the rule's own basis.
    """

    rule: str
    title: str
    level: Level
    start: int
    end: int
    message: str
    clause: str
    gist: str
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True)
class Context:
    """All a rule is given for one draft."""

    draft: Draft
    text: Text
    people: People
    chat: Chat | None
    day: date  # of the planned time, else today
    level: Level  # what a hit without a level of its own will get
    params: Mapping[str, Any]
    clause: str = ""  # «п. 3.2.1 Порядка», for messages


@dataclass(frozen=True)
class Example:
    """A text that a rule must (`bad`) or must not (`good`) remark, in the sample office.

    `marks` are the fragments a bad example must have remarked, in order; empty: the message as a
    whole. `chat` is an id of the sample office (desktop.rules._sample).
    """

    text: str
    marks: tuple[str, ...] = ()
    at: str = ""  # ISO
    to: str = "chat"
    chat: int | None = 1
    attachments: tuple[str, ...] = ()
    urgent: bool = False
    level: Level | None = None  # of the first remark, where it matters

    def draft(self) -> Draft:
        """The example as a draft."""
        return Draft(
            text=self.text,
            at=datetime.fromisoformat(self.at) if self.at else None,
            to=self.to,
            chat=self.chat,
            attachments=self.attachments,
            urgent=self.urgent,
        )


@dataclass(frozen=True)
class Rule:
    """One rule. `find` must answer any text without an exception.

    `level` and `basis` (the law, or our own words) hold where the regulation is silent;
    `default_on` False keeps the rule off until a regulation switches it on.
    Raises RuntimeError without bad and good examples: such a rule is not finished.
    """

    id: str
    title: str
    level: Level
    basis: str
    find: Callable[[Context], Iterable[Hit]]
    bad: tuple[Example, ...]
    good: tuple[Example, ...]
    default_on: bool = True

    def __post_init__(self) -> None:
        if not self.bad or not self.good:
            raise RuntimeError(f"the rule {self.id!r} has no bad or no good examples")
