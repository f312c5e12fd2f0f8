"""Making the office from the wizard's answers; the recovery key's sheet; the card and the heads."""

from datetime import date
from pathlib import Path

import make
import pytest

from desktop.errors import UserError
from desktop.operations import access, first_start, journal, office
from desktop.operations._operation import Session
from desktop.operations.first_start import Institution
from desktop.operations.permissions import HEAD
from desktop.operations.views import HeadData, NameParts, OrganizationData
from desktop.security import recovery
from desktop.security.slots import Cost, KeyRing

CHEAP = Cost(memory=8 * 1024, passes=1)
BODIES = ("Педагогический совет", "Совет родителей")
SCHOOL = OrganizationData("school", "Средняя школа № 12 города Заречинска", "СШ № 12")


def created(folder: Path, institution: Institution, role: str = "secretary") -> first_start.Made:
    return first_start.create(folder, institution, "Первый", make.PASSWORD, role, CHEAP)


def test_the_card_the_head_and_the_bodies_are_entered_in_one_deed(tmp_path: Path) -> None:
    folder = tmp_path / "Папка данных"
    first_start.keep(folder, {"left": "{}"})
    made = created(folder, Institution(make.ORGANIZATION, make.HEAD_PERSON, BODIES))
    session = made.session
    assert made.sheet.startswith(b"%PDF")
    assert office.organization(session) == make.ORGANIZATION
    assert office.heads(session) == (make.HEAD_PERSON,)
    assert office.bodies(session) == BODIES
    titles = [deed.title for deed in journal.recent(session)]
    assert titles == ["Организация заведена", "Программа установлена"]
    assert not list(folder.glob("setup.json*"))
    session.close()


def test_a_head_may_install_with_the_least_known(tmp_path: Path) -> None:
    made = created(tmp_path, Institution(SCHOOL), HEAD)
    assert office.organization(made.session) == SCHOOL
    assert office.heads(made.session) == ()
    assert made.session.actor.role == HEAD
    made.session.close()


@pytest.mark.parametrize(
    "institution",
    [
        Institution(OrganizationData("school", "Школа", "Школа", inn="7707083894")),
        Institution(OrganizationData("", "Школа", "Школа")),
        Institution(SCHOOL, HeadData("директор", NameParts("Ольхин", ""))),
    ],
)
def test_a_wrong_answer_leaves_no_office_behind(tmp_path: Path, institution: Institution) -> None:
    with pytest.raises(UserError):
        created(tmp_path, institution)
    assert not access.exists(tmp_path)


def test_the_institutions_name_is_no_password(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="совпадает"):
        first_start.create(
            tmp_path, Institution(make.ORGANIZATION), "Первый", make.ORGANIZATION.short_name
        )
    assert not access.exists(tmp_path)


def test_what_is_typed_is_kept_until_the_office_exists(tmp_path: Path) -> None:
    folder = tmp_path / "ещё нет"
    assert first_start.kept(folder) == {}
    first_start.keep(folder, {"left": "Школа", "right": "ё"})
    first_start.keep(folder, {"left": "Школа № 1", "right": "ё"})
    assert first_start.kept(folder) == {"left": "Школа № 1", "right": "ё"}
    created(folder, Institution(SCHOOL)).session.close()
    first_start.keep(folder, {"left": "поздно"})
    assert first_start.kept(folder) == {}


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    place = tmp_path / "файл"
    place.write_text("занято", encoding="utf-8")
    with pytest.raises(UserError, match="записать не удалось"):
        first_start.keep(place, {})
    with pytest.raises(UserError, match="записать не удалось"):
        created(place, Institution(SCHOOL))
    with pytest.raises(UserError, match="записать не удалось"):
        first_start.forget(place)


def test_whether_the_sheet_exists_is_known(head: Session) -> None:
    session = head
    assert not access.is_recovery_key_confirmed(session)
    key = recovery.new_key()
    old_ring = KeyRing.load(session.folder)
    with pytest.raises(UserError, match="другого листа"):
        access.replace_recovery_key(session, key, recovery.new_key())
    with pytest.raises(UserError, match="8 групп"):
        access.replace_recovery_key(session, key, key[:-1])
    assert KeyRing.load(session.folder) == old_ring, "the old sheet keeps working"
    access.replace_recovery_key(session, key, key.lower().replace("-", " "))
    assert access.is_recovery_key_confirmed(session)
    access.check_recovery(session.folder, key)
    renewed = access.renew_recovery_key(session)
    assert not access.is_recovery_key_confirmed(session), "the new key was not typed back yet"
    with pytest.raises(UserError):
        access.confirm_recovery_key(session, key)
    assert not access.is_recovery_key_confirmed(session)
    access.confirm_recovery_key(session, renewed)
    assert access.is_recovery_key_confirmed(session)


def test_a_head_is_corrected_without_a_second_term(office_store: Session) -> None:
    row = office.head_terms(office_store)[0]
    assert row.data == make.HEAD_PERSON
    fixed = HeadData("заведующий", NameParts("Клёнова", "Ирина", "Андреевна", "f"))
    office.correct_head(office_store, row.id, fixed)
    assert [term.data for term in office.head_terms(office_store)] == [fixed]
    with pytest.raises(UserError, match="должность"):
        office.correct_head(office_store, row.id, HeadData("", fixed.name))
    backwards = HeadData("заведующий", fixed.name, date(2020, 1, 1), date(2019, 1, 1))
    with pytest.raises(UserError, match="раньше"):
        office.correct_head(office_store, row.id, backwards)
    with pytest.raises(UserError, match="обновите список"):
        office.correct_head(office_store, 4711, fixed)


def test_card_and_bodies_are_one_deed_and_come_back_together(office_store: Session) -> None:
    session = office_store
    office.save_card(session, SCHOOL, ("Совет школы",))
    assert (office.organization(session), office.bodies(session)) == (SCHOOL, ("Совет школы",))
    assert session.last_deed is not None
    journal.undo(session, session.last_deed.id)
    assert office.organization(session) == make.ORGANIZATION
    assert set(office.bodies(session)) == set(BODIES)
