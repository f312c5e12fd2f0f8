"""The regulation in force decides levels, clauses and which rules work."""

from datetime import date, datetime

import pytest

from desktop import clock
from desktop.errors import UserError
from desktop.rules._check import Checker
from desktop.rules._level import Level
from desktop.rules._office import (
    Chat,
    HoursRow,
    OfficeView,
    Organization,
    Person,
    Regulation,
    RuleSetting,
    from_json,
    to_json,
)
from desktop.rules._rule import Draft, attachment_kind
from desktop.rules._sample import sample_office


def _office(*regulations: Regulation) -> OfficeView:
    people = (Person("child:1", "Ершов", "Пётр", "", "m", (1,)),)
    chats = (Chat(1, "А", platform="max", groups=(1,)),)
    return OfficeView(people=people, chats=chats, regulations=regulations)


def _regulation(start: str, end: str | None, *settings: RuleSetting) -> Regulation:
    until = date.fromisoformat(end) if end else None
    return Regulation("Порядок общения", "Порядка", date.fromisoformat(start), until, settings)


def test_clean() -> None:
    verdict = Checker(_office()).check(Draft("Завтра в 9:00 прогулка.", chat=1))
    assert (verdict.level, verdict.word, verdict.sentence) == (None, "можно", "Можно отправлять")


def test_where_the_regulation_is_silent_the_basis_of_the_rule_is_quoted() -> None:
    finding = Checker(_office()).check(Draft("СРОЧНО", chat=1)).findings[0]
    assert (finding.clause, finding.level) == ("", Level.FIX)
    assert "повышенный тон" in finding.gist


def test_the_regulation_of_the_day_gives_level_clause_and_gist() -> None:
    office = _office(
        _regulation("2025-01-01", "2026-08-31", RuleSetting("caps-lock", level=Level.STOP)),
        _regulation(
            "2026-09-01", None, RuleSetting("caps-lock", True, Level.ADVICE, "3.2", "не кричать")
        ),
    )
    checker = Checker(office)
    old = checker.check(Draft("СРОЧНО", datetime(2026, 8, 31, 12), chat=1))
    new = checker.check(Draft("СРОЧНО", datetime(2026, 9, 1, 12), chat=1))
    assert (old.word, old.sentence) == ("нельзя", "Нельзя: прописные буквы")
    assert (new.word, new.sentence) == ("можно", "Можно отправлять, есть 1 совет")
    assert (new.findings[0].clause, new.findings[0].gist) == ("3.2", "не кричать")


def test_a_draft_without_a_time_is_read_as_of_today(monkeypatch: pytest.MonkeyPatch) -> None:
    office = _office(_regulation("2026-09-01", None, RuleSetting("caps-lock", enabled=False)))
    monkeypatch.setattr(clock, "today", lambda: date(2026, 8, 31))
    assert Checker(office).check(Draft("СРОЧНО", chat=1)).findings
    monkeypatch.setattr(clock, "today", lambda: date(2026, 9, 1))
    assert not Checker(office).check(Draft("СРОЧНО", chat=1)).findings


def test_the_gravest_remark_makes_the_sentence() -> None:
    verdict = Checker(_office()).check(Draft("СРОЧНО! Петя Ершов, 8 916 000-12-34", chat=1))
    assert verdict.word == "нельзя"
    assert verdict.sentence == (
        "Нельзя: персональные данные детей и родителей, телефоны и адреса почты и ещё 1 замечание"
    )
    assert [f.start for f in verdict.findings] == sorted(f.start for f in verdict.findings)


def _hours(at: str, params: dict[str, object], **chat: object) -> list[str]:
    setting = RuleSetting("quiet-hours", params=params)
    office = OfficeView(
        chats=(Chat(1, "А", platform="max", **chat),),
        regulations=(_regulation("2020-01-01", None, setting),),
    )
    found = Checker(office).check(Draft("Текст", datetime.fromisoformat(at), chat=1)).findings
    return [str(s.new_at) for f in found for s in f.suggestions] if found else ["можно"]


def test_hours_of_the_regulation_hold_every_day_unless_days_off_are_quiet() -> None:
    every_day = {"opens": "08:00", "closes": "19:00"}
    assert _hours("2026-11-21T12:00", every_day) == ["можно"]
    assert _hours("2026-11-20T19:30", every_day) == ["2026-11-21 08:00:00"]
    assert _hours("2026-11-20T05:00", every_day) == ["2026-11-20 08:00:00"]
    quiet = {**every_day, "days_off": True}
    assert _hours("2026-11-21T12:00", quiet) == ["2026-11-23 08:00:00"]  # Saturday → Monday
    assert _hours("2026-11-03T20:00", quiet) == ["2026-11-05 08:00:00"]  # over a holiday
    assert _hours("2026-11-20T12:00", {**every_day, "weekdays": [0, 2]}) == ["2026-11-23 08:00:00"]


def test_the_chat_own_hours_win() -> None:
    rows = (HoursRow(0, "09:00", "10:00"), HoursRow(6, "12:00", "13:00"))
    params: dict[str, object] = {"opens": "08:00", "closes": "19:00"}
    assert _hours("2026-11-23T11:00", params, hours=rows) == ["2026-11-29 12:00:00"]
    assert _hours("2026-11-23T09:30", params, hours=rows) == ["можно"]
    assert _hours("2026-11-04T12:30", params, hours=rows) == ["можно"]  # a holiday is as a Sunday


def test_without_a_calendar_nothing_is_guessed() -> None:
    rows = tuple(HoursRow(day, "08:00", "19:00") for day in range(5))
    assert _hours("2119-11-20T12:00", {}, hours=rows) == []
    office = OfficeView(chats=(Chat(1, "А", hours=rows),))
    advice = Checker(office).check(Draft("Текст", datetime(2119, 11, 20, 12), chat=1))
    assert advice.word == "можно"
    assert "2119" in advice.findings[0].message


def test_the_office_survives_json() -> None:
    office = sample_office()
    setting = RuleSetting("quiet-hours", True, Level.FIX, "4", "часы", {"opens": "08:00"})
    full = OfficeView(
        organization=Organization(names=("Школа",), phones=("1",)),
        people=office.people,
        groups=office.groups,
        consents=office.consents,
        chats=office.chats,
        regulations=(_regulation("2026-01-01", None, setting),),
    )
    assert from_json(to_json(office)) == office
    assert from_json(to_json(full)) == full
    with pytest.raises((TypeError, ValueError, KeyError, AttributeError)):
        from_json("[1]")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("children-photo", "children-photo"),
        ("Фото детей", "children-photo"),
        ("видео с детьми", "children-video"),
        ("ЛИЧНОЕ ФОТО", "personal"),
        ("документ", "document"),
        ("фото мероприятия без детей", "event"),
    ],
)
def test_kinds_of_attachment(text: str, kind: str) -> None:
    assert attachment_kind(text) == kind


def test_an_unknown_kind_of_attachment_is_told() -> None:
    with pytest.raises(UserError, match="Неизвестный вид вложения «песня»"):
        attachment_kind("песня")
