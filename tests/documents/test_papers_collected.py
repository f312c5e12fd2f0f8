"""Papers collected from a real base: the names in their cases, the head and the points."""

from datetime import date

import make
import pytest

from desktop.documents import (
    chat_register,
    consent_chat,
    order_administrators,
    order_create_chats,
    recovery_key,
)
from desktop.documents._render import render
from desktop.errors import UserError
from desktop.models import Chat, Child, Employee, Guardian, HeadTerm, Organization
from desktop.operations import administrators
from desktop.operations import office as offices
from desktop.operations._operation import Session
from desktop.operations.administrators import Appointment
from desktop.rules._office import CATEGORIES

DAY = date(2026, 11, 20)


def child(last: str) -> int:
    return int(Child.get(Child.last == last).id)


def guardian(last: str) -> int:
    return int(Guardian.get(Guardian.last == last).id)


def employee(last: str) -> int:
    return int(Employee.get(Employee.last == last).id)


def the_chat() -> int:
    return int(Chat.get().id)


def test_order_on_chats(office_store: Session) -> None:
    data = order_create_chats.collect(
        chats=[the_chat()], date=DAY, number="41-ОД", registrar=employee("Зимина")
    )
    assert data.signer.name == "И.\u00a0А.\u00a0Кленова"
    assert data.signer.post == "Заведующий"
    assert data.chats[0].groups == "группа «Ромашка»"
    assert data.chats[0].platform.name.startswith("MAX")
    assert data.registrar is not None
    assert data.registrar.titled_dat == "старшему воспитателю Зиминой Ольге Петровне"
    assert [person.nom for person in data.to_acquaint] == [
        "Лаптева Вера Игоревна",
        "Зимина Ольга Петровна",
    ]
    assert data.act.title_gen.startswith("Порядка")
    assert order_create_chats.missing(data) == ()
    assert order_create_chats.warnings(data) == ()
    assert order_create_chats.heading(data) == "О создании чата"
    assert render(order_create_chats.DOCUMENT, data).startswith(b"%PDF")
    document = order_create_chats.DOCUMENT
    assert document.data_from_json(document.data_to_json(data)) == data


def test_an_order_names_the_head_of_its_own_date(office_store: Session) -> None:
    early = order_create_chats.collect(chats=[the_chat()], date=date(2019, 7, 31))
    assert early.signer.name == ""
    assert "должность и фамилия руководителя на дату документа" in order_create_chats.missing(early)
    HeadTerm.update(until=date(2026, 10, 31)).execute()
    HeadTerm.create(
        position="и. о. заведующего",
        last="Зимина",
        first="Ольга",
        middle="Петровна",
        sex="f",
        since=date(2026, 11, 1),
    )
    late = order_create_chats.collect(chats=[the_chat()], date=DAY)
    assert late.signer.name == "О.\u00a0П.\u00a0Зимина"


def test_an_order_on_a_day_off_is_warned_of(office_store: Session) -> None:
    data = order_create_chats.collect(chats=[the_chat()], date=date(2026, 11, 21))
    assert any("выходной" in warning for warning in order_create_chats.warnings(data))


def test_a_forbidden_platform_is_warned_of_by_date(office_store: Session) -> None:
    Chat.update(platform="whatsapp").execute()
    now = order_create_chats.collect(chats=[the_chat()], date=DAY)
    assert any("WhatsApp" in warning for warning in order_create_chats.warnings(now))
    then = order_create_chats.collect(chats=[the_chat()], date=date(2019, 9, 9))
    assert not any("WhatsApp" in warning for warning in order_create_chats.warnings(then))


def test_parents_own_chats_are_not_created_by_order(office_store: Session) -> None:
    Chat.update(kind="parents").execute()
    with pytest.raises(UserError, match="сами родители"):
        order_create_chats.collect(chats=[the_chat()], date=DAY)


@pytest.mark.parametrize("chats", [[], [987654]])
def test_an_order_without_chats_is_refused(office_store: Session, chats: list[int]) -> None:
    with pytest.raises(UserError):
        order_create_chats.collect(chats=chats, date=DAY)


def test_order_on_administrators(office_store: Session) -> None:
    data = order_administrators.collect(chats=[the_chat()], date=DAY, control=employee("Зимина"))
    assert [made.person.acc for made in data.staff] == ["Лаптеву Веру Игоревну"]
    assert data.staff[0].person.post_acc == "воспитателя"
    assert data.staff[0].years == 11
    assert [made.person.acc for made in data.parents] == ["Морозову Анну Викторовну"]
    assert data.act.points == ("2.1",)
    assert data.years_asked == 0
    assert render(order_administrators.DOCUMENT, data).startswith(b"%PDF")


def test_experience_is_named_where_the_regulation_asks_it(office_store: Session) -> None:
    newcomer = employee("Новиков")
    administrators.appoint(
        office_store,
        the_chat(),
        Appointment("administrator-staff", employee_id=newcomer, since=DAY),
    )
    offices.adopt_profile(office_store, "002", in_force_from=date(2026, 11, 1))
    data = order_administrators.collect(chats=[the_chat()], date=DAY)
    assert (data.years_asked, data.years_point) == (1, "1.5")
    assert any("Новиков" in warning for warning in order_administrators.warnings(data))
    assert not any("Лаптева" in warning for warning in order_administrators.warnings(data))


def test_consent_of_a_mother(office_store: Session) -> None:
    data = consent_chat.collect(
        child=child("Мамедов"), guardian=guardian("Мамедова"), chat=the_chat(), date=DAY
    )
    assert data.child.nom == "Мамедов Али Гусейн оглы"
    assert data.kinship == "мать"
    assert data.group == "группа «Ромашка»"
    assert data.chat_groups == "группы «Ромашка»"
    assert not data.child_signs
    assert consent_chat.missing(data) == ("адрес представителя", "документ представителя")
    assert render(consent_chat.DOCUMENT, data).startswith(b"%PDF")


def test_a_stranger_cannot_sign_for_a_child(office_store: Session) -> None:
    with pytest.raises(UserError, match="не значится"):
        consent_chat.collect(
            child=child("Ким"), guardian=guardian("Мамедова"), chat=the_chat(), date=DAY
        )


def test_a_pupil_of_fourteen_signs_too_and_one_of_eighteen_alone(office_store: Session) -> None:
    request = {"guardian": guardian("Мамедова"), "chat": the_chat(), "date": DAY}
    Child.update(birth_date=date(2012, 11, 20)).execute()
    assert consent_chat.collect(child=child("Мамедов"), **request).child_signs
    Child.update(birth_date=date(2008, 11, 20)).execute()
    with pytest.raises(UserError, match="18 лет"):
        consent_chat.collect(child=child("Мамедов"), **request)


def test_register_counts_families(office_store: Session) -> None:
    data = chat_register.collect(date=date(2030, 1, 1))
    line = data.lines[0]
    assert (line.children, line.consents, line.refusals) == (3, 1, 1)
    assert line.state == "project"
    assert chat_register.collect(date=date(2020, 1, 1)).lines == ()
    for date_ in (date(2030, 1, 1), date(2020, 1, 1)):
        register = chat_register.collect(date=date_)
        assert render(chat_register.DOCUMENT, register).startswith(b"%PDF")


def test_recovery_sheet_needs_no_institution(empty_office: Session) -> None:
    assert not Organization.select().exists()
    data = recovery_key.collect(key="ABCD-EFGH", date=DAY)
    assert recovery_key.missing(data) == ("название учреждения",)
    assert recovery_key.collect(key="A", date=DAY, institution="Сад").institution == "Сад"


def test_papers_need_the_institution(empty_office: Session) -> None:
    with pytest.raises(UserError, match="Сведения об организации"):
        chat_register.collect(date=DAY)


def test_the_sample_institution_is_the_one_of_the_tests(office_store: Session) -> None:
    assert Organization.get().short_name == make.ORGANIZATION.short_name


def test_the_form_asks_for_the_categories_the_checker_knows() -> None:
    assert set(consent_chat.CATEGORIES) == set(CATEGORIES)
