"""Class lists: the dry run, decisions, siblings and parents, changes, departures, undo."""

from datetime import date

import make
import pytest
from test_journal_and_undo import last_deed, snapshot

from desktop import clock
from desktop.errors import Denied, UserError
from desktop.importing.fields import Kind
from desktop.importing.header import find_mapping
from desktop.importing.matching import Verdict
from desktop.importing.people import People, read_people
from desktop.importing.read import read_pasted
from desktop.operations import children, class_lists, groups, guardians, journal
from desktop.operations._operation import Session
from desktop.operations.class_lists import ImportPlan, ImportResult
from desktop.operations.guardians import GuardianData

HEAD = "ФИО ребёнка\tДата рождения\tГруппа\tМать\tТелефон матери\tОтец\tТелефон отца"


def listed(*rows: str, head: str = HEAD) -> People:
    """The rows as a person pastes them; missing cells at the right stay empty."""
    book = read_pasted("\n".join([head, *rows]))
    return read_people(book, find_mapping(book, Kind.PEOPLE))


def planned(session: Session, *rows: str, group: str = "", year: int | None = None) -> ImportPlan:
    return class_lists.dry_run(session, listed(*rows), group, year)


def loaded(session: Session, *rows: str, group: str = "") -> ImportResult:
    return class_lists.apply(session, planned(session, *rows, group=group))


def child(session: Session, surname: str) -> children.ChildCard:
    """The card of the only child of that surname, departed ones too."""
    (row,) = [r for r in children.children(session, with_departed=True) if r.name.last == surname]
    return children.child_card(session, row.id)


def test_a_dry_run_tells_everything_and_writes_nothing(office: Session) -> None:
    before = snapshot()
    plan = planned(
        office,
        "Морозов Лев Сергеевич\t12.03.2021\tРомашка",
        "Мамедов Али Гусейн оглы\t01.05.2021\tПчёлка",
        "Дурнов Пётр Алексеевич\t17.07.2020\tПчёлка",
        "Ершова Тамара Егоровна\t02.02.2021\tЗвёздочка",
        "Ершова\t02.02.2021\tЗвёздочка",
    )
    assert [line.verdict for line in plan.lines] == [
        Verdict.SAME, Verdict.CHANGED, Verdict.CLOSE, Verdict.NEW, Verdict.REJECTED,
    ]  # fmt: skip
    (moved,) = plan.lines[1].differences
    assert (moved.title, moved.known, moved.written) == ("группа", "Ромашка", "Пчёлка")
    (alike,) = plan.lines[2].candidates
    assert alike.title == "Дурново Пётр Алексеевич"
    assert [d.title for d in alike.differences] == ["фамилия"]
    assert plan.lines[4].reasons == ("Нет имени ребёнка",)
    assert plan.groups_made == ("Звёздочка",)
    assert set(plan.absent) == {
        "Шевченко Алёна Дмитриевна, Ромашка",
        "Ким Виктория Андреевна, Пчёлка",
        "Заяц Надежда Павловна, Пчёлка",
    }
    assert plan.counts == {"new": 1, "same": 1, "changed": 1, "close": 1, "rejected": 1}
    assert plan.summary == (
        "Новых – 1 ребёнок; изменятся сведения – 1; уже записаны без изменений – 1; похожи на "
        "записанных, решите сами – 1; не загрузятся – 1. Появится группа: Звёздочка."
    )
    assert snapshot() == before


def test_a_list_is_one_deed_and_is_undone_without_a_trace(office: Session) -> None:
    before = snapshot()
    result = loaded(
        office,
        "Ершова Тамара Егоровна\t02.02.2021\tЗвёздочка\tЕршова Зоя Львовна\t8 916 000-00-01",
        "Ершов Егор Егорович\t02.02.2019\tЗвёздочка\tЕршова Зоя Львовна\t8 916 000-00-01",
        "Морозов Лев Сергеевич\t12.03.2021\tПчёлка\tМорозова Анна Викторовна\t8 903 111-00-00",
        "Заяц Надежда Павловна\t02.02.2020\tвыбыла",
    )
    assert result.is_complete
    assert list(result.done.values()) == ["created", "created", "changed", "departed"]
    assert result.summary == "Добавлено – 2 ребёнка, изменено – 1, отмечено выбывшими – 1."
    assert office.last_deed is not None
    assert office.last_deed.title == "Загрузка списка: 4 ребёнка"
    assert office.last_deed.can_undo
    assert snapshot() != before
    journal.undo(office, last_deed(office))
    assert snapshot() == before


def test_undo_takes_nothing_that_was_added_later(office: Session) -> None:
    loaded(office, "Ершова Тамара Егоровна\t02.02.2021\tПчёлка\tЕршова Зоя Львовна\t89160000001")
    deed = last_deed(office)
    ershova = child(office, "Ершова")
    (mother,) = ershova.guardians
    data = GuardianData(mother.name, "мать", phones=("89160000001", "89160000002"))
    guardians.save_guardian(office, ershova.row.id, data, mother.id)
    now = snapshot()
    with pytest.raises(UserError, match="после этого действия"):
        journal.undo(office, deed)
    assert snapshot() == now
    journal.undo(office, last_deed(office))
    journal.undo(office, deed)
    assert all(row.name.last != "Ершова" for row in children.children(office))


def test_brothers_and_sisters_share_their_mother(office: Session) -> None:
    loaded(
        office,
        "Ершова Тамара Егоровна\t02.02.2021\tПчёлка\tЕршова Зоя Львовна\t8 916 000-00-01",
        "Ершов Егор Егорович\t02.02.2019\tРомашка\tЕршова Зоя Львовна\t"
        "8 916 000-00-01, 89160000002",
    )
    (mother,) = [g for g in guardians.guardians(office) if g.name.last == "Ершова"]
    assert set(mother.children.split(", ")) == {"Ершова Тамара", "Ершов Егор"}
    assert mother.phones == ("79160000001", "79160000002")
    assert mother.name.sex == "f"


def test_a_new_brother_gets_the_mother_on_record(office: Session) -> None:
    plan = planned(
        office,
        "Морозов Юрий Сергеевич\t01.01.2019\tПчёлка\tМорозова Анна Викторовна\t+7 916 123 45 67",
    )
    assert plan.lines[0].verdict is Verdict.NEW
    known = child(office, "Морозов").guardians[0].id
    class_lists.apply(office, plan)
    mothers = [g for g in guardians.guardians(office) if g.name.full == "Морозова Анна Викторовна"]
    assert [g.id for g in mothers] == [known]
    assert set(mothers[0].children.split(", ")) == {"Морозов Лев", "Морозов Юрий"}


def test_a_namesake_with_another_phone_is_another_person(office: Session) -> None:
    loaded(office, "Рыбина Ася Львовна\t01.01.2021\tПчёлка\tМорозова Анна Викторовна\t89995550000")
    both = [g for g in guardians.guardians(office) if g.name.full == "Морозова Анна Викторовна"]
    assert len(both) == 2


def test_the_same_list_twice_changes_nothing(office: Session) -> None:
    rows = (
        "Ершова Тамара Егоровна\t02.02.2021\tПчёлка\tЕршова Зоя Львовна\t8 916 000-00-01",
        "Шевченко Алена Дмитриевна\t30.11.2021\tРомашка\tШевченко Мария\t89264445566",
    )
    loaded(office, *rows)
    before = snapshot()
    plan = planned(office, *rows)
    assert plan.count(Verdict.SAME) == len(rows)
    result = class_lists.apply(office, plan)
    assert result.is_complete
    assert snapshot() == before


def test_what_the_list_adds_is_written_what_it_lacks_stays(office: Session) -> None:
    plan = planned(
        office,
        "Морозов Лев Сергеевич\t12.03.2021\tРомашка\tМорозова Анна\t8 999 000-00-09",
        "Шевченко Алена Дмитриевна\t\tРомашка",
    )
    told = [(d.title, d.written) for d in plan.lines[0].differences]
    assert told == [("телефон (Морозова Анна)", "+7 999 000-00-09")]
    assert plan.lines[1].verdict is Verdict.SAME
    class_lists.apply(office, plan)
    assert child(office, "Морозов").guardians[0].phones == ("79161234567", "79990000009")
    assert child(office, "Шевченко").row.name.first == "Алёна"
    assert child(office, "Шевченко").row.birth_date == date(2021, 11, 30)


def test_the_letter_yo_is_taken_from_the_list_when_the_base_lacks_it(office: Session) -> None:
    make.child(office, "Алехина Алена Игоревна", None, date(2020, 1, 1))
    plan = planned(office, "Алёхина Алёна Игоревна\t01.01.2020\tПчёлка")
    assert [d.title for d in plan.lines[0].differences] == ["фамилия", "имя", "группа"]
    class_lists.apply(office, plan)
    assert child(office, "Алёхина").row.name.first == "Алёна"


def test_a_close_row_waits_for_the_person(office: Session) -> None:
    rows = ("Дурнов Пётр Алексеевич\t17.07.2020\tПчёлка",)
    undecided = loaded(office, *rows)
    assert [line.title for line in undecided.skipped] == ["Дурнов Пётр Алексеевич"]
    assert not undecided.is_complete
    plan = planned(office, *rows)
    known = plan.lines[0].candidates[0].id
    class_lists.apply(office, plan, {0: known})
    assert child(office, "Дурнов").row.id == known
    journal.undo(office, last_deed(office))
    plan = planned(office, *rows)
    result = class_lists.apply(office, plan, {0: "new"})
    assert result.count("created") == 1
    assert child(office, "Дурново").row.id == known


def test_any_row_may_be_put_aside(office: Session) -> None:
    plan = planned(office, "Ершова Тамара Егоровна\t02.02.2021\tПчёлка")
    result = class_lists.apply(office, plan, {0: "skip"})
    assert result.done == {0: "skipped"}
    assert all(r.name.last != "Ершова" for r in children.children(office))


def test_a_decision_that_does_not_fit_stops_everything(office: Session) -> None:
    plan = planned(
        office,
        "Ершова Тамара Егоровна\t02.02.2021\tПчёлка",
        "Морозов Лев Сергеевич\t12.03.2021\tПчёлка",
    )
    before = snapshot()
    with pytest.raises(UserError, match="решать здесь нечего"):
        class_lists.apply(office, plan, {1: 999_999})
    with pytest.raises(UserError, match="нет в списке"):
        class_lists.apply(office, plan, {77: "skip"})
    assert snapshot() == before


def test_two_rows_are_never_written_on_one_card(office: Session) -> None:
    plan = planned(
        office,
        "Дурнов Пётр Алексеевич\t17.07.2020\tПчёлка",
        "Дурновой Пётр Алексеевич\t17.07.2020\tРомашка",
    )
    known = plan.lines[0].candidates[0].id
    before = snapshot()
    with pytest.raises(UserError, match="к одному человеку"):
        class_lists.apply(office, plan, {0: known, 1: known})
    assert snapshot() == before


def test_a_double_inside_the_list_is_not_made_silently(office: Session) -> None:
    plan = planned(
        office,
        "Лаврова Софья Ильинична\t03.03.2020\tРомашка",
        "Лаврова София Ильинична\t03.03.2020\tПчёлка",
        "Лаврова Вера Ильинична\t03.03.2020\tПчёлка",  # a twin is no double
        "Рыбина Ася Львовна\t\tРомашка",
        "Рыбина Ася Львовна\t01.01.2021\tПчёлка",
    )
    assert [line.verdict for line in plan.lines] == [
        Verdict.NEW, Verdict.CLOSE, Verdict.NEW, Verdict.NEW, Verdict.CLOSE,
    ]  # fmt: skip
    assert "Лаврова Софья Ильинична" in plan.lines[1].reasons[0]
    result = class_lists.apply(office, plan, {1: "new"})
    assert list(result.done.values()) == ["created"] * 4 + ["skipped"]


def test_departed_rows(office: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 20))
    result = loaded(
        office,
        "Заяц Надежда Павловна\t02.02.2020\tвыбыла",
        "Чужая Нина Павловна\t02.02.2020\tвыбыла",
    )
    card = child(office, "Заяц")
    assert card.row.departed_on == date(2026, 11, 20)
    assert card.stays[-1].until == date(2026, 11, 20)
    assert card.departure_reason
    assert "его нет" in result.rejected[0].reasons[0]
    plan = planned(office, "Заяц Надежда Павловна\t02.02.2020\tПчёлка")  # and back again
    assert [d.title for d in plan.lines[0].differences] == ["состояние", "группа"]
    class_lists.apply(office, plan)
    assert child(office, "Заяц").row.departed_on is None
    assert child(office, "Заяц").row.group == "Пчёлка"


def test_the_next_school_year_moves_the_group_of_the_same_name(
    office: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2027, 9, 20))
    plan = planned(office, "Морозов Лев Сергеевич\t12.03.2021\tРомашка")
    (moved,) = plan.lines[0].differences
    assert (moved.known, moved.written) == ("Ромашка, 2026/2027", "Ромашка, 2027/2028")
    class_lists.apply(office, plan)
    stays = child(office, "Морозов").stays
    assert (stays[0].until, stays[1].since) == (date(2027, 8, 31), date(2027, 9, 1))
    assert len([g for g in groups.groups(office) if g.title == "Ромашка"]) == 2


def test_the_default_group_is_for_rows_that_name_none(office: Session) -> None:
    plan = class_lists.dry_run(
        office, listed("Ершова Тамара Егоровна\t02.02.2021", head="ФИО\tДата рождения"), "Пчёлка"
    )
    class_lists.apply(office, plan)
    assert child(office, "Ершова").row.group == "Пчёлка"
    alone = class_lists.dry_run(
        office, listed("Рыбин Лев Львович\t02.02.2021", head="ФИО\tДата рождения")
    )
    assert alone.lines[0].notes == ("Группа не указана: ребёнок не попадёт ни в одну.",)


def test_a_contact_without_a_name_is_told_and_not_lost_silently(office: Session) -> None:
    plan = planned(
        office,
        "Ершова Тамара Егоровна\t02.02.2021\tПчёлка\t\t8 916 000-00-01",
        "Рыбина Ася Львовна\t03.02.2021\tПчёлка\tАнна Павловна\t8 916 000-00-02",
    )
    assert any("+7 916 000-00-01" in note for note in plan.lines[0].notes)
    assert any("Анна Павловна" in note for note in plan.lines[1].notes)


def test_an_ended_representation_is_not_revived(office: Session) -> None:
    card = child(office, "Морозов")
    father = next(g for g in card.guardians if g.kinship == "отец")
    guardians.end_guardianship(office, card.row.id, father.id, date(2026, 10, 1))
    plan = planned(
        office,
        "Морозов Лев Сергеевич\t12.03.2021\tРомашка\t\t\tМорозов Сергей Иванович\t89161234568",
    )
    assert "прекращено 01.10.2026" in plan.lines[0].notes[0]
    class_lists.apply(office, plan)
    assert [g.kinship for g in child(office, "Морозов").guardians] == ["мать"]


def test_a_change_after_the_dry_run_stops_the_loading(office: Session) -> None:
    plan = planned(office, "Ершова Тамара Егоровна\t02.02.2021\tПчёлка")
    groups.save_group(office, "Звёздочка", 2026)  # nothing to do with the list
    again = planned(office, "Ершова Тамара Егоровна\t02.02.2021\tПчёлка")
    make.child(office, "Ершова Тамара Егоровна", None, date(2021, 2, 2))
    before = snapshot()
    with pytest.raises(UserError, match="посмотрите его ещё раз"):
        class_lists.apply(office, again)
    assert snapshot() == before
    journal.undo(office, last_deed(office))
    assert class_lists.apply(office, plan).count("created") == 1  # seen anew, it is the same


@pytest.mark.parametrize("written", ["Морозова А.В.", "Анна Викторовна", "МОРОЗОВА АННА"])
def test_the_mother_written_short_is_the_mother_on_record(office: Session, written: str) -> None:
    loaded(office, f"Морозов Лев Сергеевич\t12.03.2021\tРомашка\t{written}\t8 999 000-00-09")
    mother, father = child(office, "Морозов").guardians
    assert mother.name.full == "Морозова Анна Викторовна"
    assert mother.phones == ("79161234567", "79990000009")
    assert father.kinship == "отец"


def test_a_missing_patronymic_and_mail_are_added(office: Session) -> None:
    row = "Ершова Тамара Егоровна\t02.02.2021\tПчёлка\tЕршова Зоя\t8 916 000-00-01"
    loaded(office, row)
    loaded(office, row.replace("Зоя", "Зоя Львовна") + ", zoya@example.ru")
    (mother,) = child(office, "Ершова").guardians
    assert (mother.name.full, mother.email) == ("Ершова Зоя Львовна", "zoya@example.ru")
    loaded(office, row + ", z.ershova@example.ru")
    assert child(office, "Ершова").guardians[0].email == "z.ershova@example.ru"


def test_a_failure_half_way_leaves_nothing(
    office: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.models import Contact

    plan = planned(office, "Ершова Тамара Егоровна\t02.02.2021\tЗвёздочка\tЕршова Зоя\t89160000001")
    before = snapshot()

    def fail(records: object) -> None:
        raise UserError("диск полон")

    monkeypatch.setattr(Contact, "insert_all", fail)
    with pytest.raises(UserError, match="диск полон"):
        class_lists.apply(office, plan)
    assert snapshot() == before


def test_names_that_are_no_names_are_rejected(office: Session) -> None:
    plan = planned(office, f"Ершова {'Тамара' * 30} Егоровна\t02.02.2021\tПчёлка")
    assert plan.lines[0].verdict is Verdict.REJECTED


def test_only_the_secretary_imports(head: Session) -> None:
    with pytest.raises(Denied):
        planned(head, "Ершова Тамара Егоровна\t02.02.2021\tПчёлка")


def test_a_year_must_be_a_year(office: Session) -> None:
    with pytest.raises(UserError, match="год его начала"):
        planned(office, "Ершова Тамара Егоровна\t02.02.2021\tПчёлка", year=26)
