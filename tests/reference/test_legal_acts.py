"""The register of legal acts: how an act is cited and when it is in force."""

from datetime import date
from pathlib import Path

import pytest

from desktop.errors import UserError
from desktop.reference import legal


@pytest.mark.parametrize(
    ("id_", "text"),
    [
        ("152-fz", "Федеральный закон от 27.07.2006 № 152-ФЗ «О персональных данных»"),
        ("gk-152.1", "Гражданский кодекс Российской Федерации, статья 152.1"),
        ("r-1880", "Распоряжение Правительства Российской Федерации от 12.07.2025 № 1880-р"),
    ],
)
def test_cite(id_: str, text: str) -> None:
    assert legal.cite(id_) == text


def test_a_standard_is_cited_by_number_alone() -> None:
    assert legal.cite("gost-2025").startswith("ГОСТ Р 7.0.97-2025 «Система стандартов")


def test_an_unknown_id_is_a_bug() -> None:
    with pytest.raises(KeyError):
        legal.cite("no-such-act")


def test_acts_the_program_names_are_there() -> None:
    needed = {"152-fz", "149-fz", "273-fz", "156-fz-2025", "gk-152.1", "rkn-18", "rkn-179"}
    assert needed | {"gost-2025", "tk-22"} <= legal.acts().keys()


def test_every_act_was_checked_and_names_its_source() -> None:
    for act in legal.acts().values():
        assert act.checked_on >= date(2026, 11, 20)
        assert act.source
        assert act.short
        assert act.cited.count("«") == act.cited.count("»")
        if act.kind == "Федеральный закон":
            assert act.number.endswith("-ФЗ")


def test_terms() -> None:
    order = legal.acts()["rkn-18"]
    assert not order.in_force_on(date(2021, 8, 31))
    assert order.in_force_on(date(2021, 9, 1))
    assert order.in_force_on(date(2027, 8, 31))
    assert not order.in_force_on(date(2027, 9, 1))
    assert not legal.acts()["gost-2025"].in_force_on(date(2025, 8, 17))
    assert legal.acts()["gost-2016"].in_force_on(date(2025, 8, 17))
    assert not legal.acts()["gost-2016"].in_force_on(date(2025, 8, 18))
    assert legal.acts()["152-fz"].in_force_on(date(2026, 11, 20))


def test_acts_whose_term_ends() -> None:
    ending = {act.id for act in legal.ending_before(date(2027, 12, 31))}
    assert ending == {"rkn-18", "gost-2016"}


def test_letters_and_standards_do_not_bind() -> None:
    loose = {act.id for act in legal.acts().values() if not act.binding}
    assert {"letter-04-423", "letter-2022-03-10", "gost-2025"} <= loose
    assert "152-fz" not in loose


GOOD = """[[act]]
id = "own-order"
kind = "Приказ"
number = "7"
date = 2026-01-12
short = "приказ № 7"
backs = "делопроизводство"
checked_on = 2026-11-20
source = "учреждение"
"""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GOOD + GOOD, "строка 11, поле «id»: обозначение «own-order» уже занято"),
        (GOOD.replace("2026-01-12", '"12 января"'), "строка 5, поле «date»: здесь нужна дата"),
        (GOOD + "binding = 1\n", "строка 10, поле «binding»: здесь нужно true или false"),
        (
            GOOD + "valid_from = 2026-02-01\nvalid_until = 2026-01-01\n",
            "строка 11, поле «valid_until»: конец действия раньше начала",
        ),
        (GOOD + "author = 'x'\n", "строка 10, поле «author»: такого поля"),
        ("", "нет ни одного акта"),
        ("[act]\nid = 'x'\n", "строка 1, поле «act»: здесь нужен список таблиц"),
    ],
)
def test_a_bad_file_names_place_and_field(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "акты.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=words):
        legal.read(path)


def test_a_good_file_of_the_office(tmp_path: Path) -> None:
    path = tmp_path / "акты.toml"
    path.write_text(GOOD, encoding="utf-8")
    assert legal.read(path)["own-order"].cited == "Приказ от 12.01.2026 № 7"
