"""What happened to a chat, in order of dates: states, administrators, members, papers, answers."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from desktop.models import Administrator, Consent, ConsentEvent, Participant
from desktop.operations import administrators, chats, consents, papers
from desktop.operations._chats import find_chat
from desktop.operations._operation import Session, requires
from desktop.operations._paper_effects import papers_of
from desktop.operations._people import name_of
from desktop.operations.permissions import Permission
from desktop.russian.plural import count


@dataclass(frozen=True)
class HistoryLine:
    """One thing that happened; `kind` is state, administrator, member, paper or consent."""

    id: int
    on_date: date
    kind: str
    text: str


@requires(Permission.CHATS_READ)
def history(session: Session, chat_id: int) -> tuple[HistoryLine, ...]:
    """The chat's life, the latest first. Answers of families are counted, not named."""
    told: list[tuple[date, str, str]] = []
    card = chats.chat_card(session, chat_id)
    for step in card.states:
        words = [f"Состояние: {chats.STATES.get(step.state, step.state)}"]
        words.extend(part for part in (step.reason, step.basis) if part)
        told.append((step.on_date, "state", "; ".join(words)))
    told.extend(_appointments(chat_id))
    told.extend(_members(chat_id))
    for paper in papers_of_chat(session, chat_id):
        told.append((paper.date, "paper", f"{paper.title}, № {paper.number}: {paper.state_word}"))
    answers: Counter[tuple[date, str]] = Counter()
    query = ConsentEvent.select().join(Consent).where(Consent.chat == chat_id)
    for event in query:
        answers[event.on_date, event.state] += 1
    for (day, state), number in answers.items():
        forms = count(number, "бланк", "бланка", "бланков")
        told.append((day, "consent", f"Согласия: {consents.STATES[state]} – {forms}"))
    ordered = sorted(enumerate(told), key=lambda item: (item[1][0], item[0]), reverse=True)
    return tuple(HistoryLine(place, *line) for place, line in ordered)


@requires(Permission.PAPERS_READ)
def papers_of_chat(session: Session, chat_id: int) -> tuple[papers.PaperRow, ...]:
    """Papers about this chat without the families' forms, the latest first. An order on several
    chats belongs to each of them that names it as a ground."""
    about = {record.id for record in papers_of(find_chat(chat_id))}
    return tuple(
        row for row in papers.papers(session) if row.id in about and row.series != "consents"
    )


def _appointments(chat_id: int) -> list[tuple[date, str, str]]:
    found = []
    query = Administrator.select().where(
        (Administrator.chat == chat_id) | Administrator.chat.is_null()
    )
    for row in query.order_by(Administrator.id):
        who = f"{administrators.ROLES.get(row.role, row.role)} – {_name(row)}"
        ground = f"; {row.basis}" if row.basis else ""
        found.append((row.since, "administrator", f"Назначение: {who}{ground}"))
        if row.until is not None:
            found.append((row.until, "administrator", f"Последний день: {who}"))
    return found


def _members(chat_id: int) -> list[tuple[date, str, str]]:
    found = []
    joined: Counter[date] = Counter()
    query = Participant.select().where(Participant.chat == chat_id).order_by(Participant.id)
    for member in query:
        if member.joined_on is not None:
            joined[member.joined_on] += 1
        if member.left_on is not None:
            who = _name(member) or member.profile_name
            found.append((member.left_on, "member", f"Выход: {who} – {member.left_reason}"))
    for day, number in joined.items():
        people = count(number, "человек", "человека", "человек")
        found.append((day, "member", f"Вступили в чат: {people}"))
    return found


def _name(row: Administrator | Participant) -> str:
    person = row.guardian or row.employee
    return name_of(person).full if person is not None else ""
