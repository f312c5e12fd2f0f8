"""poryadok print: every paper of the catalogue through the command line."""

from pathlib import Path

import make
import pypdfium2
import pytest

from desktop.__main__ import main
from desktop.cli._command import FAILED, MEND, OK
from desktop.operations import access, papers
from desktop.operations._operation import Session

Opened = tuple[Path, Path]


@pytest.fixture
def place(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The office is the default folder; papers go here."""
    monkeypatch.setenv("PORYADOK_DATA", str(folder))
    monkeypatch.setenv("PORYADOK_PASSWORD", make.PASSWORD)
    return tmp_path


def text_of(path: Path) -> str:
    """All text of a PDF on one line; soft hyphens at the ends of lines joined."""
    document = pypdfium2.PdfDocument(path)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return " ".join(" ".join(pages).replace("\u00a0", " ").split())


def journal(folder: Path) -> list[papers.PaperRow]:
    session: Session = access.sign_in(folder, make.SECRETARY, make.PASSWORD)
    try:
        return list(papers.papers(session))
    finally:
        session.close()


def test_without_a_kind_it_tells_which_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["print"]) == OK
    told = capsys.readouterr().out
    for choice in papers.catalogue():
        assert choice.id in told
        assert choice.title in told
    assert "recovery-key" not in told


def test_an_order_as_a_preview(
    place: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = place / "приказ.pdf"
    arguments = ["print", "order-create-chats", "--chat", "№ 1", "--date", "20.11.2026"]
    assert main([*arguments, "--registrar", "Зимина", "--out", str(out)]) == OK
    text = text_of(out)
    assert "Ромашка – родители" in text
    assert "20 ноября 2026" in text
    assert "старшему воспитателю Зиминой Ольге Петровне".casefold() in text.casefold()
    assert journal(folder) == []
    assert "без номера" in capsys.readouterr().out


def test_missing_parts_are_told(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = place / "приказ.pdf"
    arguments = ["print", "order-create-chats", "--chat", "1", "--date", "2026-11-22"]
    assert main([*arguments, "--out", str(out)]) == OK
    told = capsys.readouterr().out
    assert "Точками: кто ведёт реестр чатов" in told
    assert "выходной день" in told


def test_register_gives_the_number_and_keeps_those_bytes(place: Path, folder: Path) -> None:
    out = place / "приказ.pdf"
    arguments = ["print", "order-administrators", "--chat", "Ромашка – родители", "--register"]
    assert main([*arguments, "--number", "7-ОД", "--curator", "Зимина", "--out", str(out)]) == OK
    [row] = journal(folder)
    assert row.number == "7-ОД"
    session = access.sign_in(folder, make.SECRETARY, make.PASSWORD)
    try:
        assert papers.paper_pdf(session, row.id).pdf == out.read_bytes()
    finally:
        session.close()


def test_forms_of_one_child_of_a_group_and_of_a_chat(
    place: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = place / "бланки.pdf"
    common = ["print", "consent-chat", "--chat", "1", "--out", str(out)]
    assert main([*common, "--child", "Морозов Лев"]) == OK
    text = text_of(out)
    assert "Морозова Анна Викторовна" in text
    assert "Морозов Сергей Иванович" in text
    assert main([*common, "--child", "Морозов", "--guardian", "Морозова"]) == OK
    assert "Морозов Сергей Иванович" not in text_of(out)
    assert main(common) == OK
    assert "Шевченко Мария Олеговна" in text_of(out)
    capsys.readouterr()
    assert main([*common, "--group", "пчелка"]) == FAILED
    assert "Печатать нечего" in capsys.readouterr().err
    assert journal(folder) == []


def test_children_without_a_representative_are_told(
    place: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session = access.sign_in(folder, make.SECRETARY, make.PASSWORD)
    make.child(session, "Яшин Иван Петрович", 1)
    session.close()
    out = place / "бланки.pdf"
    arguments = ["print", "consent-chat", "--chat", "1", "--register", "--out", str(out)]
    assert main(arguments) == MEND
    assert "Яшин Иван Петрович" in capsys.readouterr().out
    assert len(journal(folder)) == 4


def test_the_register_of_chats(place: Path) -> None:
    out = place / "реестр.pdf"
    assert main(["print", "chat-register", "--out", str(out)]) == OK
    assert "Ромашка – родители" in text_of(out)
    assert main(["print", "chat-register", "--register", "--out", str(out)]) == FAILED


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["order-of-the-moon", "--out", "x.pdf"], "бывают"),
        (["recovery-key", "--out", "x.pdf"], "не хранится"),
        (["chat-register"], "--out"),
        (["chat-register", "--out", "нет такой папки/x.pdf"], "записать некуда"),
        (["chat-register", "--date", "вчера утром", "--out", "x.pdf"], "не читается"),
        (["order-create-chats", "--out", "x.pdf"], "выберите чаты"),
        (["order-create-chats", "--chat", "77", "--out", "x.pdf"], "нет в реестре"),
        (["order-create-chats", "--chat", "1", "--control", "Нет", "--out", "x.pdf"], "работника"),
        (["consent-chat", "--child", "Морозов", "--out", "x.pdf"], "--chat"),
        (["consent-chat", "--chat", "1", "--guardian", "Морозова", "--out", "x.pdf"], "--child"),
        (["consent-chat", "--chat", "1", "--number", "5", "--out", "x.pdf"], "--number"),
        (["consent-chat", "--chat", "1", "--child", "М", "--out", "x.pdf"], "ребёнка"),
        (["--demo", "chat-register", "--register", "--out", "x.pdf"], "--register"),
    ],
)
def test_what_is_wrong_is_told_in_one_sentence(
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    sentence: str,
) -> None:
    monkeypatch.chdir(place)
    assert main(["print", *arguments]) == FAILED
    assert sentence in capsys.readouterr().err
    assert not (place / "x.pdf").exists()


def test_namesakes_are_not_guessed(
    place: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session = access.sign_in(folder, make.SECRETARY, make.PASSWORD)
    make.child(session, "Морозов Иван Петрович", 1)
    session.close()
    arguments = ["print", "consent-chat", "--chat", "1", "--out", str(place / "x.pdf")]
    assert main([*arguments, "--child", "Морозов"]) == FAILED
    assert "таких несколько" in capsys.readouterr().err


def test_it_works_on_the_example(tmp_path: Path) -> None:
    for choice in papers.catalogue():
        out = tmp_path / f"{choice.id}.pdf"
        arguments = ["--demo", "print", choice.id, "--out", str(out)]
        wanted = () if choice.id == "chat-register" else ("--chat", "1")
        assert main([*arguments, *wanted]) in (OK, MEND)
        assert text_of(out)
