"""Undoing deeds, and the audit chain with its anchor outside the base."""

import random
from datetime import date
from pathlib import Path

import make
import pytest

from desktop.errors import UserError
from desktop.models import MAIN, AuditEntry, Change, Record, chain
from desktop.operations import access, chats, children, consents, groups, journal, staff
from desktop.operations._operation import Session
from desktop.operations.children import ChildData


def snapshot() -> dict[str, list[dict[str, object]]]:
    """Every stored row but the traces of deeds."""
    traces = {"audit_entry", "deed", "change", "setting"}
    return {
        model._meta.table_name: [Record.plain(row) for row in model.select().order_by(model.id)]
        for model in MAIN
        if model._meta.table_name not in traces
    }


def last_deed(session: Session) -> int:
    assert session.last_deed is not None
    return session.last_deed.id


def test_a_new_child_is_undone_without_a_trace(office: Session) -> None:
    before = snapshot()
    make.child(office, "Ершова Тамара Егоровна", groups.groups(office)[0].id)
    assert snapshot() != before
    assert journal.undo(office, last_deed(office)).startswith("Карточка сохранена")
    assert snapshot() == before


def test_an_edit_a_departure_and_a_transfer_are_undone_in_turn(office: Session) -> None:
    before = snapshot()
    child = children.children(office)[0]
    other = next(g for g in groups.groups(office) if g.id != child.group_id)
    deeds = []
    children.save_child(office, ChildData(make.name("Другова Анна Ильинична")), child.id)
    deeds.append(last_deed(office))
    children.transfer_child(office, child.id, other.id, date(2026, 11, 1))
    deeds.append(last_deed(office))
    children.depart_child(office, child.id, date(2026, 11, 15), "выпуск")
    deeds.append(last_deed(office))
    for deed in reversed(deeds):
        journal.undo(office, deed)
    assert snapshot() == before


def test_undoing_is_refused_when_the_row_changed_later(office: Session) -> None:
    child = children.children(office)[0]
    children.save_child(office, ChildData(make.name("Первая Анна Ильинична")), child.id)
    first = last_deed(office)
    children.save_child(office, ChildData(make.name("Вторая Анна Ильинична")), child.id)
    now = snapshot()
    with pytest.raises(UserError, match="более поздние"):
        journal.undo(office, first)
    assert snapshot() == now


def test_undoing_is_refused_when_others_point_to_it(office: Session) -> None:
    group = groups.save_group(office, "Звёздочка", 2026)
    deed = last_deed(office)
    make.child(office, "Ершова Тамара Егоровна", group)
    now = snapshot()
    with pytest.raises(UserError, match="ссылаются"):
        journal.undo(office, deed)
    assert snapshot() == now


def test_nothing_is_undone_twice(office: Session) -> None:
    groups.save_group(office, "Звёздочка", 2026)
    deed = last_deed(office)
    journal.undo(office, deed)
    with pytest.raises(UserError, match="уже отменено"):
        journal.undo(office, deed)


def test_a_mark_on_a_consent_is_never_undone(office: Session) -> None:
    consent = consents.consents(office)[0]
    consents.mark(office, consent.id, "withdrawn", date(2026, 11, 2))
    with pytest.raises(UserError, match="нельзя отменить"):
        journal.undo(office, last_deed(office))


def test_a_failed_operation_leaves_nothing(office: Session) -> None:
    before, audited = snapshot(), AuditEntry.select().count()
    child = children.children(office)[0]
    with pytest.raises(UserError, match="Телефон"):
        make.guardian(office, child.id, "Тихая Инна Львовна", "мать", "нет телефона")
    assert snapshot() == before
    assert AuditEntry.select().count() == audited


def test_the_list_of_deeds_says_who_did_what(office: Session) -> None:
    make.employee(office, "Синицына Зоя Львовна", "логопед", None)
    newest = journal.recent(office)[0]
    assert newest.actor == make.SECRETARY
    assert newest.title == "Карточка сохранена: Синицына Зоя Львовна"
    assert newest.can_undo


# ---- the chain --------------------------------------------------------------------------------


def test_the_chain_of_an_untouched_office_is_whole(office: Session) -> None:
    verdicts = dict(journal.verify(office))
    assert all(v.is_sound for v in verdicts.values())
    assert verdicts["main"].entries > 15


def test_the_chain_holds_ids_and_fields_never_names(office: Session) -> None:
    child = children.children(office)[0]
    children.save_child(office, ChildData(make.name("Тайнова Анна Ильинична")), child.id)
    text = " ".join(f"{row.action} {row.objects}" for row in AuditEntry.select())
    assert f"child:{child.id}" in text
    assert '"last"' in text
    for name in ("Тайнова", "Морозов", "Лаптева", "9161234567"):
        assert name not in text


def test_the_engine_refuses_to_change_or_delete_evidence(office: Session) -> None:
    import peewee

    with pytest.raises(peewee.IntegrityError, match="append-only"):
        AuditEntry.update(action="nothing").where(AuditEntry.id == 3).execute()
    with pytest.raises(peewee.IntegrityError, match="append-only"):
        AuditEntry.delete().where(AuditEntry.id == 3).execute()
    with pytest.raises(peewee.IntegrityError, match="append-only"):
        AuditEntry.insert(
            {**Record.plain(AuditEntry.get_by_id(3)), "action": "nothing"}
        ).on_conflict_replace().execute()


def tamper(session: Session, kind: int, dice: random.Random) -> None:
    """Alter the evidence as somebody with the key and a tool for SQLite could."""
    database = session.store.main
    assert database is not None
    database.execute_sql("DROP TRIGGER audit_entry_no_update")
    database.execute_sql("DROP TRIGGER audit_entry_no_delete")
    count = AuditEntry.select().count()
    row = dice.randint(1, count)
    if kind == 0:
        AuditEntry.update(actor="другой").where(AuditEntry.id == row).execute()
    elif kind == 1:
        AuditEntry.delete().where(AuditEntry.id == row).execute()
    elif kind == 2:  # cut the tail off
        AuditEntry.delete().where(AuditEntry.id >= row).execute()
    elif kind == 3:  # rewrite the tail with right hashes
        kept = list(AuditEntry.select().where(AuditEntry.id >= row).order_by(AuditEntry.id))
        AuditEntry.delete().where(AuditEntry.id >= row).execute()
        for entry in kept:
            told = chain.Told(
                entry.at, entry.offset, "другой", entry.role, entry.action, {}, entry.version
            )
            chain.append(AuditEntry, told)
    elif kind == 4:  # swap two rows
        other = row % count + 1
        first, second = AuditEntry.get_by_id(row), AuditEntry.get_by_id(other)
        AuditEntry.update(action=second.action + "'").where(AuditEntry.id == row).execute()
        AuditEntry.update(action=first.action + "'").where(AuditEntry.id == other).execute()
    else:  # put a forged entry at the end
        AuditEntry.insert(
            {**Record.plain(AuditEntry.get_by_id(count)), "id": count + 1, "action": "forged"}
        ).execute()


@pytest.mark.parametrize("seed", range(36))
def test_every_tampering_is_seen(office: Session, seed: int) -> None:
    dice = random.Random(seed)
    tamper(office, seed % 6, dice)
    verdict = dict(journal.verify(office))["main"]
    assert not verdict.is_sound
    assert verdict.bad is not None


def test_an_old_copy_put_back_is_refused_at_opening(folder: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    old.write_bytes((folder / "main.db").read_bytes())
    session = access.sign_in(folder, make.SECRETARY, make.PASSWORD)
    make.employee(session, "Синицына Зоя Львовна", "логопед", None)
    session.close()
    (folder / "main.db").write_bytes(old.read_bytes())
    with pytest.raises(UserError, match="не хватает событий"):
        access.sign_in(folder, make.SECRETARY, make.PASSWORD)


def test_a_stop_between_commit_and_anchor_is_caught_up(folder: Path) -> None:
    session = access.sign_in(folder, make.SECRETARY, make.PASSWORD)
    make.employee(session, "Синицына Зоя Львовна", "логопед", None)
    session.close()
    path = folder / "main.head"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    session = access.sign_in(folder, make.SECRETARY, make.PASSWORD)
    assert [e.name.last for e in staff.employees(session)].count("Синицына") == 1
    assert all(v.is_sound for _, v in journal.verify(session))
    session.close()


def test_a_lost_anchor_is_not_passed_over(folder: Path) -> None:
    (folder / "main.head").unlink()
    with pytest.raises(UserError, match="не сходится с отметкой"):
        access.sign_in(folder, make.SECRETARY, make.PASSWORD)


def test_a_torn_line_at_the_end_of_the_anchor_is_forgiven(folder: Path) -> None:
    with (folder / "main.head").open("ab") as file:
        file.write(b"99 abc")
    access.sign_in(folder, make.SECRETARY, make.PASSWORD).close()


def test_what_undoing_keeps_lies_in_the_encrypted_base_only(office: Session) -> None:
    assert Change.select().count() > 0
    assert chats.chats(office)
