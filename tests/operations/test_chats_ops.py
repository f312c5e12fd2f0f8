"""The register of chats: gates of the regulation, states, administrators, members, history."""

from datetime import UTC, date, datetime
from pathlib import Path

import make
import pytest

from desktop import clock
from desktop.errors import Denied, UserError
from desktop.models import ChatState
from desktop.operations import (
    access,
    administrators,
    chat_history,
    chats,
    consents,
    guardians,
    journal,
    papers,
    participants,
)
from desktop.operations import (
    office as offices,
)
from desktop.operations._chats import find_chat
from desktop.operations._operation import Session
from desktop.operations.administrators import Appointment
from desktop.operations.chats import ChatData, HoursLine
from desktop.operations.guardians import GuardianData

TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 20, 10, 0, tzinfo=UTC))


def the_chat(session: Session) -> int:
    # The office was built by the real clock, the tests stand on one day of November.
    ChatState.update(on_date=date(2026, 9, 1)).where(ChatState.reason == "заведён").execute()
    return chats.chats(session)[0].id


def act(session: Session, profile: str) -> None:
    offices.adopt_profile(session, profile, in_force_from=date(2026, 10, 1))


def person(session: Session, surname: str) -> int:
    from desktop.operations import staff

    return next(row.id for row in staff.employees(session) if row.name.last == surname)


def answer_everybody(session: Session, chat_id: int) -> None:
    for row in consents.matrix(session, chat_id):
        if row.state == "none":
            consents.register_consent(
                session,
                child_id=row.child_id,
                guardian_id=row.guardians[0][0],
                chat_id=chat_id,
                on_date=date(2026, 11, 2),
                state="signed",
            )


class TestGates:
    def test_act_000_asks_both_administrators(self, office: Session) -> None:
        bare = chats.save_chat(office, ChatData(title="Пустой чат"))
        missing = chats.obstacles(office, bare, "open", TODAY)
        assert [line.partition(" (")[0] for line in missing] == [
            "не назначен администратор от работников",
            "не назначен администратор от родителей",
        ]
        assert all("п. " in line and "Порядка" in line for line in missing)

    def test_act_001_opens_only_after_every_family_answered(self, office: Session) -> None:
        act(office, "001")
        chat = the_chat(office)
        missing = chats.obstacles(office, chat, "open", TODAY)
        assert any(m.startswith("не ответили о согласии: 1 семья (п. 2.1") for m in missing)
        with pytest.raises(UserError, match="не ответили"):
            chats.move_chat(office, chat, "open")
        assert chats.chat_card(office, chat).row.state == "project"
        answer_everybody(office, chat)
        administrators.appoint(
            office,
            chat,
            Appointment("class-teacher", person(office, "Лаптева"), since=date(2026, 11, 2)),
        )
        chats.move_chat(office, chat, "open")
        assert chats.chat_card(office, chat).row.state == "open"

    def test_a_refusal_is_an_answer(self, office: Session) -> None:
        chat = the_chat(office)
        waiting = next(r for r in consents.matrix(office, chat) if r.state == "none")
        consents.register_consent(
            office,
            child_id=waiting.child_id,
            guardian_id=waiting.guardians[0][0],
            chat_id=chat,
            state="refused",
        )
        act(office, "001")
        missing = chats.obstacles(office, chat, "open", TODAY)
        assert not any("без ответа" in line for line in missing)

    def test_a_consent_for_a_site_is_no_answer_about_the_chat(self, office: Session) -> None:
        chat = the_chat(office)
        waiting = next(r for r in consents.matrix(office, chat) if r.state == "none")
        for resource, left in (("https://rucheek5.example.ru", 1), ("Чат «Ромашка – родители»", 0)):
            consents.register_consent(
                office,
                child_id=waiting.child_id,
                guardian_id=waiting.guardians[0][0],
                chat_id=None,
                resource=resource,
                state="signed",
            )
            assert len(chats.families_without_answer(find_chat(chat))) == left

    def test_act_002_asks_a_year_of_experience(self, office: Session) -> None:
        act(office, "002")
        chat = the_chat(office)
        newcomer, veteran = person(office, "Новиков"), person(office, "Зимина")
        for role in ("class-teacher", "curator", "administrator-staff"):
            with pytest.raises(
                UserError, match=r"Стаж на день назначения меньше 1 года \(п\. 1\.5"
            ):
                administrators.appoint(office, chat, Appointment(role, newcomer, since=TODAY))
        assert administrators.appoint(office, chat, Appointment("class-teacher", veteran))
        # exactly a year on the day of appointment is enough, a day less is not
        with pytest.raises(UserError, match="Стаж"):
            administrators.appoint(
                office, chat, Appointment("curator", newcomer, since=date(2027, 8, 31))
            )
        assert administrators.appoint(
            office, chat, Appointment("curator", newcomer, since=date(2027, 9, 1))
        )

    def test_act_002_wants_the_date_of_experience(self, office: Session) -> None:
        act(office, "002")
        bare = make.employee(office, "Сорокина Анна Львовна", "воспитатель", None)
        with pytest.raises(UserError, match="впишите в карточку работника"):
            administrators.appoint(office, the_chat(office), Appointment("class-teacher", bare))

    def test_act_002_names_its_roles_and_duties(self, office: Session) -> None:
        act(office, "002")
        chat = the_chat(office)
        roles = {role.id: role for role in administrators.roles_wanted(office)}
        assert roles["curator"].for_institution
        assert roles["curator"].experience_years == 1
        assert not roles["class-teacher"].for_institution
        duties = chats.duties_after_opening(office, chat, TODAY)
        assert len(duties) == 1
        assert duties[0].startswith("закрепите в чате правила (п. 3.3 ")
        assert chats.duties_after_opening(office, chat, date(2026, 9, 5)) == ()

    def test_the_act_of_the_day_decides(self, office: Session) -> None:
        """Before 1 October the office lived by act 000, which asks no consents before opening."""
        chat = the_chat(office)
        act(office, "001")
        before = chats.obstacles(office, chat, "open", date(2026, 9, 20))
        after = chats.obstacles(office, chat, "open", date(2026, 10, 1))
        assert before == ()
        assert any("не ответили" in line for line in after)

    def test_act_003_opens_only_by_a_signed_order(self, office: Session, folder: Path) -> None:
        chat = the_chat(office)
        act(office, "003")
        administrators.appoint(
            office, chat, Appointment("appointee", person(office, "Зимина"), since=TODAY)
        )
        with pytest.raises(UserError, match="нет подписанного приказа"):
            chats.move_chat(office, chat, "open")
        issued = papers.issue(office, "order-create-chats", {"chats": (chat,)})
        assert chats.chat_card(office, chat).row.state == "order"
        with pytest.raises(UserError, match="нет подписанного приказа"):
            chats.move_chat(office, chat, "open")
        office.close()
        head = access.sign_in(folder, make.HEAD, make.PASSWORD)
        papers.mark_signed(head, issued.id)
        assert chats.obstacles(head, chat, "open", TODAY) == ()
        head.close()

    def test_an_order_issued_on_paper_before_is_a_ground(self, office: Session) -> None:
        chat = the_chat(office)
        act(office, "003")
        administrators.appoint(
            office, chat, Appointment("appointee", person(office, "Зимина"), since=TODAY)
        )
        chats.move_chat(office, chat, "open", basis="приказ от 05.10.2026 № 12-ОД")
        card = chats.chat_card(office, chat)
        assert card.row.state == "open"
        assert [s.state for s in card.states] == ["project", "order", "open"]
        assert card.states[1].basis == "приказ от 05.10.2026 № 12-ОД"

    def test_a_chat_of_parents_is_not_ruled(self, office: Session) -> None:
        act(office, "001")
        theirs = chats.save_chat(office, ChatData(title="Наши родители", kind="parents"))
        assert chats.obstacles(office, theirs, "open", TODAY) == ()
        chats.move_chat(office, theirs, "open")
        assert chats.duties_after_opening(office, theirs, TODAY) == ()


class TestStates:
    def test_the_way_of_a_chat_is_kept(self, office: Session) -> None:
        chat = the_chat(office)
        chats.move_chat(office, chat, "consents", date(2026, 11, 20))
        chats.move_chat(office, chat, "open", date(2026, 11, 20))
        chats.move_chat(office, chat, "paused", reason="каникулы")
        chats.move_chat(office, chat, "open")
        chats.move_chat(office, chat, "closed", reason="выпуск группы")
        card = chats.chat_card(office, chat)
        assert [s.state for s in card.states] == [
            "project", "consents", "open", "paused", "open", "closed",
        ]  # fmt: skip
        assert card.states[-1].reason == "выпуск группы"
        with pytest.raises(UserError, match="нельзя перейти"):
            chats.move_chat(office, chat, "open")

    @pytest.mark.parametrize("state", ["paused", "closed"])
    def test_stopping_needs_a_reason(self, office: Session, state: str) -> None:
        chat = the_chat(office)
        chats.move_chat(office, chat, "open")
        with pytest.raises(UserError, match="причину"):
            chats.move_chat(office, chat, state, reason="   ")
        assert chats.chat_card(office, chat).row.state == "open"

    def test_dates_cannot_run_backwards_or_ahead(self, office: Session) -> None:
        chat = the_chat(office)
        chats.move_chat(office, chat, "consents", TODAY)
        with pytest.raises(UserError, match="раньше прошлого шага"):
            chats.move_chat(office, chat, "open", date(2026, 11, 19))
        with pytest.raises(UserError, match="ещё не наступила"):
            chats.move_chat(office, chat, "open", date(2026, 11, 21))

    def test_a_step_can_be_taken_back(self, office: Session) -> None:
        chat = the_chat(office)
        chats.move_chat(office, chat, "open")
        assert office.last_deed is not None
        assert office.last_deed.title == "Чат «Ромашка – родители»: открыт"
        journal.undo(office, office.last_deed.id)
        card = chats.chat_card(office, chat)
        assert card.row.state == "project"
        assert [s.state for s in card.states] == ["project"]

    def test_head_reads_and_does_not_write(self, head: Session) -> None:
        chat = the_chat(head)
        assert chats.chat_card(head, chat).row.title == "Ромашка – родители"
        with pytest.raises(Denied):
            chats.move_chat(head, chat, "open")
        with pytest.raises(Denied):
            participants.join_expected(head, chat)


class TestPassport:
    def test_wrong_data_are_refused_in_words(self, office: Session) -> None:
        wrong = {
            "название": ChatData(title="  "),
            "вид чата": ChatData(title="Чат", kind="иное"),
            "платформу": ChatData(title="Чат", platform="icq"),
            "уже занят": ChatData(title="Чат", number="1"),
            "проверьте даты": ChatData(
                title="Чат", term_from=date(2026, 9, 1), term_until=date(2026, 8, 1)
            ),
            "проверьте часы": ChatData(title="Чат", hours=(HoursLine(0, "19:00", "08:00"),)),
            "на каждый день": ChatData(title="Чат", hours=(HoursLine(7, "08:00", "19:00"),)),
            "группы чата": ChatData(title="Чат", group_ids=(999,)),
        }
        for words, data in wrong.items():
            with pytest.raises(UserError, match=words):
                chats.save_chat(office, data)
        assert len(chats.chats(office)) == 1

    def test_numbers_go_on(self, office: Session) -> None:
        for place in range(10):
            chats.save_chat(office, ChatData(title=f"Чат {place}"))
        assert [row.number for row in chats.chats(office)][-2:] == ["10", "11"]


class TestMembers:
    def test_expected_members_join_at_once_and_can_be_taken_back(self, office: Session) -> None:
        chat = the_chat(office)
        before = participants.participants(office, chat)
        assert {row.defect for row in before} == {"нет в чате"}
        assert participants.join_expected(office, chat, date(2026, 11, 1)) == len(before)
        rows = participants.participants(office, chat)
        assert all(row.is_present and row.joined_on == date(2026, 11, 1) for row in rows)
        assert {row.defect for row in rows} == {"личность не подтверждена"}
        assert participants.join_expected(office, chat) == 0
        deed = journal.recent(office)[0]
        assert deed.title.startswith("Вступление записано")
        journal.undo(office, deed.id)
        assert {r.defect for r in participants.participants(office, chat)} == {"нет в чате"}

    def test_profile_of_a_phone_is_a_defect(self, office: Session) -> None:
        chat = the_chat(office)
        who = participants.participants(office, chat)[0].person
        ident = participants.save_participant(
            office, chat, person=who, profile_name="+7 916 123-45-67"
        )
        stranger = participants.save_participant(office, chat, profile_name="89261112233")
        rows = {row.id: row for row in participants.participants(office, chat)}
        assert rows[ident].defect == "в профиле только телефон"
        assert rows[stranger].defect == "в профиле только телефон"
        assert not rows[stranger].is_expected
        with pytest.raises(UserError, match="кто это"):
            participants.confirm(office, stranger)

    def test_confirmation_goes_with_the_person(self, office: Session) -> None:
        chat = the_chat(office)
        rows = [r for r in participants.participants(office, chat) if r.person]
        first, second = rows[0].person, rows[1].person
        ident = participants.save_participant(office, chat, person=first, profile_name="Мама")
        participants.confirm(office, ident, TODAY)
        participants.save_participant(
            office, chat, participant_id=ident, person=first, profile_name="Мама Льва"
        )
        row = next(r for r in participants.participants(office, chat) if r.id == ident)
        assert (row.confirmed_on, row.confirmed_by) == (TODAY, make.SECRETARY)
        participants.save_participant(
            office, chat, participant_id=ident, person=second, profile_name="Мама Льва"
        )
        row = next(r for r in participants.participants(office, chat) if r.id == ident)
        assert row.confirmed_on is None

    def test_nobody_leaves_without_a_reason_or_on_a_wrong_day(self, office: Session) -> None:
        chat = the_chat(office)
        participants.join_expected(office, chat, date(2026, 11, 10))
        ident = participants.participants(office, chat)[0].id
        assert ident is not None
        for reason, day, words in (
            ("не нравится", TODAY, "причину"),
            ("собственное желание", date(2026, 11, 9), "вступил в чат 10.11.2026"),
            ("собственное желание", date(2026, 11, 21), "ещё не наступила"),
        ):
            with pytest.raises(UserError, match=words):
                participants.leave(office, ident, reason, day)
        participants.leave(office, ident, "собственное желание", TODAY)
        row = next(r for r in participants.participants(office, chat) if r.id == ident)
        assert (row.left_on, row.left_reason, row.defect) == (TODAY, "собственное желание", "")

    def test_families_without_a_messenger_are_not_expected(self, office: Session) -> None:
        chat = the_chat(office)
        before = len(participants.participants(office, chat))
        mother = next(g for g in guardians.guardians(office) if g.name.last == "Шевченко")
        child = next(
            r.child_id for r in consents.matrix(office, chat) if r.child.last == "Шевченко"
        )
        guardians.save_guardian(
            office, child, GuardianData(mother.name, "мать", channel="none"), mother.id
        )
        assert len(participants.participants(office, chat)) == before - 1


class TestAdministrators:
    def test_a_wrong_appointment_is_refused_in_words(self, office: Session) -> None:
        chat = the_chat(office)
        teacher = person(office, "Зимина")
        mother = guardians.guardians(office)[0].id
        wrong = {
            "роль": Appointment("хозяин", teacher),
            "одного человека": Appointment("administrator-staff"),
            "проверьте даты": Appointment(
                "administrator-staff", teacher, since=TODAY, until=date(2026, 11, 1)
            ),
            "исполняет родитель": Appointment("administrator-parents", teacher),
            "исполняет работник": Appointment("administrator-staff", guardian_id=mother),
        }
        for words, data in wrong.items():
            with pytest.raises(UserError, match=words):
                administrators.appoint(office, chat, data)

    def test_an_appointment_does_not_end_before_it_begins(self, office: Session) -> None:
        chat = the_chat(office)
        row = administrators.administrators(office, chat)[0]
        with pytest.raises(UserError, match=r"началось 01\.09\.2026"):
            administrators.end_appointment(office, row.id, date(2026, 8, 31))
        administrators.end_appointment(office, row.id, date(2026, 11, 19))
        after = {r.id: r for r in administrators.administrators(office, chat)}[row.id]
        assert not after.is_current
        assert chats.obstacles(office, chat, "open", TODAY) != ()


class TestHistory:
    def test_everything_is_told_the_latest_first(self, office: Session) -> None:
        chat = the_chat(office)
        participants.join_expected(office, chat, date(2026, 11, 10))
        out = participants.participants(office, chat)[0].id
        assert out is not None
        participants.leave(office, out, "собственное желание", TODAY)
        issued = papers.issue(office, "order-create-chats", {"chats": (chat,)}, day=TODAY)
        told = chat_history.history(office, chat)
        assert [line.on_date for line in told] == sorted(
            (line.on_date for line in told), reverse=True
        )
        assert {line.kind for line in told} == {
            "state", "administrator", "member", "paper", "consent",
        }  # fmt: skip
        assert any(issued.number in line.text for line in told if line.kind == "paper")

    def test_an_order_on_two_chats_belongs_to_both(self, office: Session) -> None:
        first = the_chat(office)
        second = chats.save_chat(office, ChatData(title="Второй чат"))
        third = chats.save_chat(office, ChatData(title="Третий чат"))
        issued = papers.issue(office, "order-create-chats", {"chats": (first, second)})
        assert [p.id for p in chat_history.papers_of_chat(office, first)] == [issued.id]
        assert [p.id for p in chat_history.papers_of_chat(office, second)] == [issued.id]
        assert chat_history.papers_of_chat(office, third) == ()
