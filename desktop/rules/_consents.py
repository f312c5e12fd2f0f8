"""Whether a family agreed: the child, the kind of data, the chat and the date decide.

Source: 152-ФЗ, article 9 (a consent is concrete and may be withdrawn at any time) and article 10.1
(a resource open to anybody); Family Code, article 61 (parents have equal rights, so the
refusal of one stands against the signature of the other).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from desktop.reference.platforms import platforms
from desktop.rules._office import REFUSED, SIGNED, WITHDRAWN, Chat, Consent
from desktop.russian.dates import numeric
from desktop.russian.folding import fold

Outcome = Literal[
    "confirmed", "none", "refused", "withdrawn", "expired", "early", "conflict", "no chat"
]

CATEGORY_WORDS = {
    "name": "имени",
    "birth_date": "даты рождения",
    "family": "сведений о семье",
    "photo": "фотографий",
    "video": "видеозаписей",
    "achievements": "достижений",
    "contacts": "контактов",
}


@dataclass(frozen=True)
class Decision:
    """The answer, the consent it rests on and, for a conflict, the one against it."""

    outcome: Outcome
    category: str
    consent: Consent | None = None
    against: Consent | None = None
    since: date | None = None  # of the refusal or withdrawal

    @property
    def confirmed(self) -> bool:
        """Whether the data may be posted."""
        return self.outcome == "confirmed"

    @property
    def words(self) -> str:
        """The answer as part of a Russian sentence, without a full stop."""
        what = CATEGORY_WORDS[self.category]
        number = f" № {self.consent.number}" if self.consent and self.consent.number else ""
        since = f" от {numeric(self.since)}" if self.since else ""
        match self.outcome:
            case "confirmed":
                until = self.consent.valid_until if self.consent else None
                term = f" до {numeric(until)}" if until else ""
                return f"согласие{number} на публикацию {what} действует{term}"
            case "refused":
                return f"законный представитель отказал в публикации {what}{since}"
            case "withdrawn":
                return f"согласие{number} на публикацию {what} отозвано{since}"
            case "expired":
                until = self.consent.valid_until if self.consent else None
                term = f" {numeric(until)}" if until else ""
                return f"согласие{number} на публикацию {what} истекло{term}"
            case "early":
                start = f" с {numeric(self.consent.valid_from)}" if self.consent else ""
                return f"согласие{number} на публикацию {what} действует только{start}"
            case "conflict":
                other = f" № {self.against.number}" if self.against and self.against.number else ""
                return (
                    f"представители не согласны между собой: согласие{number} подписано, но другой "
                    f"законный представитель возражает{other}{since}"
                )
            case "no chat":
                return f"чат не выбран, и согласие на публикацию {what} проверить нельзя"
            case "none":
                return f"нет согласия на публикацию {what} в этом чате"


@dataclass(frozen=True)
class _Voice:
    """A decision of one guardian."""

    said: str
    on: date
    consent: Consent
    place: int = 0  # in order of the journal: decides between two of one day

    @property
    def order(self) -> tuple[date, int]:
        """Later is greater."""
        return self.on, self.place


class Consents:
    """The consents of an office, by child."""

    def __init__(self, consents: Iterable[Consent]) -> None:
        self._by_child: dict[str, list[Consent]] = defaultdict(list)
        for consent in consents:
            self._by_child[consent.child].append(consent)

    def decide(self, child: str, category: str, chat: Chat | None, day: date) -> Decision:
        """Whether data of `category` of the child may be posted in the chat on the day."""
        if chat is None:
            return Decision("no chat", category)
        places = _places(chat)
        voices: dict[str, list[_Voice]] = defaultdict(list)
        for place, consent in enumerate(self._by_child.get(child, ())):
            if category not in consent.categories or not _is_for(consent, chat, places):
                continue
            if last := _last_state(consent, day):
                voices[consent.guardian].append(_Voice(last[1], last[0], consent, place))
        return _weigh([_stand(heard, day) for heard in voices.values()], category, day)


def _stand(heard: list[_Voice], day: date) -> _Voice:
    """Where one guardian stands: a later signature outweighs a refusal, the refusal an earlier one.

    Of several signed consents the one that holds on the day is taken.
    """
    against = max((v for v in heard if v.said != SIGNED), key=lambda v: v.order, default=None)
    agreed = [v for v in heard if v.said == SIGNED and (against is None or v.order > against.order)]
    if not agreed and against is not None:
        return against
    return max(agreed, key=lambda v: (_holds(v.consent, day), v.on))


def _weigh(voices: list[_Voice], category: str, day: date) -> Decision:
    agreed = [v for v in voices if v.said == SIGNED]
    against = [v for v in voices if v.said in (REFUSED, WITHDRAWN)]
    holding = [v for v in agreed if _holds(v.consent, day)]
    if holding and against:
        return Decision("conflict", category, holding[0].consent, against[0].consent, against[0].on)
    if holding:
        return Decision("confirmed", category, holding[0].consent)
    if against:
        latest = max(against, key=lambda v: v.on)
        outcome: Outcome = "refused" if latest.said == REFUSED else "withdrawn"
        return Decision(outcome, category, latest.consent, since=latest.on)
    if agreed:
        latest = max(agreed, key=lambda v: v.on)
        return Decision("early" if day < latest.consent.valid_from else "expired", category,
                        latest.consent)  # fmt: skip
    return Decision("none", category)


def _holds(consent: Consent, day: date) -> bool:
    return consent.valid_from <= day and (consent.valid_until is None or day <= consent.valid_until)


def _last_state(consent: Consent, day: date) -> tuple[date, str] | None:
    last: tuple[date, str] | None = None
    for state in consent.states:
        if state[0] <= day and (last is None or state[0] >= last[0]):
            last = state
    return last


@lru_cache(maxsize=64)
def _places(chat: Chat) -> frozenset[str]:
    """The words by which a consent may name this chat when it does not name it by id."""
    names = [chat.title, f"чат {chat.title}", f"чат «{chat.title}»"]
    if chat.number:
        names += [chat.number, f"№ {chat.number}", f"чат № {chat.number}"]
    platform = platforms().get(chat.platform)
    if platform and not chat.title:
        names.append(platform.name)
    return frozenset(fold(name) for name in names if name)


def _is_for(consent: Consent, chat: Chat, places: frozenset[str]) -> bool:
    if consent.chat is not None:
        return consent.chat == chat.id
    return fold(consent.resource) in places
