"""Titles of posts in cases: each known title, and the shapes people type."""

import re
from pathlib import Path

import pytest

from desktop.russian.cases import OBLIQUE, Case
from desktop.russian.posts import decline_post, known_posts

ROWS = [
    line.split("|")
    for line in Path(__file__).with_name("titles.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_titles_in_all_cases(row):
    nominative, genitive = row[:2]
    expected = [genitive if form == "=" else form for form in row]
    assert [decline_post(nominative, case) for case in Case] == expected


@pytest.mark.parametrize(
    ("nominative", "genitive"),
    [
        (
            "заместитель директора по учебно-воспитательной работе",
            "заместителя директора по учебно-воспитательной работе",
        ),
        ("инструктор по физической культуре", "инструктора по физической культуре"),
        ("педагог дополнительного образования", "педагога дополнительного образования"),
        ("заведующий учебной частью", "заведующего учебной частью"),
        ("заведующий столовой", "заведующего столовой"),
        ("старший по смене", "старшего по смене"),
        (
            "временно исполняющий обязанности директора",
            "временно исполняющего обязанности директора",
        ),
        ("и. о. заведующего", "и. о. заведующего"),
        ("И.о. директора", "И.о. директора"),
        ("врио директора", "врио директора"),
        ("первый заместитель директора", "первого заместителя директора"),
        (
            "учитель начальных классов, классный руководитель",
            "учителя начальных классов, классного руководителя",
        ),
        (
            "рабочий по ремонту зданий, сооружений и оборудования",
            "рабочего по ремонту зданий, сооружений и оборудования",
        ),
        ("учитель физики/математики", "учителя физики/математики"),
        ("машинист по стирке белья (спецодежды)", "машиниста по стирке белья (спецодежды)"),
        ("заведующий МБДОУ «Детский сад № 5»", "заведующего МБДОУ «Детский сад № 5»"),
        ("офис-менеджер", "офис-менеджера"),
        ("тьютор", "тьютора"),
        ("директор (заведующий)", "директора (заведующего)"),
        ("старший", "старшего"),
        ("заведующий хозяйством/складом", "заведующего хозяйством/складом"),
        ("разъездной рабочий", "разъездного рабочего"),
        ("повар, кухонный рабочий", "повара, кухонного рабочего"),
        ("старший смены", "старшего смены"),
        ("воспитатель  ясельной группы", "воспитателя  ясельной группы"),
        ("младший модератор", "младшего модератора"),
        ("системный инженер-электроник", "системного инженера-электроника"),
        ("старшая пионервожатая", "старшей пионервожатой"),
        ("замдиректора", "замдиректора"),
        ("зам. директора", "зам. директора"),
        ("", ""),
    ],
)
def test_only_the_head_of_a_title_changes(nominative, genitive):
    assert decline_post(nominative, Case.GEN) == genitive


@pytest.mark.parametrize("kind", ["kindergarten", "school", "extra"])
def test_every_known_title_declines(kind):
    titles = known_posts(kind)
    assert len(titles) == len(set(titles)) > 80
    for title in titles:
        forms = [decline_post(title, case) for case in OBLIQUE]
        assert title not in forms
        assert decline_post(title, Case.NOM) == title
        genitive = forms[0].split(" ")[0]
        assert re.search(r"(?:[ая]|[ыи]|ого|его|ой|ей)$", genitive), title
        # What depends on the head is the same in every case.
        tail = title.split(" ")[3:]
        assert all(form.split(" ")[3:] == tail for form in forms if tail)


def test_unknown_kind_is_our_bug():
    with pytest.raises(KeyError):
        known_posts("university")
