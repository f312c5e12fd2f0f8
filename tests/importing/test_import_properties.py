"""Whatever stands in the cells, the mapper answers with plain rows and never fails."""

import datetime as dt
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.importing.consents import read_consents
from desktop.importing.contacts import parse_guardians
from desktop.importing.fields import TITLES, Field, Kind
from desktop.importing.groups import group_title, subhead_group, title_row_group
from desktop.importing.header import describe, find_mapping
from desktop.importing.limits import ImportRejected
from desktop.importing.matching import KnownChild, match
from desktop.importing.name_parts import split_full_name
from desktop.importing.people import read_people
from desktop.importing.read import read_pasted
from desktop.importing.staff import read_staff
from desktop.importing.workbook import Workbook, from_json, make_sheet, to_json

WORDS = [
    "Рощин", "Ян", "Янович", "оглы", "мать", "отец", "мама:", "89160000001", "8(903)000-00-02",
    "12.03.2021", "Группа «Ромашка»", "7 А", "8B", "выбыл", "Итого", "№ п/п", "ФИО", "Телефон",
    "Фамилия", "Имя", "Дата рождения", "ФИО матери", "Родители", "Класс", "Состояние", "да",
    "-", "\n", ",", ";", "(", ")", "/", "  ", "\u00a0", "Ё", "é", "𝓐", "0", "Null", "=1+1", "<b>",
]  # fmt: skip
texts = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join),
)
cells = st.one_of(
    texts,
    st.none(),
    st.integers(-(10**14), 10**14),
    st.floats(),
    st.dates(),
    st.datetimes(),
    st.booleans(),
)
tables = st.lists(st.lists(cells, max_size=8), max_size=14)
headings = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8)


@settings(max_examples=150, deadline=None)
@given(headings, tables, st.sampled_from(Kind))
def test_any_table_becomes_rows(heads: list[str], table: list[list[object]], kind: Kind) -> None:
    book = Workbook((make_sheet("Лист", [heads, *table]),), "xlsx")
    assert from_json(json.loads(to_json(book))) == book
    mapping = find_mapping(book, kind)
    describe(mapping)
    if kind is Kind.STAFF:
        read_staff(book, mapping)
    elif kind is Kind.CONSENTS:
        read_consents(book, mapping)
    else:
        found = read_people(book, mapping)
        numbers = [row.row_number for row in found.rows]
        assert numbers == sorted(set(numbers))
        known = [KnownChild(i, row.child, row.birth_date) for i, row in enumerate(found.rows)]
        assert len(match(found.rows, known).steps) == len(found.rows)
        for row in found.rows:
            assert row.sex in ("", "m", "f")
            for guardian in row.guardians:
                assert all(len(p) == 11 and p[0] == "7" for p in guardian.phones)


@settings(max_examples=60, deadline=None)
@given(tables, st.lists(st.sampled_from(Field), min_size=8, max_size=8))
def test_any_choice_of_the_person_is_obeyed(table: list[list[object]], fields: list[Field]) -> None:
    book = Workbook((make_sheet("Лист", [["x"] * 8, *table]),), "xlsx")
    mapping = find_mapping(book)
    for index, field in enumerate(fields):
        mapping = mapping.change("Лист", index, field)
    assert mapping.missing == () or all(field in TITLES for field in mapping.missing)
    read_people(book, mapping)


@settings(max_examples=200, deadline=None)
@given(texts)
def test_cell_parsers_take_anything(text: str) -> None:
    split_full_name(text)
    parse_guardians(text, "мать")
    assert group_title(group_title(text)) is not None
    subhead_group(text)
    title_row_group(text)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_pasted_text_is_read_or_refused(text: str) -> None:
    try:
        book = read_pasted(text)
    except ImportRejected:
        return
    assert book.kind == "pasted"
    assert len({len(row) for row in book.sheets[0].rows}) <= 1


@given(
    st.sampled_from(["Рощин", "Полянский", "Ключевский"]),
    st.sampled_from(["Пётр", "Лев", "Савва"]),
    st.sampled_from(["Ильич", "Янович", "Гусейн оглы"]),
    st.dates(dt.date(2010, 1, 1), dt.date(2025, 1, 1)),
    st.sampled_from([" ", "  ", "\u00a0"]),
    st.sampled_from([str, str.upper, str.lower]),
)
@settings(max_examples=60, deadline=None)
def test_one_child_written_in_any_way(
    last: str, first: str, middle: str, birth: dt.date, space: str, case: type[str]
) -> None:
    rows = [["ФИО", "Дата рождения"], [case(f"{last}{space}{first} {middle}"), birth]]
    book = Workbook((make_sheet("Лист", rows),), "xlsx")
    (row,) = read_people(book, find_mapping(book)).rows
    assert (row.child.last, row.child.first, row.child.middle) == (last, first, middle)
    assert row.birth_date == birth
