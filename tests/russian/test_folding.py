"""Keys for search, repaired letters and phone numbers."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.russian.folding import delatinize, fold, format_phone, name_key, phone_digits


def test_fold_makes_one_key_of_what_looks_alike():
    assert fold("  Алёна\u00a0\u2009Ёлкина ") == fold("АЛЕНА елкина") == "алена елкина"
    assert fold("Тер—Петросян") == fold("тер‑петросян") == "тер-петросян"
    assert fold(unicodedata.normalize("NFD", "Йод ёж")) == "йод еж"
    assert fold("Ива\u0301нов\u200b") == "иванов"


@given(st.text())
def test_fold_is_idempotent(text):
    assert fold(fold(text)) == fold(text)


def test_name_key_ignores_spelling_that_does_not_tell_people_apart():
    assert name_key("Тер - Петросян", "Aлёна", "") == name_key("ТЕР-ПЕТРОСЯН", "Алена", "")
    assert name_key("Мамедов", "Али", "Гусейн  оглы") == "мамедов али гусейн оглы"
    assert name_key("Седов", "Ян", "") != name_key("Седов", "Яна", "")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Ивaнoв", "Иванов"),
        ("BEPA", "ВЕРА"),
        ("8B", "8В"),
        ("Cёmин", "Сёмин"),
        ("WhatsApp", "WhatsApp"),
        ("Anna", "Anna"),
        ("Пеtrов", "Пеtrов"),  # «r» has no twin, so the whole word is left to a person
        ("Тep-Пeтpocян", "Тер-Петросян"),
    ],
)
def test_latin_look_alikes(written, meant):
    assert delatinize(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "8 (916) 123-45-67",
        "+7 916 123 45 67",
        "9161234567",
        "89161234567.0",
        "8.9161234567E+10",
        "8,9161234567E+10",
        89161234567,
        89161234567.0,
        "тел. 8-916-123-45-67",
        "8‑916‑123‑45‑67, доб. 12",
        "8 10 7 916 123 45 67",
        "８９１６１２３４５６７",
    ],
)
def test_one_phone_in_many_guises(written):
    assert phone_digits(written) == "79161234567"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "нет",
        "8,91612E+10",  # a narrow column ate the last digits
        "123-45-67",
        "7701234567",  # an INN
        "745-233-445 95",  # a SNILS
        "+375 29 123-45-67",
        "8 916 123-45-67, 8 916 765-43-21",
        "12.03.2021",
        float("nan"),
        float("inf"),
    ],
)
def test_what_is_not_one_phone(written):
    assert phone_digits(written) is None


def test_format_phone():
    assert format_phone("79161234567") == "+7 916 123-45-67"
    with pytest.raises(ValueError, match="not a normalised phone"):
        format_phone("89161234567")


@given(st.text(max_size=40))
def test_any_text_gives_a_normal_phone_or_none(text):
    digits = phone_digits(text)
    assert digits is None or phone_digits(format_phone(digits)) == digits
