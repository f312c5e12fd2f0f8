"""First start, signing in, accounts, the recovery key."""

from pathlib import Path

import make
import pytest

from desktop.errors import UserError
from desktop.models import AuditEntry
from desktop.operations import access, staff
from desktop.operations._operation import Session
from desktop.security.slots import WrongPassword


def test_an_office_is_made_once_in_a_folder(tmp_path: Path) -> None:
    place = tmp_path / "Новая папка"
    session, recovery = access.create_office(place, "Секретарь", make.PASSWORD, cost=make.SWIFT)
    session.close()
    access.check_recovery(place, recovery)
    with pytest.raises(UserError, match="уже есть данные"):
        access.create_office(place, "Секретарь", make.PASSWORD, cost=make.SWIFT)


def test_a_weak_first_password_leaves_nothing_behind(tmp_path: Path) -> None:
    place = tmp_path / "Новая папка"
    with pytest.raises(UserError, match="слишком короткий"):
        access.create_office(place, "Секретарь", "кот", cost=make.SWIFT)
    assert not place.exists()


def test_a_teacher_cannot_be_the_first(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="секретарь или руководитель"):
        access.create_office(tmp_path / "п", "Педагог", make.PASSWORD, "teacher", cost=make.SWIFT)


def test_signing_in_and_out_is_remembered(folder: Path) -> None:
    session = access.sign_in(folder, make.SECRETARY, make.PASSWORD)
    access.sign_out(session)
    session = access.sign_in(folder, make.HEAD, make.PASSWORD)
    actions = [row.action for row in AuditEntry.select().order_by(AuditEntry.id)]
    session.close()
    assert actions[-3:] == ["sign-in", "sign-out", "sign-in"]


def test_a_closed_account_opens_nothing_any_more(head: Session, folder: Path) -> None:
    access.remove_user(head, make.TEACHER)
    assert make.TEACHER not in [u.login for u in access.users(head)]
    head.close()
    with pytest.raises(WrongPassword):
        access.sign_in(folder, make.TEACHER, make.PASSWORD)


def test_a_forgotten_password_is_reset_by_the_head(head: Session, folder: Path) -> None:
    access.reset_password(head, make.TEACHER, "новые слова на двери")
    head.close()
    with pytest.raises(WrongPassword):
        access.sign_in(folder, make.TEACHER, make.PASSWORD)
    access.sign_in(folder, make.TEACHER, "новые слова на двери").close()


def test_one_changes_the_own_password_by_the_old_one(teacher: Session, folder: Path) -> None:
    with pytest.raises(WrongPassword):
        access.change_password(teacher, "не тот", "новые слова на двери")
    access.change_password(teacher, make.PASSWORD, "новые слова на двери")
    teacher.close()
    access.sign_in(folder, make.TEACHER, "новые слова на двери").close()


def test_the_recovery_key_sets_accounts_right_and_shows_no_families(
    head: Session, folder: Path
) -> None:
    key = access.renew_recovery_key(head)
    head.close()
    session = access.sign_in_by_recovery(folder, key)
    try:
        access.reset_password(session, make.HEAD, "новые слова на двери")
        with pytest.raises(UserError):
            staff.employees(session)
    finally:
        session.close()
    access.sign_in(folder, make.HEAD, "новые слова на двери").close()


def test_a_renewed_recovery_key_retires_the_old_one(head: Session, folder: Path) -> None:
    old = access.renew_recovery_key(head)
    access.renew_recovery_key(head)
    with pytest.raises(UserError, match="не от этих данных"):
        access.check_recovery(folder, old)


def test_the_last_office_account_cannot_be_closed(empty_office: Session) -> None:
    with pytest.raises(UserError):
        access.remove_user(empty_office, make.SECRETARY)
