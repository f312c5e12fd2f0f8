"""Rows of a list against the children already known."""

import datetime as dt
import time
from typing import Any

import pytest

from desktop.importing.contacts import GuardianRow
from desktop.importing.matching import (
    KnownChild,
    Plan,
    Verdict,
    match,
    shared_guardians,
)
from desktop.importing.name_parts import NameParts, split_full_name
from desktop.importing.people import PersonRow
from desktop.importing.rows import ERROR, Problem

BORN = dt.date(2019, 4, 5)
OTHER = dt.date(2018, 11, 30)


def row(text: str, birth: dt.date | None = BORN, group: str = "7 А", **more: Any) -> PersonRow:
    name, _ = split_full_name(text)
    return PersonRow(2, "Лист", name, birth, group_title=group, **more)


def known(text: str, birth: dt.date | None = BORN, group: str = "7 А", id_: int = 1) -> KnownChild:
    return KnownChild(id_, split_full_name(text)[0], birth, group)


def verdict(plan: Plan) -> Verdict:
    return plan.steps[0].verdict


@pytest.mark.parametrize(
    ("written", "in_base"),
    [
        ("Рощина Алёна Ильинична", "Рощина Алена Ильинична"),
        ("РОЩИНА АЛЕНА ИЛЬИНИЧНА", "Рощина Алёна Ильинична"),
        ("Рoщинa Алёна Ильинична", "Рощина Алёна Ильинична"),
        ("Рощина\u00a0 Алёна Ильинична", "Рощина Алёна Ильинична"),
        ("Рощина - Ключева Алёна", "Рощина-Ключева Алёна"),
        ("Рощина Алёна", "Рощина Алёна Ильинична"),
    ],
)
def test_same(written: str, in_base: str) -> None:
    step = match([row(written, group="7-а")], [known(in_base)]).steps[0]
    assert (step.verdict, step.known and step.known.id) == (Verdict.SAME, 1)


def test_changed_group_patronymic_and_departure() -> None:
    step = match([row("Рощин Ян Янович", group="8 А", departed=True)], [known("Рощин Ян")]).steps[0]
    assert step.verdict is Verdict.CHANGED
    assert [d.title for d in step.differences] == ["группа", "отчество", "состояние"]
    assert (step.differences[0].known, step.differences[0].written) == ("7 А", "8 А")


def test_birth_date_is_added_only_within_the_group() -> None:
    step = match([row("Рощин Ян")], [known("Рощин Ян", None)]).steps[0]
    assert (step.verdict, step.differences[0].written) == (Verdict.CHANGED, "05.04.2019")
    assert (
        verdict(match([row("Рощин Ян", group="8 Б")], [known("Рощин Ян", None)])) is Verdict.CLOSE
    )


@pytest.mark.parametrize(
    ("written", "born", "in_base", "known_born", "reason"),
    [
        ("Рощина Наталья", BORN, "Рощина Наталия", BORN, "похожее имя"),
        ("Рощина София", BORN, "Рощина Софья", BORN, "похожее имя"),
        ("Рощина Наталья", None, "Рощина Наталия", None, "похожее имя"),
        ("Полянский Ян", BORN, "Полянскии Ян", BORN, "похожее имя"),
        ("Полянский Ян", None, "Палянский Ян", None, "похожее имя"),
        ("Рощин Ян", BORN, "Рощин Ян", OTHER, "другая дата рождения"),
        ("Ян Рощак", BORN, "Рощак Ян", BORN, "переставлены"),
        ("Рощина Анна Львовна", BORN, "Тропина Анна Львовна", BORN, "другая фамилия"),
        ("Полянова Ия", dt.date(2019, 5, 4), "Поланова Ия", dt.date(2019, 4, 5), "похожая дата"),
    ],
)
def test_close_is_left_to_the_person(
    written: str, born: dt.date | None, in_base: str, known_born: dt.date | None, reason: str
) -> None:
    if "переставлены" in reason:
        rows = [PersonRow(2, "Л", NameParts("Ян", "Рощак"), born, group_title="7 А")]
        base = [KnownChild(1, NameParts("Рощак", "Ян"), known_born, "7 А")]
    else:
        rows, base = [row(written, born)], [known(in_base, known_born)]
    step = match(rows, base).steps[0]
    assert step.verdict is Verdict.CLOSE
    assert reason in step.candidates[0].reason


@pytest.mark.parametrize(
    ("written", "in_base", "known_born"),
    [
        ("Рощин Ян", "Тропин Лев", BORN),
        ("Рощина Анна", "Рощина Кира", BORN),
        ("Рощин Ян", "Рощина Яна", OTHER),
        ("Полянов Лев", "Палянов Лев", OTHER),
        ("Ива Анна", "Ило Анна", None),
        ("Рощин Ян Янович", "Рощин Ян Олегович", BORN),
    ],
)
def test_new(written: str, in_base: str, known_born: dt.date | None) -> None:
    assert verdict(match([row(written)], [known(in_base, known_born)])) is Verdict.NEW


def test_two_rows_never_settle_on_one_child() -> None:
    plan = match([row("Рощин Ян"), row("Рощин Ян Янович")], [known("Рощин Ян")])
    assert [step.verdict for step in plan.steps] == [Verdict.CLOSE, Verdict.CLOSE]


def test_rows_with_errors_are_not_matched() -> None:
    bad = row("Рощин Ян", problems=(Problem(ERROR, None, "повтор"),))
    assert verdict(match([bad], [known("Рощин Ян")])) is Verdict.REJECTED


def test_who_is_missing_from_the_list() -> None:
    base = [
        known("Рощин Ян"),
        known("Тропин Лев", id_=2),
        known("Ключев Савва", group="9 А", id_=3),
    ]
    plan = match([row("Рощин Ян")], base)
    assert [child.id for child in plan.absent] == [2]
    assert plan.count(Verdict.SAME) == 1


def test_brothers_and_sisters_share_their_parents() -> None:
    mother = GuardianRow(NameParts("Рощина", "Анна"), "мать", ("79160000001",))
    again = GuardianRow(NameParts("РОЩИНА", "Анна"), "мать", ("79160000001", "79030000002"))
    third = GuardianRow(NameParts("Рощина", "Анна"), "мать", ("79030000002",))
    namesake = GuardianRow(NameParts("Рощина", "Анна"), "мать", ("79990000009",))
    rows = [row("А А", guardians=(g,)) for g in (mother, namesake, again, third)]
    assert shared_guardians(rows) == (((0, 0), (2, 0), (3, 0)),)


def test_five_thousand_rows_are_matched_in_seconds() -> None:
    letters = "абвгдежзиклмнопрстуф"
    names = [
        f"Ро{a}и{b}о{c}ов Ян" for a in letters for b in letters for c in letters
    ][:5000]  # fmt: skip
    base = [known(n, BORN + dt.timedelta(days=i % 900), id_=i) for i, n in enumerate(names)]
    rows = [row(n, BORN + dt.timedelta(days=i % 900)) for i, n in enumerate(names)]
    started = time.process_time()
    plan = match(rows, base)
    assert plan.count(Verdict.SAME) == 5000
    assert time.process_time() - started < 10
