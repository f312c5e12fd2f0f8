"""Consents: what may follow what, on which dates, how two parents add up, what is kept."""

from datetime import UTC, date, datetime

import pytest

from desktop import clock
from desktop.errors import Denied, UserError
from desktop.operations import chats, children, consents, guardians
from desktop.operations._operation import Session
from desktop.operations.chats import ChatData
from desktop.operations.consents import MatrixRow

TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 20, 10, 0, tzinfo=UTC))


def line(session: Session, surname: str = "Морозов") -> MatrixRow:
    chat = chats.chats(session)[0].id
    return next(r for r in consents.matrix(session, chat) if r.child.last == surname)


def form(session: Session, who: str, state: str = "printed", day: date = TODAY) -> int:
    """A form of the mother or the father of Лев Морозов."""
    row = line(session)
    guardian = next(ident for ident, name in row.guardians if name.split()[1] == who)
    return consents.register_consent(
        session,
        child_id=row.child_id,
        guardian_id=guardian,
        chat_id=row.chat_id,
        state=state,
        on_date=day,
    )


def events(session: Session, consent_id: int) -> list[tuple[str, date]]:
    row = next(r for r in consents.consents(session) if r.id == consent_id)
    return [(e.state, e.on_date) for e in row.history]


def test_mother_agrees_father_refuses_mother_withdraws(office: Session) -> None:
    """The office's hard case: never «yes» while a parent is against, and nothing is overwritten."""
    mother = line(office).consent_ids[0]
    assert line(office).state == "signed"
    father = form(office, "Сергей", "printed", date(2026, 11, 3))
    assert line(office).state == "signed"  # a form given out says nothing yet
    consents.mark(office, father, "refused", date(2026, 11, 5), "заявление вх. № 14")
    assert line(office).state == "conflict"
    told = line(office).details
    assert "Морозова Анна Викторовна – подписано" in told
    assert "Морозов Сергей Иванович – отказ" in told
    consents.mark(office, mother, "withdrawn", date(2026, 11, 9))
    assert line(office).state == "refused"
    assert events(office, mother) == [
        ("signed", date(2026, 9, 3)),
        ("withdrawn", date(2026, 11, 9)),
    ]
    assert events(office, father) == [
        ("printed", date(2026, 11, 3)),
        ("refused", date(2026, 11, 5)),
    ]
    again = form(office, "Анна", "signed", date(2026, 11, 12))
    assert line(office).state == "conflict"
    assert set(line(office).consent_ids) == {mother, father, again}


def test_withdrawal_of_one_parent_stands_against_the_other(office: Session) -> None:
    father = form(office, "Сергей", "signed", date(2026, 10, 1))
    assert line(office).state == "signed"
    consents.mark(office, father, "withdrawn", date(2026, 11, 1))
    assert line(office).state == "conflict"


def test_a_later_refusal_on_an_older_form_counts(office: Session) -> None:
    """Two forms of one parent: the last word counts, not the last number."""
    older = form(office, "Сергей", "printed", date(2026, 9, 10))
    form(office, "Сергей", "signed", date(2026, 9, 20))
    consents.mark(office, older, "refused", date(2026, 10, 10))
    assert line(office).state == "conflict"


def test_a_new_signature_outweighs_the_old_refusal(office: Session) -> None:
    form(office, "Сергей", "refused", date(2026, 9, 10))
    assert line(office).state == "conflict"
    form(office, "Сергей", "signed", date(2026, 10, 10))
    assert line(office).state == "signed"


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("printed", "withdrawn"),
        ("signed", "signed"),
        ("signed", "refused"),
        ("refused", "signed"),
        ("withdrawn", "signed"),
        ("signed", "printed"),
        ("signed", "выдумано"),
    ],
)
def test_what_cannot_follow(office: Session, first: str, then: str) -> None:
    ident = form(office, "Сергей", first, date(2026, 10, 1))
    with pytest.raises(UserError, match="поставить нельзя"):
        consents.mark(office, ident, then)
    assert [state for state, _ in events(office, ident)] == [first]


def test_dates_that_cannot_be(office: Session) -> None:
    ident = form(office, "Сергей", "printed", date(2026, 10, 10))
    with pytest.raises(UserError, match="не наступила"):
        consents.mark(office, ident, "signed", date(2026, 11, 21))
    with pytest.raises(UserError, match="раньше предыдущей"):
        consents.mark(office, ident, "signed", date(2026, 10, 9))
    consents.mark(office, ident, "signed", date(2026, 10, 10))
    assert [state for state, _ in events(office, ident)] == ["printed", "signed"]


def test_a_stack_is_marked_whole_or_not_at_all(office: Session) -> None:
    chat = chats.chats(office)[0].id
    row = line(office, "Шевченко")
    mother = row.guardians[0][0]
    one = consents.register_consent(
        office, child_id=row.child_id, guardian_id=mother, chat_id=chat, on_date=date(2026, 11, 2)
    )
    two = form(office, "Сергей", "printed", date(2026, 11, 12))
    with pytest.raises(UserError, match="раньше предыдущей"):
        consents.mark_stack(office, (one, two), "signed", date(2026, 11, 11))
    assert [state for state, _ in events(office, one)] == ["printed"]
    assert consents.mark_stack(office, (one, two, one), "signed", date(2026, 11, 13)) == 2
    assert events(office, one)[-1] == events(office, two)[-1] == ("signed", date(2026, 11, 13))
    assert office.last_deed is not None
    assert office.last_deed.title == "Отмечено бланков: 2 – подписано"
    with pytest.raises(UserError, match="хотя бы один"):
        consents.mark_stack(office, (), "signed")


def test_a_paper_signed_outside(office: Session) -> None:
    row = line(office, "Шевченко")
    ident = consents.register_consent(
        office,
        child_id=row.child_id,
        guardian_id=row.guardians[0][0],
        chat_id=row.chat_id,
        number="17-А",
        categories=("photo", "name"),
        valid_from=date(2026, 9, 1),
        valid_until=date(2026, 12, 10),
        state="signed",
        on_date=date(2026, 9, 1),
    )
    told = line(office, "Шевченко")
    assert (told.state, told.number, told.valid_until) == ("signed", "17-А", date(2026, 12, 10))
    assert told.forms[0].id == ident
    assert told.forms[0].categories == ("name", "photo")


def test_wrong_papers_are_refused_in_words(office: Session) -> None:
    row = line(office, "Шевченко")

    def register(**told: object) -> None:
        consents.register_consent(
            office,
            **{"child_id": row.child_id, "guardian_id": None, "chat_id": row.chat_id, **told},
        )

    taken = line(office).number
    for words, told in {
        "список пуст": {"categories": ()},
        "с ошибкой": {"categories": ("health",)},
        "Состояние согласия": {"state": "expired"},
        "раньше, чем начинает": {"valid_from": TODAY, "valid_until": date(2026, 11, 19)},
        "уже есть в журнале": {"number": taken},
        "больше нет": {"child_id": 999},
    }.items():
        with pytest.raises(UserError, match=words):
            register(**told)
    assert line(office, "Шевченко").state == "none"


def test_a_term_runs_out(office: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    row = line(office, "Шевченко")
    consents.register_consent(
        office,
        child_id=row.child_id,
        guardian_id=row.guardians[0][0],
        chat_id=row.chat_id,
        valid_from=date(2026, 9, 1),
        valid_until=TODAY,
        state="signed",
    )
    assert line(office, "Шевченко").state == "signed"  # the last day still counts
    tomorrow = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    assert line(office, "Шевченко").state == "expired"
    assert line(office, "Шевченко").valid_until is None


def test_lines_of_all_chats_that_live(office: Session) -> None:
    first = chats.chats(office)[0]
    second = chats.save_chat(office, ChatData(title="Ромашка – поездки", group_ids=first.group_ids))
    rows = consents.matrix_of_all(office)
    assert [(r.chat_id, r.child.last) for r in rows] == [
        (chat, last) for chat in (first.id, second) for last in ("Мамедов", "Морозов", "Шевченко")
    ]
    assert {r.state for r in rows if r.chat_id == second} == {"none"}
    assert len({r.id for r in rows}) == 6
    chats.record_state(office, second, "closed", TODAY, "не понадобился")
    assert {r.chat_id for r in consents.matrix_of_all(office)} == {first.id}


def test_a_departed_child_is_off_the_list(office: Session) -> None:
    row = line(office, "Мамедов")
    children.depart_child(office, row.child_id, TODAY, "переезд")
    assert "Мамедов" not in {r.child.last for r in consents.matrix_of_all(office)}
    kept = consents.consents(office, child_id=row.child_id)
    assert [form.state for form in kept] == ["refused"]  # the paper stays


def test_a_consent_for_a_site_says_nothing_about_the_chat(office: Session) -> None:
    row = line(office, "Шевченко")
    consents.register_consent(
        office,
        child_id=row.child_id,
        guardian_id=row.guardians[0][0],
        chat_id=None,
        resource="https://rucheek5.example.ru",
        state="signed",
    )
    assert line(office, "Шевченко").state == "none"


def test_next_numbers_are_counted_within_the_year(office: Session) -> None:
    assert consents.next_number(date(2026, 12, 1)) == "3/2026"
    assert consents.next_number(date(2027, 1, 11)) == "1/2027"


def test_head_reads_and_does_not_mark(head: Session) -> None:
    row = line(head)
    assert row.state == "signed"
    with pytest.raises(Denied):
        consents.mark(head, row.consent_ids[0], "withdrawn")
    with pytest.raises(Denied):
        consents.mark_stack(head, row.consent_ids, "withdrawn")


def test_teacher_sees_no_consents(teacher: Session) -> None:
    with pytest.raises(Denied):
        consents.matrix_of_all(teacher)


def test_guardian_who_represents_no_more_keeps_the_paper(office: Session) -> None:
    row = line(office, "Мамедов")
    guardians.end_guardianship(office, row.child_id, row.guardians[0][0], TODAY)
    told = line(office, "Мамедов")
    assert told.guardians == ()
    assert told.state == "refused"
