"""Every paper is drawn from its sample and from hostile values, read back and checked."""

import difflib
import os
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

import desktop.documents
from desktop.documents import _sample
from desktop.documents._document import DocumentType
from desktop.documents._render import BOTTOM, LEFT, RIGHT, TOP, Stopped, render, render_many
from desktop.registry import collect

PAPERS: dict[str, DocumentType[Any]] = collect(desktop.documents, "DOCUMENT")
EXPECTED = Path(__file__).parent / "expected"
EVIL = (
    "<b>жирно</b> {{x}} ../../etc \u202eאבג\u202c 😀👨\u200d👩 𝓯𝓪 ش \x07 & "
    "<img src='file:///etc/passwd'/>"
)
every = pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)


def pages(pdf: bytes) -> Iterator[Any]:
    document = pypdfium2.PdfDocument(pdf)
    yield from document
    document.close()


def texts(pdf: bytes) -> list[str]:
    """The text of every page, as an independent reader finds it."""
    return [
        page.get_textpage()
        .get_text_bounded()
        .replace("\r\n", "\n")
        .replace("\ufffe", "-")
        .replace("\u00a0", " ")
        for page in pages(pdf)
    ]


def read(pdf: bytes) -> str:
    """The text of all pages."""
    return "\n\n--- страница ---\n\n".join(texts(pdf)) + "\n"


def joined(text: str) -> str:
    """Letters alone, so that lines and hyphens do not matter."""
    return re.sub(r"[\s\-]", "", text)


def twisted(value: Any, text: str) -> Any:
    """The data with every free text replaced; ISO dates and words of the program stay."""
    if is_dataclass(value) and not isinstance(value, type):
        kept = ("date", "kind", "state", "child_sex")
        return replace(
            value,
            **{
                f.name: twisted(getattr(value, f.name), text)
                for f in fields(value)
                if f.name not in kept
            },
        )
    if isinstance(value, tuple):
        return tuple(twisted(item, text) for item in value)
    if isinstance(value, str) and value and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return text
    return value


def test_the_papers_of_the_first_set_are_all_there() -> None:
    assert set(PAPERS) == {
        "order-create-chats",
        "order-administrators",
        "consent-chat",
        "chat-register",
        "recovery-key",
    }


@every
def test_the_text_read_back_is_the_expected_text(paper: DocumentType[Any]) -> None:
    text = read(render(paper, paper.sample))
    path = EXPECTED / f"{paper.id}.txt"
    if os.environ.get("PORYADOK_UPDATE_EXPECTED"):
        path.write_text(text, encoding="utf-8", newline="\n")
    expected = path.read_text(encoding="utf-8")
    difference = difflib.unified_diff(
        expected.splitlines(), text.splitlines(), "expected", "printed", lineterm=""
    )
    assert text == expected, "\n" + "\n".join(difference)


@every
def test_equal_data_give_equal_bytes(paper: DocumentType[Any]) -> None:
    assert render(paper, paper.sample) == render(paper, paper.sample)


@every
def test_the_frozen_data_print_the_same_paper(paper: DocumentType[Any]) -> None:
    restored = paper.data_from_json(paper.data_to_json(paper.sample))
    assert restored == paper.sample
    assert render(paper, restored) == render(paper, paper.sample)


@every
def test_only_embedded_fonts_are_used(paper: DocumentType[Any]) -> None:
    pdf = render(paper, paper.sample)
    names = set(re.findall(rb"/BaseFont /(\S+)", pdf))
    assert names
    assert all(re.fullmatch(rb"[A-Z]{6}\+(Tinos|Cousine).*", name) for name in names), names
    descriptors = re.findall(rb"/FontDescriptor (\d+) 0 R", pdf)
    assert pdf.count(b"/FontFile2") == len(set(descriptors)) == len(names)


@every
def test_the_file_says_what_it_is(paper: DocumentType[Any]) -> None:
    pdf = render(paper, paper.sample)
    document = pypdfium2.PdfDocument(pdf)
    assert document.get_metadata_value("Title") == paper.title
    if hasattr(paper.sample, "office"):
        assert document.get_metadata_value("Author") == _sample.OFFICE.short_name
    document.close()
    assert b"/Lang (ru-RU)" in pdf


@every
@pytest.mark.parametrize("text", ["", EVIL, "Ъ" * 900, "слово " * 150])
def test_nothing_leaves_the_margins(paper: DocumentType[Any], text: str) -> None:
    data = twisted(paper.sample, text) if text else paper.sample
    for number, page in enumerate(pages(render(paper, data)), 1):
        width, height = page.get_size()
        sheet = page.get_textpage()
        for index in range(sheet.count_chars()):
            if not sheet.get_text_range(index, 1).strip():
                continue
            left, bottom, right, top = sheet.get_charbox(index)
            if number > 1 and bottom > height - TOP:
                continue  # the number of the page
            assert left >= LEFT - 1, (number, index)
            assert right <= width - RIGHT + 1, (number, index)
            assert bottom >= BOTTOM - 1, (number, index)
            assert top <= height - TOP + 1, (number, index)


def test_ten_thousand_letters_in_one_value_are_all_printed() -> None:
    paper = PAPERS["consent-chat"]
    pdf = render(paper, replace(paper.sample, address="Ъ" * 10_000, purpose="слово " * 1_700))
    text = read(pdf)
    assert text.count("Ъ") == 10_000
    assert joined(text).count("слово") == 1_700


@every
def test_markup_in_a_value_prints_as_text(paper: DocumentType[Any]) -> None:
    text = joined(read(render(paper, twisted(paper.sample, EVIL))))
    assert "<b>жирно</b>{{x}}../../etc" in text
    assert "<imgsrc='file:///etc/passwd'/>" in text
    assert "fa□&" in text  # letters in disguise are plain, an Arabic letter has no glyph
    assert "\u202e" not in text


@every
def test_missing_values_print_as_dots_and_are_listed(paper: DocumentType[Any]) -> None:
    assert paper.missing(paper.sample) == ()
    office = replace(_sample.OFFICE, place="", address="", inn="", ogrn="")
    empty = paper.sample
    for name in ("address", "document", "kinship", "authority", "child_born", "institution"):
        if hasattr(empty, name):
            empty = replace(empty, **{name: ""})
    if hasattr(empty, "office"):
        empty = replace(empty, office=office, signer=type(_sample.SIGNER)())
    assert paper.missing(empty)
    assert "....." in read(render(paper, empty))


@every
def test_a_preview_has_a_line_for_its_number(paper: DocumentType[Any]) -> None:
    if paper.series:
        assert "№ ______" in read(render(paper, replace(paper.sample, number="")))


@every
def test_the_file_name_can_be_saved_and_names_nobody(paper: DocumentType[Any]) -> None:
    name = paper.file_name(paper.sample)
    assert name.endswith("от 20.11.2026.pdf")
    assert not set('\\/:*?"<>|') & set(name)
    assert "Морозов" not in name


@pytest.mark.parametrize("ident", ["order-create-chats", "order-administrators"])
def test_a_signature_is_never_alone_on_a_page(ident: str) -> None:
    """The text above the signature grows line by line: two lines of it must always go along."""
    paper = PAPERS[ident]
    seen_breaks = set()
    for extra in range(46):
        office = replace(_sample.OFFICE, place="г. Заречинск" + "\nстрока" * extra)
        sheets = texts(render(paper, replace(paper.sample, office=office)))
        for number, sheet in enumerate(sheets, 1):
            above, signature, _ = sheet.partition("И. А. Кленова")
            if signature:
                lines = [line for line in above.splitlines() if len(line.strip()) > 3]
                told = [line for line in lines if "Заведующий" not in line]
                assert len(told) >= 2 or len("".join(told)) > 100, (extra, number, sheet)
                seen_breaks.add(number)
    assert len(seen_breaks) > 1  # the signature did move to another page on the way


def test_a_long_table_repeats_its_heading_on_every_page() -> None:
    paper = PAPERS["order-create-chats"]
    chats = tuple(
        replace(paper.sample.chats[0], number=str(n), title=f"Чат {n}") for n in range(1, 61)
    )
    sheets = texts(render(paper, replace(paper.sample, chats=chats)))
    assert len(sheets) > 4
    assert all("Администратор" in text and "Платформа" in text for text in sheets[1:])
    text = "".join(sheets)
    assert all(f"Чат {n}" in text for n in range(1, 61))


def test_a_batch_starts_every_form_on_its_own_page() -> None:
    paper = PAPERS["consent-chat"]
    forms = [replace(paper.sample, number=f"{n}/2026") for n in range(1, 6)]
    assert len(texts(render_many(paper, forms))) == 5
    two_sided = texts(render_many(paper, forms, odd_start=True))
    assert len(two_sided) == 9
    for place, text in enumerate(two_sided):
        assert ("СОГЛАСИЕ" in text) == (place % 2 == 0)


def test_a_batch_equals_its_papers() -> None:
    paper = PAPERS["consent-chat"]
    forms = [replace(paper.sample, number=f"{n}/2026") for n in range(1, 4)]
    together = read(render_many(paper, forms))
    apart = "\n--- страница ---\n\n".join(read(render(paper, form)) for form in forms)
    assert together == apart


def test_a_batch_can_be_stopped() -> None:
    paper = PAPERS["consent-chat"]
    told = []

    def progress(done: int) -> bool:
        told.append(done)
        return done < 2

    with pytest.raises(Stopped):
        render_many(paper, [paper.sample] * 10, progress=progress)
    assert told == [1, 2]


def test_nothing_to_print_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing"):
        render_many(PAPERS["consent-chat"], [])


@pytest.mark.parametrize("text", ["{}", "[]", '{"number": 5}', "не JSON"])
def test_strange_stored_data_are_refused(text: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        PAPERS["consent-chat"].data_from_json(text)


def test_the_consent_fits_two_pages_even_when_empty_and_signed_by_the_child() -> None:
    paper = PAPERS["consent-chat"]
    assert len(list(pages(render(paper, paper.sample)))) == 1
    blank = replace(
        paper.sample, address="", document="", authority="", kinship="", child_signs=True
    )
    assert len(list(pages(render(paper, blank)))) <= 2


def test_many_employees_are_acquainted_on_a_sheet_of_their_own() -> None:
    paper = PAPERS["order-create-chats"]
    people = tuple(replace(_sample.LAPTEVA, initials=f"В. И. Лаптева-{n}") for n in range(1, 13))
    text = read(render(paper, replace(paper.sample, to_acquaint=people)))
    assert "ЛИСТ ОЗНАКОМЛЕНИЯ" in text.split("--- страница ---")[-1]
    assert "Лаптева-12" in text
