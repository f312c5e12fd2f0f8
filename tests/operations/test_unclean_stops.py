"""Stops and full disks between two writes: nothing is lost, nobody is locked out."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import make
import pytest

from desktop.errors import UserError
from desktop.models import chain
from desktop.operations import access, children, consents, journal, messages, publish, setup
from desktop.operations import office as offices
from desktop.operations._operation import Actor, Session
from desktop.operations.views import HeadData

ROOT = Path(__file__).resolve().parents[2]
FRIDAY = date(2026, 11, 20)


def in_a_dying_process(folder: Path, code: str) -> None:
    """Run `code` with an open session `s` in a process that ends by os._exit in the middle."""
    head = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "sys.path.insert(0, sys.argv[4])\n"
        "import make\n"
        "from datetime import date\n"
        "from desktop.operations import access, children, consents, publish\n"
        "from desktop.operations import _operation as frame\n"
        "from desktop.models import chain\n"
        "folder = Path(sys.argv[1])\n"
    )
    arguments = [str(folder), make.SECRETARY, make.PASSWORD, str(ROOT / "tests")]
    done = subprocess.run(
        [sys.executable, "-c", head + code, *arguments], cwd=ROOT, timeout=60, check=False
    )
    assert done.returncode == 77


def verdict_on_lev(session: Session) -> str:
    from datetime import datetime

    at = datetime(2026, 11, 20, 12, 0)
    return messages.check(session, "Морозов Лев молодец.", chat=1, at=at).word


def test_a_stop_before_publication_does_not_keep_a_withdrawn_consent_alive(folder: Path) -> None:
    in_a_dying_process(
        folder,
        "s = access.sign_in(folder, sys.argv[2], sys.argv[3])\n"
        "publish.publish = lambda session: os._exit(77)\n"
        "consents.mark(s, 1, 'withdrawn', date(2026, 11, 2))\n",
    )
    session = access.sign_in(folder, make.SECRETARY, make.PASSWORD)
    try:
        assert consents.consents(session)[0].state == "withdrawn"
        assert verdict_on_lev(session) == "нельзя"
    finally:
        session.close()
    teacher = access.sign_in(folder, make.TEACHER, make.PASSWORD)
    assert verdict_on_lev(teacher) == "нельзя"
    teacher.close()


def test_a_stop_before_the_anchor_is_made_up_for(folder: Path) -> None:
    in_a_dying_process(
        folder,
        "s = access.sign_in(folder, sys.argv[2], sys.argv[3])\n"
        "chain.anchor_head = lambda entry, path: os._exit(77)\n"
        "make.employee(s, 'Синицына Зоя Львовна', 'логопед', None)\n",
    )
    session = access.sign_in(folder, make.SECRETARY, make.PASSWORD)
    assert all(v.is_sound for _, v in journal.verify(session))
    session.close()


def test_a_disk_that_refuses_anchors_for_a_while_locks_nobody_out(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = access.sign_in(folder, make.SECRETARY, make.PASSWORD)
    with monkeypatch.context() as full:

        def refuse(*_: object) -> None:
            raise OSError(28, "No space left on device")

        full.setattr(chain, "append_durably", refuse)
        for place in range(3):
            make.child(session, f"Тихонова Анна Егоровна{place}", None)
            assert "кончилось место" in session.warning
    session.store.close()
    again = access.sign_in(folder, make.SECRETARY, make.PASSWORD)
    names = [row.name.last for row in children.children(again)]
    assert names.count("Тихонова") == 3
    assert all(v.is_sound for _, v in journal.verify(again))
    again.close()


def test_what_fails_after_the_commit_is_not_told_as_a_failure_of_the_deed(
    office: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.models import sqlcipher

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sqlcipher, "checkpoint", refuse)
    make.child(office, "Тихонова Анна Егоровна", None)
    monkeypatch.undo()
    assert "кончилось место" in office.warning
    assert [r.name.last for r in children.children(office)].count("Тихонова") == 1


def test_a_refusal_inside_a_deed_rolls_back_and_is_audited(office: Session, folder: Path) -> None:
    office.actor = Actor("Заведующая", "head")
    with pytest.raises(UserError):
        setup.in_one_deed(office, lambda: make.child(office, "Нет Нина Ивановна", None) and None)
    office.actor = Actor(make.SECRETARY, "secretary")
    assert all(v.is_sound for _, v in journal.verify(office))
    office.close()
    access.sign_in(folder, make.SECRETARY, make.PASSWORD).close()


def test_a_first_start_cut_short_can_be_begun_again(tmp_path: Path) -> None:
    place = tmp_path / "Новая"
    in_a_dying_process(
        place,
        "from desktop.security.slots import KeyRing\n"
        "KeyRing.save = lambda self, keep_previous=True: os._exit(77)\n"
        "access.create_office(folder, sys.argv[2], sys.argv[3], cost=make.SWIFT)\n",
    )
    assert (place / "main.db").exists()
    assert not access.exists(place)
    session, _ = access.create_office(place, make.SECRETARY, make.PASSWORD, cost=make.SWIFT)
    session.close()
    assert list(place.glob("без ключа */main.db")), "what nobody can open is kept aside"


def test_a_first_start_that_fails_leaves_no_bases(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.security import slots

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(slots, "write_atomically", refuse)
    with pytest.raises(UserError, match="кончилось место"):
        access.create_office(tmp_path / "п", make.SECRETARY, make.PASSWORD, cost=make.SWIFT)
    assert not list((tmp_path / "п").glob("*.db"))


def test_signing_out_closes_the_bases_even_when_it_cannot_be_recorded(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = access.sign_in(folder, make.SECRETARY, make.PASSWORD)

    def refuse(*_: object) -> None:
        raise UserError("На диске кончилось место")

    monkeypatch.setattr(access, "audit", refuse)
    access.sign_out(session)
    monkeypatch.undo()
    assert session.keys == {}
    access.sign_in(folder, make.SECRETARY, make.PASSWORD).close()


def test_an_old_key_file_put_back_revives_no_closed_account(folder: Path) -> None:
    kept = (folder / "keys.json").read_bytes()
    head = access.sign_in(folder, make.HEAD, make.PASSWORD)
    access.remove_user(head, make.SECRETARY)
    head.close()
    assert not (folder / "keys.json.1").exists()
    (folder / "keys.json").write_bytes(kept)
    with pytest.raises(UserError, match="закрыта"):
        access.sign_in(folder, make.SECRETARY, make.PASSWORD)


def test_the_secretary_cannot_reach_the_heads_account_by_the_recovery_key(
    office: Session,
) -> None:
    with pytest.raises(UserError, match="меняет руководитель"):
        access.renew_recovery_key(office)


def test_undoing_never_takes_later_work_along(office: Session) -> None:
    from desktop.operations import chats, participants
    from desktop.operations.chats import ChatData

    chat = chats.save_chat(office, ChatData(title="Новый чат"))
    assert office.last_deed is not None
    deed = office.last_deed.id
    participants.save_participant(office, chat, profile_name="Мама Льва")
    with pytest.raises(UserError, match="ссылаются"):
        journal.undo(office, deed)
    assert len(participants.participants(office, chat)) == 1


def test_a_former_head_entered_later_changes_nobody_elses_term(office: Session) -> None:
    former = HeadData(
        "заведующий", make.name("Прежнева Алла Юрьевна", "f"), date(2010, 1, 1), date(2019, 7, 31)
    )
    offices.save_head(office, former)
    now = offices.head_on(office, FRIDAY)
    then = offices.head_on(office, date(2015, 5, 5))
    assert now is not None
    assert then is not None
    assert (now.name.last, then.name.last) == ("Кленова", "Прежнева")
    assert publish.gather().organization.head.startswith("Кленова")


def test_a_typed_form_with_a_phone_is_not_readable_by_a_teacher(
    office: Session, folder: Path
) -> None:
    from desktop.operations import drafts

    drafts.keep_form(office, "guardian", {"phones": "8 916 000-11-22"})
    assert drafts.kept_form(office, "guardian") == {"phones": "8 916 000-11-22"}
    office.close()
    teacher = access.sign_in(folder, make.TEACHER, make.PASSWORD)
    text = ""
    for table in teacher.store.drafts.get_tables():
        for row in teacher.store.drafts.execute_sql(f'SELECT * FROM "{table}"').fetchall():
            text += " ".join(map(str, row))
    teacher.close()
    assert "000-11-22" not in text
