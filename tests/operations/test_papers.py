"""The journal of papers: requests, numbers, what a paper does, what never changes."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

import make
import pytest

from desktop import clock
from desktop.documents import _render
from desktop.errors import Denied, UserError
from desktop.models import Administrator, ChatState, Paper
from desktop.operations import (
    _paper_requests,
    administrators,
    chats,
    children,
    consents,
    journal,
    papers,
    staff,
)
from desktop.operations import access as accesses
from desktop.operations._operation import Actor, Session
from desktop.operations.administrators import Appointment
from desktop.operations.chats import ChatData

DAY = date(2026, 11, 20)  # a Friday
CREATE, APPOINT = "order-create-chats", "order-administrators"


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 20, 10, 30).astimezone())


@pytest.fixture
def chat(office: Session) -> int:
    return chats.chats(office)[0].id


def head_signs(office: Session, paper_id: int, day: date = DAY) -> None:
    """The head signs in the same open bases."""
    with acting_as_head(office):
        papers.mark_signed(office, paper_id, day)


@contextmanager
def acting_as_head(office: Session) -> Iterator[None]:
    """The same open bases in the head's hands."""
    secretary, office.actor = office.actor, Actor(make.HEAD, "head")
    try:
        yield
    finally:
        office.actor = secretary


def test_every_ask_of_every_document_has_a_russian_word() -> None:
    for kind in papers.document_types().values():
        for ask in _paper_requests.asks(kind):
            assert ask.name in _paper_requests.WORDS, (kind.id, ask.name)


def test_the_choices_leave_the_secret_sheet_out(office: Session) -> None:
    ids = {choice.id for choice in papers.choices(office)}
    assert {CREATE, APPOINT, "consent-chat", "chat-register"} <= ids
    assert "recovery-key" not in ids


def test_preview_carries_its_date_and_what_is_missing(office: Session, chat: int) -> None:
    told = papers.preview(office, CREATE, {"chats": [chat]}, day=date(2026, 11, 22))
    assert told.data.date == "2026-11-22"
    assert told.data.number == ""
    assert "кто ведёт реестр чатов" in told.missing
    assert any("выходной" in note for note in told.warnings)
    assert told.file_name == "Приказ от 22.11.2026.pdf"
    assert told.pdf().startswith(b"%PDF")
    assert not Paper.select().count()


def test_the_date_decides_who_signs(office: Session, chat: int) -> None:
    from desktop.operations import office as offices
    from desktop.operations.views import HeadData

    offices.save_head(
        office, HeadData("заведующий", make.name("Рогов Олег Львович", "m"), date(2026, 12, 1))
    )
    now = papers.preview(office, CREATE, {"chats": [chat]}, day=DAY)
    later = papers.preview(office, CREATE, {"chats": [chat]}, day=date(2026, 12, 2))
    assert now.data.signer.name.split() == ["И.", "А.", "Кленова"]
    assert later.data.signer.name.split() == ["О.", "Л.", "Рогов"]


def test_preview_quotes_what_the_regulation_still_asks(office: Session, chat: int) -> None:
    from desktop.operations import office as offices

    offices.adopt_profile(office, "001", in_force_from=date(2026, 9, 1))
    told = papers.preview(office, CREATE, {"chats": [chat]}, day=DAY)
    waiting = chats.obstacles(office, chat, "order", DAY)
    assert waiting
    assert f"чат № 1: {waiting[0]}" in told.warnings


@pytest.mark.parametrize(
    ("document", "request_", "sentence"),
    [
        (CREATE, {}, "выберите чаты"),
        (CREATE, {"chats": []}, "выберите чаты"),
        (CREATE, {"chats": [1], "childs": 3}, "не спрашивает «childs»"),
        (CREATE, {"chats": ["1"]}, "выберите чаты из списка"),
        (CREATE, {"chats": [1], "registrar": "Иванова"}, "выберите кто ведёт реестр"),
        (CREATE, {"chats": [999]}, "обновите список"),
        ("consent-chat", {"child": 1, "chat": 1}, "выберите законного представителя"),
        ("order-of-the-moon", {}, "бывают"),
        ("recovery-key", {"key": "x"}, "не хранится"),
    ],
)
def test_a_wrong_request_is_told_in_russian(
    office: Session, document: str, request_: dict[str, object], sentence: str
) -> None:
    with pytest.raises(UserError, match=sentence):
        papers.preview(office, document, request_)


def test_ids_may_be_named_as_the_office_names_them(office: Session, chat: int) -> None:
    told = papers.preview(office, CREATE, {"chat_ids": (chat,), "control_id": None}, day=DAY)
    assert told == papers.preview(office, CREATE, {"chats": [chat]}, day=DAY)


def test_issue_freezes_text_bytes_and_hash(office: Session, chat: int) -> None:
    issued = papers.issue(office, CREATE, {"chats": [chat]}, day=DAY)
    assert issued.number == "1-ОД"
    assert issued.file_name == "Приказ № 1-ОД от 20.11.2026.pdf"
    kind = papers.document_type(CREATE)
    record = Paper.get_by_id(issued.id)
    assert record.sha256 == hashlib.sha256(issued.pdf).hexdigest()
    assert _render.render(kind, kind.data_from_json(record.content)) == issued.pdf
    again = papers.paper_pdf(office, issued.id)
    assert again == issued


def test_a_reprint_ignores_what_changed_since(office: Session, chat: int) -> None:
    issued = papers.issue(office, CREATE, {"chats": [chat]}, day=DAY)
    row = chats.chats(office)[0]
    chats.save_chat(office, ChatData(title="Совсем другое имя", group_ids=row.group_ids), chat)
    assert papers.paper_pdf(office, issued.id).pdf == issued.pdf


def test_altered_bytes_are_not_shown(office: Session, chat: int) -> None:
    issued = papers.issue(office, CREATE, {"chats": [chat]}, day=DAY)
    Paper.update(pdf=issued.pdf + b" ").where(Paper.id == issued.id).execute()
    with pytest.raises(UserError, match="повреждён"):
        papers.paper_pdf(office, issued.id)


def test_numbers_run_by_year_and_journal(office: Session, chat: int) -> None:
    request = {"chats": [chat]}
    assert papers.next_number(office, CREATE, DAY) == "1-ОД"
    assert papers.issue(office, CREATE, request, day=DAY).number == "1-ОД"
    assert papers.issue(office, APPOINT, request, day=DAY).number == "2-ОД"
    assert papers.next_number(office, CREATE, date(2027, 1, 11)) == "1-ОД"
    assert papers.next_number(office, "chat-register", DAY) == ""


def test_a_number_typed_by_hand_moves_the_journal_on(office: Session, chat: int) -> None:
    request = {"chats": [chat]}
    assert papers.issue(office, CREATE, request, day=DAY, number=" 41-ОД ").number == "41-ОД"
    assert papers.next_number(office, CREATE, DAY) == "42-ОД"


def test_a_sub_number_uses_up_none(office: Session, chat: int) -> None:
    request = {"chats": [chat]}
    papers.issue(office, CREATE, request, day=DAY)
    papers.issue(office, CREATE, request, day=DAY, number="1/1-ОД")
    assert papers.next_number(office, CREATE, DAY) == "2-ОД"


def test_a_taken_number_is_refused_and_nothing_is_kept(office: Session, chat: int) -> None:
    papers.issue(office, CREATE, {"chats": [chat]}, day=DAY)
    with pytest.raises(UserError, match=r"занят.*20\.11\.2026.*Возьмите 2-ОД"):
        papers.issue(office, APPOINT, {"chats": [chat]}, day=DAY, number="1-од")
    with pytest.raises(UserError, match="нужны цифры"):
        papers.issue(office, APPOINT, {"chats": [chat]}, day=DAY, number="б/н")
    assert Paper.select().count() == 1


def test_an_earlier_date_after_a_later_number_is_noticed(office: Session, chat: int) -> None:
    papers.issue(office, CREATE, {"chats": [chat]}, day=date(2026, 11, 18))
    papers.issue(office, CREATE, {"chats": [chat]}, day=DAY)
    told = papers.preview(office, APPOINT, {"chats": [chat]}, day=date(2026, 11, 19))
    assert any("№ 2-ОД от 20.11.2026" in note and "1/1-ОД" in note for note in told.warnings)
    chosen = papers.preview(
        office, APPOINT, {"chats": [chat]}, day=date(2026, 11, 19), number="1/1-ОД"
    )
    assert not any("№ 2-ОД" in note for note in chosen.warnings)


def test_the_register_is_printed_but_never_registered(office: Session) -> None:
    assert papers.preview(office, "chat-register", {}, day=DAY).pdf().startswith(b"%PDF")
    with pytest.raises(UserError, match="не регистрируется"):
        papers.issue(office, "chat-register", {}, day=DAY)


def test_creation_takes_chats_to_order_and_the_signature_opens_them(
    office: Session, chat: int
) -> None:
    from desktop.operations import office as offices

    offices.adopt_profile(office, "003", in_force_from=date(2026, 9, 1))
    second = chats.save_chat(office, ChatData(title="Пчёлка – родители"))
    issued = papers.issue(office, CREATE, {"chats": [chat, second]}, day=DAY)
    for ident in (chat, second):
        card = chats.chat_card(office, ident)
        assert card.row.state == "order"
        assert card.states[-1].basis == "приказ от 20.11.2026 № 1-ОД"
        assert [paper for paper, _ in card.papers] == [issued.id]
    assert any("приказа" in m for m in chats.obstacles(office, second, "open", DAY))
    head_signs(office, issued.id)
    assert not any("приказа" in m for m in chats.obstacles(office, second, "open", DAY))


def test_an_open_chat_gets_the_order_as_a_ground_and_stays_open(office: Session, chat: int) -> None:
    chats.record_state(office, chat, "open", date(2026, 9, 5), "внесён при установке")
    papers.issue(office, CREATE, {"chats": [chat]}, day=DAY)
    row = chats.chats(office)[0]
    assert (row.state, row.state_since) == ("open", date(2026, 9, 5))
    last = ChatState.select().order_by(ChatState.id.desc()).get()
    assert last.basis == "приказ от 20.11.2026 № 1-ОД"


def test_a_cancelled_order_is_no_ground_any_more(office: Session, chat: int) -> None:
    issued = papers.issue(office, CREATE, {"chats": [chat]}, day=DAY)
    with acting_as_head(office):
        with pytest.raises(UserError, match="причина"):
            papers.cancel(office, issued.id, " ")
        papers.cancel(office, issued.id, "опечатка в названии")
        with pytest.raises(UserError, match="уже отменён"):
            papers.cancel(office, issued.id, "ещё раз")
        with pytest.raises(UserError, match="уже отменён"):
            papers.mark_signed(office, issued.id, DAY)
    card = chats.chat_card(office, chat)
    assert card.row.state == "consents"
    assert not any(step.basis for step in card.states)
    row = papers.papers(office)[0]
    assert (row.state_word, row.cancel_reason) == ("отменён", "опечатка в названии")
    assert papers.issue(office, CREATE, {"chats": [chat]}, day=DAY).number == "2-ОД"


def test_an_order_on_administrators_becomes_their_ground(office: Session, chat: int) -> None:
    zimina = next(row.id for row in staff.employees(office) if row.name.last == "Зимина")
    administrators.appoint(office, None, Appointment("curator", employee_id=zimina, since=DAY))
    first = papers.issue(office, APPOINT, {"chats": [chat]}, day=DAY)
    assert {row.basis for row in Administrator.select()} == {"приказ от 20.11.2026 № 1-ОД"}
    papers.issue(office, APPOINT, {"chats": [chat]}, day=DAY)
    assert {row.basis for row in Administrator.select()} == {"приказ от 20.11.2026 № 1-ОД"}
    third = papers.issue(
        office, APPOINT, {"chats": [chat], "cancels": "приказ от 20.11.2026 № 1-ОД"}, day=DAY
    )
    assert {row.basis for row in Administrator.select()} == {"приказ от 20.11.2026 № 3-ОД"}
    with acting_as_head(office):
        papers.cancel(office, third.id, "ошибка")
    assert {row.basis for row in Administrator.select()} == {""}
    assert first.number == "1-ОД"


def test_signing_asks_for_a_possible_date(office: Session, chat: int) -> None:
    issued = papers.issue(office, CREATE, {"chats": [chat]}, day=date(2026, 11, 18))
    with pytest.raises(Denied):
        papers.mark_signed(office, issued.id, DAY)
    for day, sentence in ((date(2026, 11, 17), "раньше"), (date(2026, 11, 21), "не наступила")):
        with pytest.raises(UserError, match=sentence):
            head_signs(office, issued.id, day)
    assert [row.number for row in papers.to_sign(office)] == ["1-ОД"]
    head_signs(office, issued.id)
    assert papers.to_sign(office) == ()
    row = papers.papers(office, "orders")[0]
    assert (row.state, row.signed_on, row.signed_by) == ("signed", DAY, make.HEAD)
    with pytest.raises(UserError, match="уже подписан"):
        head_signs(office, issued.id)
    with acting_as_head(office), pytest.raises(UserError, match="другим приказом"):
        papers.cancel(office, issued.id, "передумали")


def test_issuing_cannot_be_undone(office: Session, chat: int) -> None:
    papers.issue(office, CREATE, {"chats": [chat]}, day=DAY)
    assert office.last_deed is not None
    assert not office.last_deed.can_undo
    assert office.last_deed.title == "Зарегистрировано: Приказ о создании чатов № 1-ОД"
    with pytest.raises(UserError, match="нельзя отменить"):
        journal.undo(office, office.last_deed.id)


def test_forms_of_a_class_are_numbered_one_per_representative(office: Session, chat: int) -> None:
    ids = [row.id for row in children.children(office)]
    pdf, without = papers.issue_consents(office, chat, ids, day=DAY)
    assert pdf.startswith(b"%PDF")
    assert without == (
        "Дурново Пётр Алексеевич",
        "Заяц Надежда Павловна",
        "Ким Виктория Андреевна",
    )
    rows = [row for row in consents.consents(office) if row.paper_id]
    assert sorted(row.guardian for row in rows) == [
        "Мамедова Лейла Рашид кызы",
        "Морозов Сергей Иванович",
        "Морозова Анна Викторовна",
        "Шевченко Мария Олеговна",
    ]
    # Two forms were entered before the program printed any.
    assert sorted(row.number for row in rows) == ["3/2026", "4/2026", "5/2026", "6/2026"]
    assert {row.state_word for row in papers.papers(office, "consents")} == {"выдан бланк"}
    assert chats.chat_card(office, chat).row.state == "consents"
    consents.mark(office, rows[0].id, "signed", DAY)
    words = [row.state_word for row in papers.papers(office, "consents")]
    assert words.count("подписано") == 1
    assert papers.to_sign(office) == ()


def test_the_kept_form_is_the_one_that_was_handed_out(office: Session, chat: int) -> None:
    first = children.children(office)[0].id
    with pytest.raises(UserError, match="Печатать нечего"):
        papers.issue_consents(office, chat, [first], day=DAY)
    child = next(r.id for r in children.children(office) if r.name.last == "Шевченко")
    pdf, _ = papers.issue_consents(office, chat, [child], day=DAY)
    row = papers.papers(office, "consents")[0]
    assert papers.paper_pdf(office, row.id).pdf == pdf
    assert papers.paper_pdf(office, row.id).file_name == "Согласие № 3-2026 от 20.11.2026.pdf"
    with acting_as_head(office), pytest.raises(UserError, match="семья"):
        papers.mark_signed(office, row.id, DAY)
    with acting_as_head(office), pytest.raises(UserError, match="отзыв"):
        papers.cancel(office, row.id, "лишний")


def test_forms_can_be_looked_at_without_a_trace(office: Session, chat: int) -> None:
    ids = [row.id for row in children.children(office)]
    told = papers.preview_consents(office, chat, ids, day=DAY)
    assert len(told.datas) == 4
    assert len(told.without) == 3
    assert told.pdf().startswith(b"%PDF")
    assert not Paper.select().count()


def test_a_form_is_registered_only_for_a_family(office: Session, chat: int) -> None:
    with pytest.raises(UserError, match="из «Согласий»"):
        papers.issue(office, "consent-chat", {"child": 1, "guardian": 1, "chat": chat}, day=DAY)


def test_the_head_prepares_but_does_not_hand_out_forms(office: Session, chat: int) -> None:
    """Refused before the transaction begins: a refusal inside it would be rolled back from the
    chain of events but not from the mark beside the base."""
    with acting_as_head(office):
        with pytest.raises(Denied):
            papers.issue_consents(office, chat, [1], day=DAY)
        assert papers.preview_consents(office, chat, [3], day=DAY).datas
    assert all(verdict.is_sound for _, verdict in journal.verify(office))


def test_the_recovery_sheet_is_kept_nowhere(office: Session) -> None:
    assert papers.recovery_sheet(office, "ABCD-EFGH-JKMN-PQRS").startswith(b"%PDF")
    assert not Paper.select().count()


def test_a_teacher_sees_no_papers(teacher: Session) -> None:
    with pytest.raises(Denied):
        papers.papers(teacher)


def test_the_journal_survives_closing(office: Session, chat: int) -> None:
    issued = papers.issue(office, CREATE, {"chats": [chat]}, day=DAY)
    folder = office.folder
    office.close()
    again = accesses.sign_in(folder, make.SECRETARY, make.PASSWORD)
    try:
        assert papers.paper_pdf(again, issued.id).pdf == issued.pdf
    finally:
        again.close()
