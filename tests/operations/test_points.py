"""The regulation as it is read: every supplied act, honest about what the program does."""

from datetime import date, datetime

import pytest

from desktop import clock
from desktop.operations import journal, office, points
from desktop.operations._operation import Session
from desktop.reference.regulations import profiles


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 20, 10, 30).astimezone())


@pytest.mark.parametrize("profile", sorted(profiles()))
def test_every_point_of_every_act_is_told(office_store: Session, profile: str) -> None:
    office.adopt_profile(office_store, profile, in_force_from=date(2026, 9, 1))
    rows = points.points(office_store)
    assert len(rows) == len(profiles()[profile].clauses)
    assert len({row.id for row in rows}) == len(rows)
    for row in rows:
        done = [effect.works for effect in row.effects]
        if not done:
            assert row.state == "text"
        elif all(done):
            assert row.state == "works"
        else:
            assert row.state == ("partly" if any(done) else "planned")
        for effect in row.effects:
            assert effect.title[:1].isupper()
            assert not effect.title.isascii()
            assert effect.works or "Ещё не сделано" in effect.title


def test_what_a_point_switches_on_has_its_parameters(office_store: Session) -> None:
    effects = [effect for row in points.points(office_store) for effect in row.effects]
    roles = [effect.title for effect in effects if effect.title.startswith("Роль")]
    assert "Роль: администратор от родителей" in roles
    office.adopt_profile(office_store, "002", in_force_from=date(2026, 9, 1))
    effects = [effect for row in points.points(office_store) for effect in row.effects]
    assert any(effect.detail.startswith("не меньше 1 года") for effect in effects)


def test_without_a_regulation_there_is_nothing_to_read(empty_office: Session) -> None:
    assert points.points(empty_office) == ()


def test_the_head_reads_what_was_done_and_undoes_nothing(head: Session) -> None:
    rows = journal.history(head)
    assert rows
    assert not any(row.can_undo for row in rows)
