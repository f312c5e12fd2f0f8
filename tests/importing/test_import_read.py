"""Reading files: real ones of every kind, and everything that only pretends to be a table."""

import datetime as dt
import io
import json
import os
import random
import subprocess
import sys
import time
import zipfile
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from importing_files import (
    CHILD,
    HEADINGS,
    SHEET_PART,
    XLS,
    changed,
    compound,
    in_sheet,
    ods,
    ods_of,
    saved,
    small_xlsx,
    xlsx,
    zipped,
)

import desktop
from desktop.errors import UserError
from desktop.importing import _child, read
from desktop.importing.delimited import ENCODINGS
from desktop.importing.limits import MAX_FILE_BYTES, ImportRejected
from desktop.importing.read import read_pasted, read_table
from desktop.importing.workbook import Workbook, from_json, to_json

TEXT = (
    "№;Фамилия;Имя;Дата рождения\r\n1;Лукошкин;Пётр;12.03.2021\r\n2;Ягодкина;Алёна;01.02.2020\r\n"
)
ROWS = (
    ("№", "Фамилия", "Имя", "Дата рождения"),
    ("1", "Лукошкин", "Пётр", "12.03.2021"),
    ("2", "Ягодкина", "Алёна", "01.02.2020"),
)


def test_xlsx_keeps_values_and_types(tmp_path: Path) -> None:
    folder = tmp_path / "Мои документы"
    folder.mkdir()
    path = folder / "Список детей.xlsx"
    when = dt.datetime(2026, 9, 1, 8, 30)
    path.write_bytes(
        xlsx(
            (
                "Ромашка",
                [["Имя", "д", "м"], ["Пётр", dt.date(2021, 3, 12), 89160000001.0], [1.5, when]],
            )
        )
    )
    book = read_table(path)
    assert book.kind == "xlsx"
    assert book.sheets[0].name == "Ромашка"
    assert book.sheets[0].rows == (
        ("Имя", "д", "м"),
        ("Пётр", dt.date(2021, 3, 12), 89160000001),
        (1.5, when, None),
    )


def test_type_is_told_by_content_not_by_name(tmp_path: Path) -> None:
    path = tmp_path / "список.csv"
    path.write_bytes(small_xlsx())
    assert read_table(path).kind == "xlsx"
    path = tmp_path / "список.xls"
    path.write_bytes(TEXT.encode("cp1251"))
    assert read_table(path).sheets[0].rows == ROWS


def test_xls() -> None:
    book = read_table(XLS, "старый")
    assert book.kind == "xls"
    assert book.sheets[0].name == "5 Б"
    assert book.sheets[0].rows[2][1:5] == ("Лукошкин", "Пётр", "Ильич", dt.date(2015, 3, 12))
    assert book.sheets[0].rows[2][5] == 89160000001


def test_ods_with_a_million_repeated_blanks() -> None:
    book = read_table(ods("Ромашка", [["ФИО", "", "Группа"], ["Лукошкин Пётр"]]))
    assert book.kind == "ods"
    assert book.sheets[0].rows == (("ФИО", None, "Группа"), ("Лукошкин Пётр", None, None))


def test_vertically_merged_cell_belongs_to_every_row() -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    for row in (["ФИО", "Мать"], ["Лукошкин Пётр", "Лукошкина Ольга"], ["Лукошкина Кира", None]):
        sheet.append(row)
    sheet.merge_cells("B2:B3")
    sheet.merge_cells("A4:B4")
    assert read_table(saved(made)).sheets[0].rows[2] == ("Лукошкина Кира", "Лукошкина Ольга")


def test_hidden_sheet_is_left_out_and_said() -> None:
    book = read_table(xlsx(("Дети", [["ФИО"]]), ("Коды", [["1"]]), hidden="Коды"))
    assert [sheet.name for sheet in book.sheets] == ["Дети"]
    assert "«Коды»" in book.notes[0]


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "cp1251", "cp866", "koi8-r", "utf-16", "utf-16-le", "utf-16-be"],
)
def test_csv_encodings(encoding: str) -> None:
    text = TEXT.replace("№", "Номер") if encoding == "koi8-r" else TEXT
    book = read_table(text.encode(encoding), "список")
    assert book.sheets[0].rows[1:] == ROWS[1:]
    assert book.sheets[0].name == "список"
    assert book.encoding in ENCODINGS
    assert book.encoding_sure
    assert book.separator == ";"


@pytest.mark.parametrize("encoding", ["cp1251", "cp866", "koi8-r"])
@pytest.mark.parametrize(
    "text",
    [
        "Лукошкин Пётр\r\nЯгодкина Алёна\r\n",
        "ЛУКОШКИН ПЕТР\r\nЯГОДКИНА АЛЕНА\r\n",
        "лукошкин петр\r\nягодкина алена\r\n",
        "Рощина Ия\t01.02.2020\r\n",
        "ЁЛКИН САВВА;ГРУППА «ЁЖИК»\r\n",
    ],
)
def test_short_eight_bit_texts(text: str, encoding: str) -> None:
    if encoding != "cp1251":
        text = text.replace("«", '"').replace("»", '"')
    cell = read_table(text.encode(encoding)).sheets[0].rows[0][0]
    assert cell == text.split("\r\n")[0].split(";")[0].split("\t")[0]


def test_person_may_choose_the_encoding() -> None:
    data = "ФИО\r\nЛукошкин Пётр\r\n".encode("cp1251")
    assert read_table(data, encoding="cp1251").sheets[0].rows[1] == ("Лукошкин Пётр",)
    assert read_table(data, encoding="cp866").sheets[0].rows[1] != ("Лукошкин Пётр",)
    with pytest.raises(ImportRejected, match="не поддерживается"):
        read_table(data, encoding="нет такой")


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_separators_and_quotes(separator: str) -> None:
    lines = [["ФИО", "Родители"], ["Лукошкин Пётр", f'мама{separator} "Оля"\nпапа']]
    text = "\n".join(
        separator.join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines
    )
    book = read_table(text.encode())
    assert book.separator == separator
    assert book.sheets[0].rows[1] == ("Лукошкин Пётр", f'мама{separator} "Оля"\nпапа')


def test_excel_separator_line_and_commas_inside_cells() -> None:
    assert read_table("sep=,\r\nФИО,Класс\r\nЛ П,7 А\r\n".encode()).sheets[0].rows[0] == (
        "ФИО",
        "Класс",
    )
    text = "ФИО;Родители\nЛ П;Оля, Пётр, Кира\nЯ А;Ия, Ян, Ева\n"
    assert read_table(text.encode()).separator == ";"


def test_pasted_cells() -> None:
    book = read_pasted('ФИО\tРодители\r\nЛукошкин Пётр\t"Ольга\nПавел"\r\n\r\n')
    assert book.kind == "pasted"
    assert book.sheets[0].rows == (("ФИО", "Родители"), ("Лукошкин Пётр", "Ольга\nПавел"))
    assert read_pasted("ФИО;Класс\nЛ П;7 А").sheets[0].rows[1] == ("Л П", "7 А")


@pytest.mark.parametrize("text", ["", " \n\t", "а\t" * 100, "ж" * 3000, "а\n" * 21_000])
def test_pasted_limits(text: str) -> None:
    with pytest.raises(ImportRejected):
        read_pasted(text)


def test_invisible_marks_and_line_breaks_are_cleaned() -> None:
    rows = (
        read_table(xlsx(("С", [["\u200bПётр\u00ad", "a\r\nb", "  ", "c_x000D_\nd"]])))
        .sheets[0]
        .rows
    )
    assert rows == (("Пётр", "a\nb", None, "c\nd"),)


FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
LAUGHS = (
    b'<!DOCTYPE l [<!ENTITY a "ha">'
    + b"".join(
        b'<!ENTITY a%d "%s">' % (i, (b"&a%d;" % (i - 1) if i else b"&a;") * 10) for i in range(12)
    )
    + b"]>"
)
ODS_CELL = '<table:table-cell{} office:value-type="string"><text:p>Пётр</text:p></table:table-cell>'


def _many_strings(name: str, part: bytes) -> bytes:
    """60 × 9,000 references to one string of 32,000 characters: 17 GB from 30 kB."""
    if name != SHEET_PART:
        return part.replace(
            b"</Types>",
            b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
            b'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
        )
    cells = b'<c t="s"><v>0</v></c>' * 60
    return (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + (b"<row>" + cells + b"</row>") * 9_000
        + b"</sheetData></worksheet>"
    )


def _locked_xls() -> bytes:
    # FILEPASS takes the place of the record after BOF.
    at = XLS.index(b"\xe1\x00\x02\x00")
    return XLS[:at] + b"\x2f\x00" + XLS[at + 2 :]


def _far_xls() -> bytes:
    """The first number cell says it stands in row 65,536 and column 65,536."""
    at = XLS.index(b"\x7e\x02\x0a\x00")
    return XLS[: at + 4] + b"\xff\xff\xff\xff" + XLS[at + 8 :]


HOSTILE = {
    "empty": (lambda: b"", "пуст"),
    "zeros": (lambda: bytes(5000), "пуст"),
    "blank workbook": (lambda: xlsx(("Лист1", [])), "ни одной заполненной"),
    "random bytes": (lambda: random.Random(7).randbytes(30_000), "не таблица"),
    "far cell": (lambda: in_sheet(b"</sheetData>", FAR), "слишком длинная"),
    "far column": (
        lambda: in_sheet(b"</sheetData>", b'<row r="9"><c r="XFD9"><v>1</v></c></row></sheetData>'),
        "слишком широкая",
    ),
    "far cell without reference": (
        lambda: in_sheet(
            b"</sheetData>", b"<row>" + b"<c/>" * 90 + b"<c><v>1</v></c></row></sheetData>"
        ),
        "слишком широкая",
    ),
    "bad reference": (
        lambda: in_sheet(b"</sheetData>", b'<row r="9"><c r="9A"><v>1</v></c></row></sheetData>'),
        "повреждён",
    ),
    "xxe": (
        lambda: in_sheet(
            b"<worksheet", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet'
        ),
        "посторонние",
    ),
    "billion laughs": (lambda: in_sheet(b"<worksheet", LAUGHS + b"<worksheet"), "посторонние"),
    "laughs in ods": (lambda: ods_of("", doctype=LAUGHS.decode()), "посторонние"),
    "zip bomb": (
        lambda: in_sheet(
            b"</sheetData>", b"<row><c><v>1</v></c></row>" * 8_000_000 + b"</sheetData>"
        ),
        "слишком тяжёлый",
    ),
    "ratio": (
        lambda: in_sheet(b"</sheetData>", b" " * 5_000_000 + b"</sheetData>"),
        "слишком тяжёлый",
    ),
    "shared string bomb": (
        lambda: changed(
            small_xlsx(),
            _many_strings,
            xl__sharedStrings_dot_xml=b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml'
            b'/2006/main"><si><t>'
            + random.Random(1).randbytes(16_000).hex().encode()
            + b"</t></si></sst>",
        ),
        "слишком|Слишком",
    ),
    "many entries": (lambda: zipped(**{f"xl__{i}": b"" for i in range(600)}), "слишком тяжёлый"),
    "truncated": (lambda: small_xlsx()[:3000], "повреждён"),
    "broken sheet": (lambda: in_sheet(b"</sheetData>", b"</nothing>"), "повреждён"),
    "html as xls": (lambda: b"<html><body><table><tr><td>1</td></tr></table>", "веб-страница"),
    "xml": (lambda: b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "веб-страница"),
    "pdf": (lambda: b"%PDF-1.7\n" + bytes(99), "PDF"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(99), "картинка"),
    "program": (lambda: b"MZ" + bytes(range(256)) * 9, "программа"),
    "archive": (lambda: zipped(a_dot_csv=TEXT.encode()), "архив"),
    "docx": (lambda: zipped(word__document_dot_xml=b"<d/>"), "Word"),
    "xlsb": (lambda: zipped(xl__workbook_dot_bin=b"1"), "xlsb"),
    "doc": (lambda: compound("WordDocument"), "Word"),
    "unknown compound": (lambda: compound("Contents"), "повреждён"),
    "encrypted xlsx": (lambda: compound("EncryptionInfo", "EncryptedPackage"), "паролем"),
    "password xls": (_locked_xls, "паролем"),
    "encrypted ods": (lambda: ods_of("", manifest="<m:encryption-data/>"), "паролем"),
    "xls cell at the end of the world": (_far_xls, "повреждён"),
    "truncated xls": (lambda: XLS[:3000], "повреждён"),
    "ods wide": (
        lambda: ods_of(
            '<table:table table:name="A"><table:table-row>'
            + ODS_CELL.format(' table:number-columns-repeated="16000"')
            + "</table:table-row></table:table>"
        ),
        "слишком широкая",
    ),
    "ods tall": (
        lambda: ods_of(
            '<table:table table:name="A"><table:table-row table:number-rows-repeated="900000">'
            + ODS_CELL.format("")
            + "</table:table-row></table:table>"
        ),
        "слишком длинная",
    ),
    "ods many": (
        lambda: ods_of(
            '<table:table table:name="A">'
            + (
                '<table:table-row table:number-rows-repeated="20000">'
                + ODS_CELL.format(' table:number-columns-repeated="60"')
                + "</table:table-row></table:table>"
                + '<table:table table:name="Б">'
            )
            * 30
            + "</table:table>"
        ),
        "слишком тяжёлый",
    ),
    "csv too long": (lambda: b"a;b\n" * 21_000, "слишком длинная"),
    "csv too wide": (lambda: b";".join(b"%d" % i for i in range(61)), "слишком широкая"),
    "csv long cell": (lambda: "ж".encode() * 2001, "Слишком длинный текст"),
    "csv endless quote": (lambda: b'"' + b"a;\n" * 1_000_000, "кавычка"),
    "long cell": (lambda: xlsx(("С", [["ж" * 2001]])), "ячейка A1"),
    "too big": (lambda: bytes(MAX_FILE_BYTES + 1), "больше 10 МБ"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_soon_with_one_sentence(name: str) -> None:
    make, expected = HOSTILE[name]
    data = make()
    started = time.monotonic()
    with pytest.raises(ImportRejected, match=expected) as caught:
        read_table(data, "список")
    assert time.monotonic() - started < 3
    text = str(caught.value)
    assert isinstance(caught.value, UserError)
    assert text[-1] == "."
    assert not set("{}[]\n") & set(text)


# These ask for more memory than the test process should give; they are read in the child only.
HEAVY = {"shared string bomb", "xls cell at the end of the world", "too big"}


@pytest.mark.parametrize("name", sorted(HOSTILE.keys() - HEAVY))
def test_parser_itself_raises_nothing_else(name: str) -> None:
    make, expected = HOSTILE[name]
    with pytest.raises(ImportRejected, match=expected):
        _child.parse(make(), "список")


def test_parser_takes_every_kind() -> None:
    made = (small_xlsx(), XLS, ods("Р", [HEADINGS, ["1", "Лукошкин Пётр"]]), TEXT.encode())
    assert [_child.parse(data, "x").kind for data in made] == ["xlsx", "xls", "ods", "csv"]
    for encoding in ("utf-8-sig", "cp1251", "cp866", "utf-16", "utf-16-be"):
        assert _child.parse(TEXT.encode(encoding), "x").sheets[0].rows == ROWS
    merged = openpyxl.Workbook()
    merged.active.append(["ФИО", "Класс"])
    merged.active.append(["Рощин Ян", "7 А"])
    merged.active.append(["Тропин Лев", None])
    merged.active.merge_cells("B2:B3")
    assert _child.parse(saved(merged), "x").sheets[0].rows[2] == ("Тропин Лев", "7 А")


@pytest.mark.parametrize("encoding", ["koi8-r", "cp1251"])
def test_one_word_in_capitals_is_doubted(encoding: str) -> None:
    """The same bytes are letters in both encodings; the person is asked to look."""
    book = _child.parse("ФЕРЗЬ".encode(encoding), "x")
    assert book.encoding in ENCODINGS
    assert not book.encoding_sure


def test_answer_is_a_rejection_or_a_workbook() -> None:
    head = json.dumps({"name": "x", "encoding": None}).encode() + b"\n"
    assert "пуст" in json.loads(_child.answer(head))["rejected"]
    assert json.loads(_child.answer(head + TEXT.encode()))["kind"] == "csv"


def test_empty_cells_far_away_do_no_harm() -> None:
    styled = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    assert read_table(in_sheet(b"</sheetData>", styled)).sheets[0].rows[1][1] == CHILD[1]


def test_promised_size_is_not_trusted() -> None:
    """An entry that unpacks to more than the archive promises is a bomb or a wreck."""
    data = bytearray(in_sheet(b"</sheetData>", b" " * 900_000 + b"</sheetData>"))
    part = SHEET_PART.encode()
    for magic, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.find(magic)
        while at >= 0:
            name_at = at + (30 if magic == b"PK\x03\x04" else 46)
            if data[name_at : name_at + len(part)] == part:
                data[at + offset : at + offset + 4] = (500).to_bytes(4, "little")
            at = data.find(magic, at + 4)
    with pytest.raises(ImportRejected, match="повреждён"):
        read_table(bytes(data))


def test_missing_folder_and_unreadable(tmp_path: Path) -> None:
    with pytest.raises(ImportRejected, match="не найден"):
        read_table(tmp_path / "нет.xlsx")
    with pytest.raises(ImportRejected, match="папк"):
        read_table(tmp_path)
    with pytest.raises(ImportRejected, match=r"не читается|не найден"):
        read_table("a\0b.xlsx")


def test_hung_reader_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "WALL_SECONDS", 0.5)
    monkeypatch.setattr(
        read, "_child_command", lambda: [sys.executable, "-c", "import time; time.sleep(60)"]
    )
    started = time.monotonic()
    with pytest.raises(ImportRejected, match="слишком тяжёлый"):
        read_table(TEXT.encode())
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "code",
    ["import os; os.abort()", "print('нет')", "print('[]')", "print('{}')", "raise SystemExit(3)"],
)
def test_broken_reader_means_a_refused_file(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "_child_command", lambda: [sys.executable, "-c", code])
    with pytest.raises(ImportRejected, match="повреждён"):
        read_table(TEXT.encode())


def test_reader_that_cannot_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "_child_command", lambda: ["/нет/такой/программы"])
    with pytest.raises(ImportRejected, match="Не удалось начать"):
        read_table(TEXT.encode())


def test_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert read._child_command() == [sys.executable, "--import-child"]


def test_reader_gets_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORYADOK_PASSWORD", "тайна")
    environment = read._child_environment()
    assert not any(key.startswith("PORYADOK") for key in environment)
    assert environment["PATH"] == os.environ["PATH"]


def test_reading_works_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "json.py").write_text("raise RuntimeError", encoding="utf-8")
    assert read_table(TEXT.encode()).sheets[0].rows == ROWS


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits memory by a job object")
def test_reader_is_limited() -> None:
    code = (
        "import resource; from desktop.importing import _child; _child._limit_resources();"
        "kinds = resource.RLIMIT_AS, resource.RLIMIT_CPU;"
        "print(*(resource.getrlimit(kind)[0] for kind in kinds))"
    )
    root = Path(desktop.__file__).parent.parent
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, check=True)
    assert done.stdout.split() == [str(1024**3).encode(), b"20"]


def test_workbook_survives_the_pipe() -> None:
    book = _child.parse(
        xlsx(("С", [HEADINGS, CHILD, [dt.datetime(2026, 1, 2, 3), 0.5, True]])), "x"
    )
    assert from_json(json.loads(to_json(book))) == book


FUZZ = """
import json, random, sys
from desktop.importing import _child
_child._limit_resources()
seeds = [bytes.fromhex(line) for line in sys.stdin]
for number in range(int(sys.argv[1]), int(sys.argv[2])):
    chance = random.Random(number)
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.choice((1, 1, 2, 4, 12))):
        at = chance.randrange(len(data))
        kind = chance.randrange(5)
        if kind == 0:
            data[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            data[at:at + 4] = chance.choice((b"\\xff" * 4, bytes(4), b"\\x7f\\xff\\xff\\xff"))
        elif kind == 2:
            del data[at:at + chance.randrange(1, 40)]
        elif kind == 3:
            data[at:at] = data[at:at + chance.randrange(1, 40)]
        else:
            data[at:at + 8] = chance.randbytes(8)
    try:
        answer = json.loads(_child.answer(b'{"name": "x", "encoding": null}\\n' + bytes(data)))
        outcome = "rejected" if "rejected" in answer else "read"
    except BaseException as error:
        outcome = type(error).__name__
    print(number, outcome, flush=True)
"""


def _stored(archive: bytes) -> bytes:
    """The same archive without compression, so that mutations reach the XML itself."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry))
    return buffer.getvalue()


def test_mutated_files_never_crash_the_reader() -> None:
    """A long-lived reader gets hundreds of damaged files: an answer to each, no other error.

    A panic inside python-calamine, or the abort when a crafted .xls asks for more memory than
    allowed, ends the reading process in real life and is a refusal there.
    """
    seeds = [small_xlsx(), _stored(small_xlsx()), XLS, ods("Р", [HEADINGS]), TEXT.encode("cp1251")]
    stdin = "\n".join(seed.hex() for seed in seeds).encode()
    outcomes: Counter[str] = Counter()
    first, last = 0, 600
    while first < last:
        done = subprocess.run(
            [sys.executable, "-c", FUZZ, str(first), str(min(first + 200, last))],
            input=stdin,
            cwd=Path(desktop.__file__).parent.parent,
            capture_output=True,
            timeout=60,
            check=False,
        )
        lines = done.stdout.decode().splitlines()
        outcomes.update(line.split()[1] for line in lines)
        first += len(lines)
        if done.returncode:
            assert done.returncode != 1, done.stderr.decode()
            outcomes["killed"] += 1
            first += 1
    assert outcomes.total() == last
    assert outcomes["rejected"] > 50
    assert outcomes["read"] > 50
    assert outcomes["killed"] < 10
    assert set(outcomes) <= {"read", "rejected", "killed", "PanicException", "MemoryError"}


def test_mutated_files_through_the_whole_way() -> None:
    chance = random.Random(3)
    seed = _stored(small_xlsx())
    for _ in range(12):
        data = bytearray(seed)
        for _ in range(6):
            data[chance.randrange(len(data))] = chance.randrange(256)
        outcome = _read_or_refusal(bytes(data))
        assert isinstance(outcome, Workbook) or outcome.endswith(".")


def _read_or_refusal(data: bytes) -> Workbook | str:
    try:
        return read_table(data)
    except ImportRejected as rejected:
        return str(rejected)
