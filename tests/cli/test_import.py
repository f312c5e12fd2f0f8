"""poryadok import: lists through the command line, as text and as JSON, with exit codes."""

import json
from pathlib import Path
from typing import Any

import make
import pytest
from conftest_cli import Run

from desktop.cli._command import FAILED, MEND, OK
from desktop.operations import access, children

PEOPLE = """Список воспитанников группы «Пчёлка»
ФИО ребёнка;Дата рождения;Группа;Мать;Телефон матери
Ершова Тамара Егоровна;02.02.2021;Звёздочка;Ершова Зоя Львовна;8 916 000-00-01
Ершов Егор Егорович;02.02.2019;;Ершова Зоя Львовна;8 916 000-00-01
Морозов Лев Сергеевич;12.03.2021;Ромашка;;
"""
CLOSE = PEOPLE + "Дурнов Пётр Алексеевич;17.07.2020;Пчёлка;;\nРыбин;01.01.2021;Пчёлка;;\n"


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """A cp1251 table as Excel in Russian Windows saves it, in a folder with spaces."""
    place = tmp_path / "Мои списки"
    place.mkdir()
    file = place / "список детей.csv"
    file.write_bytes(PEOPLE.encode("cp1251"))
    return file


def surnames(folder: Path) -> list[str]:
    session = access.sign_in(folder, make.SECRETARY, make.PASSWORD)
    try:
        return [row.name.last for row in children.children(session)]
    finally:
        session.close()


def asked(poryadok: Run, *arguments: str) -> tuple[int, dict[str, Any]]:
    answer = poryadok("import", *arguments, "--json")
    assert not answer.err
    return answer.code, json.loads(answer.out)


def test_a_dry_run_changes_nothing(poryadok: Run, listed: Path, folder: Path) -> None:
    before = surnames(folder)
    code, told = asked(poryadok, "people", str(listed), "--dry-run")
    assert (code, told["dry_run"], told["done"]) == (OK, True, None)
    assert told["counts"] == {"new": 2, "same": 1, "changed": 0, "close": 0, "rejected": 0}
    assert told["groups"] == ["Звёздочка"]
    assert [row["name"] for row in told["rows"] if row["verdict"] == "new"] == [
        "Ершова Тамара Егоровна",
        "Ершов Егор Егорович",
    ]
    assert {"sheet": "список детей", "column": "B", "heading": "Дата рождения",
            "meaning": "Дата рождения"} in told["columns"]  # fmt: skip
    assert surnames(folder) == before


def test_a_list_is_loaded_and_told_in_words(poryadok: Run, listed: Path, folder: Path) -> None:
    answer = poryadok("import", "people", str(listed))
    assert answer.code == OK
    assert "Добавлено – 2 ребёнка, без изменений – 1." in answer.out
    assert "Новые группы: Звёздочка." in answer.out
    assert {"Ершова", "Ершов"} <= set(surnames(folder))
    code, told = asked(poryadok, "people", str(listed))
    assert (code, told["done"]["created"], told["done"]["same"]) == (OK, 0, 3)


def test_close_and_wrong_rows_are_left_and_listed(
    poryadok: Run, listed: Path, folder: Path
) -> None:
    listed.write_bytes(CLOSE.encode("cp1251"))
    code, told = asked(poryadok, "people", str(listed))
    assert code == MEND
    assert (told["done"]["skipped"], told["done"]["rejected"]) == (1, 1)
    (close,) = [row for row in told["rows"] if row["verdict"] == "close"]
    assert (close["name"], close["done"]) == ("Дурнов Пётр Алексеевич", "skipped")
    assert close["candidates"][0]["name"] == "Дурново Пётр Алексеевич"
    assert close["candidates"][0]["id"] > 0
    (rejected,) = [row for row in told["rows"] if row["verdict"] == "rejected"]
    assert rejected["reasons"] == ["Нет имени ребёнка"]
    assert "Дурнов" not in surnames(folder)
    answer = poryadok("import", "people", str(listed))
    assert answer.code == MEND
    assert "Похожие пропущены" in answer.out
    assert "Похож: Дурново Пётр Алексеевич" in answer.out
    code, told = asked(poryadok, "people", str(listed), "--close", "new")
    assert (code, told["done"]["created"]) == (MEND, 1)  # the row without a first name stays out
    assert "Дурнов" in surnames(folder)


def test_group_year_and_encoding(poryadok: Run, listed: Path, folder: Path) -> None:
    listed.write_bytes("ФИО;Дата рождения\nЕршова Тамара Егоровна;02.02.2021\n".encode("cp866"))
    code, told = asked(
        poryadok, "people", str(listed), "--group", "Капельки", "--year", "2025",
        "--encoding", "cp866",
    )  # fmt: skip
    assert (code, told["groups"]) == (OK, ["Капельки"])
    session = access.sign_in(folder, make.SECRETARY, make.PASSWORD)
    try:
        (row,) = [r for r in children.children(session) if r.name.last == "Ершова"]
        assert row.group == "Капельки"
    finally:
        session.close()
    answer = poryadok("import", "people", str(listed), "--year", "1")
    assert (answer.code, "год его начала" in answer.err) == (FAILED, True)


def test_staff_and_consents(poryadok: Run, tmp_path: Path) -> None:
    staff = tmp_path / "работники.csv"
    staff.write_text(
        "Фамилия;Имя;Отчество;Должность\nОрлова;Дина;Львовна;повар\n", encoding="utf-8"
    )
    code, told = asked(poryadok, "staff", str(staff))
    assert (code, told["kind"], told["done"]["created"]) == (OK, "staff", 1)
    consents = tmp_path / "согласия.csv"
    consents.write_text(
        "Ребёнок;Категории;Ресурс;Дата;Действует до;Состояние\n"
        "Шевченко Алёна Дмитриевна;фото, видео;Ромашка – родители;10.09.2026;31.05.2027;подписано\n"
        "Неизвестный Пётр Ильич;фото;Ромашка – родители;10.09.2026;;подписано\n",
        encoding="utf-8",
    )
    code, told = asked(poryadok, "consents", str(consents))
    assert (code, told["done"]["created"], told["done"]["rejected"]) == (MEND, 1, 1)
    assert "нет среди записанных" in told["rows"][1]["reasons"][0]
    assert poryadok("import", "staff", str(staff), "--group", "А").code == FAILED


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "а не таблица"),
        ("Товар;Цена\nМел;10\n".encode(), "Не найден столбец"),
        (b"PK\x03\x04 broken", "повреждён"),
    ],
)
def test_a_wrong_file_is_one_sentence_and_changes_nothing(
    poryadok: Run, listed: Path, folder: Path, content: bytes, sentence: str
) -> None:
    before = surnames(folder)
    listed.write_bytes(content)
    answer = poryadok("import", "people", str(listed))
    assert answer.code == FAILED
    assert sentence in answer.err
    assert "Traceback" not in answer.err
    assert surnames(folder) == before
    missing = poryadok("import", "people", str(listed.with_name("нет.xlsx")))
    assert (missing.code, "не найден" in missing.err) == (FAILED, True)


def test_the_head_may_not_import(poryadok: Run, listed: Path) -> None:
    answer = poryadok("import", "people", str(listed), "--user", make.HEAD)
    assert (answer.code, "не открывает раздел" in answer.err) == (FAILED, True)


def test_the_demonstration_office_takes_a_list_too(poryadok: Run, listed: Path) -> None:
    answer = poryadok("--demo", "import", "people", str(listed), "--dry-run")
    assert answer.code in (OK, MEND)
    assert "Ничего не изменено: это проверка." in answer.out
