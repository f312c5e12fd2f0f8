"""The office's people and consents as the rules ask of them, indexed once."""

from collections.abc import Mapping
from datetime import date

from desktop.reference.platforms import Platform, personal_data_forbidden, platforms
from desktop.rules._consents import Consents, Decision
from desktop.rules._mentions import Mention, find_mentions
from desktop.rules._names import NameIndex
from desktop.rules._office import Chat, OfficeView, Person
from desktop.rules._text import Text


class People:
    """Built with the office; cheap to ask afterwards. Not changed after it is built."""

    def __init__(self, office: OfficeView) -> None:
        self.office = office
        self.index = NameIndex(office.people)
        self.by_ref: Mapping[str, Person] = {person.ref: person for person in office.people}
        self.consents = Consents(office.consents)
        self.own_words = tuple(
            words for words in (*office.organization.names, office.organization.address) if words
        )
        self._last: tuple[Text, Chat | None, tuple[Mention, ...]] | None = None

    def mentions(self, text: Text, chat: Chat | None) -> tuple[Mention, ...]:
        """Known people named in the text, in order; several rules ask for the same text."""
        if self._last is None or self._last[0] is not text or self._last[1] is not chat:
            groups = frozenset(chat.groups) if chat else frozenset[int]()
            found = tuple(find_mentions(text, self.index, groups, self.own_words))
            self._last = (text, chat, found)
        return self._last[2]

    def children_of(self, groups: tuple[int, ...]) -> tuple[Person, ...]:
        """The children of these groups."""
        wanted = set(groups)
        return tuple(
            person
            for person in self.office.people
            if person.kind == "child" and wanted.intersection(person.groups)
        )

    def decide(self, child: Person, category: str, chat: Chat | None, day: date) -> Decision:
        """Whether the family agreed; see desktop.rules._consents."""
        return self.consents.decide(child.ref, category, chat, day)


def forbidding_platform(chat: Chat | None, day: date) -> Platform | None:
    """The platform of the chat when personal data may not be sent there on the day, else None."""
    platform = platforms().get(chat.platform) if chat else None
    return platform if platform and personal_data_forbidden(platform, day) else None
