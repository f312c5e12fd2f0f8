"""The whole office day through the command line, each step a process of its own.

A fresh folder with spaces and Cyrillic: init → import people, staff, consents → order → check →
audit. What one process stored the next one finds.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import make
import pytest

ROOT = Path(__file__).resolve().parents[2]

PEOPLE = """Список детей группы «Ромашка»;;;;
№ п/п;ФИО ребёнка;Дата рождения;ФИО матери;Телефон
1;Морозов Лев Сергеевич;12.03.2021;Морозова Анна Викторовна;8 (900) 000-01-01
2;Мамедов Али Гусейн оглы;01.05.2021;Мамедова Лейла Рашид кызы;+7 900 000 01 02
3;Шевченко Алёна Дмитриевна;30.11.2021;Шевченко Мария Олеговна;89000000103
"""
STAFF = "Фамилия;Имя;Отчество;Должность\nЗимина;Ольга;Петровна;старший воспитатель\n"
CONSENTS = (
    "Ребёнок;Категории;Ресурс;Дата;Действует до;Состояние\n"
    "Морозов Лев Сергеевич;фамилия и имя, фото;Ромашка – родители;15.09.2026;31.05.2027;подписано\n"
    "Мамедов Али Гусейн оглы;фамилия и имя, фото;Ромашка – родители;15.09.2026;;отказ\n"
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with spaces and Cyrillic, with the lists an office would have."""
    folder = tmp_path / "Мои документы № 1"
    folder.mkdir()
    (folder / "список группы.csv").write_bytes(PEOPLE.encode("cp1251"))
    (folder / "работники.csv").write_text(STAFF, encoding="utf-8-sig")
    (folder / "согласия.csv").write_text(CONSENTS, encoding="utf-8")
    return folder


def poryadok(place: Path, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    environ = {
        **os.environ,
        "PORYADOK_DATA": str(place / "данные"),
        "PORYADOK_PASSWORD": make.PASSWORD,
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
    }
    return subprocess.run(
        [sys.executable, "-m", "desktop", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environ,
        cwd=place,
        timeout=120,
        check=False,
    )


def done(run: subprocess.CompletedProcess[str]) -> str:
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stderr == ""
    return run.stdout


def test_the_office_day(place: Path) -> None:
    told = done(poryadok(place, "init", str(ROOT / "examples" / "office.toml")))
    assert "Ключ восстановления" in told

    trial = done(poryadok(place, "import", "people", "список группы.csv", "--dry-run", "--json"))
    assert json.loads(trial)
    before = poryadok(
        place, "check", "--chat", "1", "--at", "2026-11-20T12:00", stdin="Морозову Льву"
    )
    assert before.returncode == 0, "a dry run stores nothing, so nobody is known yet"

    done(poryadok(place, "import", "people", "список группы.csv"))
    done(poryadok(place, "import", "staff", "работники.csv"))
    done(poryadok(place, "import", "consents", "согласия.csv"))
    again = done(poryadok(place, "import", "people", "список группы.csv", "--json"))
    assert '"created"' in again or "same" in again

    lines = [
        {
            "id": "согласие",
            "text": "Морозов Лев прочитал стихи.",
            "chat": "1",
            "at": "2026-11-20T12:00",
        },
        {"id": "отказ", "text": "Мамедову Али – спасибо!", "chat": "1", "at": "2026-11-20T12:00"},
        {"id": "нет", "text": "шевченко алёна заболела", "chat": "1", "at": "2026-11-20T12:00"},
        {
            "id": "истекло",
            "text": "Морозов Лев прочитал стихи.",
            "chat": "1",
            "at": "2027-09-10T12:00",
        },
        {"id": "ночь", "text": "Завтра утренник в 10:00.", "chat": "1", "at": "2026-11-20T23:00"},
        {
            "id": "работник",
            "text": "Ольга Петровна ждёт вас.",
            "chat": "1",
            "at": "2026-11-20T12:00",
        },
    ]
    stdin = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    answers = {
        told["id"]: told
        for told in map(
            json.loads, done(poryadok(place, "check", "--batch", stdin=stdin)).splitlines()
        )
    }
    verdicts = {ident: told["verdict"] for ident, told in answers.items()}
    assert verdicts == {
        "согласие": "можно",
        "отказ": "нельзя",
        "нет": "нельзя",
        "истекло": "нельзя",
        "ночь": "исправьте",
        "работник": "можно",
    }
    assert answers["отказ"]["findings"][0]["clause"] == "3.1.3"

    order = place / "приказ.pdf"
    done(
        poryadok(
            place, "print", "order-create-chats", "--chat", "1", "--register", "--out", str(order)
        )
    )
    assert order.read_bytes().startswith(b"%PDF")
    sheet = place / "согласие.pdf"
    done(
        poryadok(
            place,
            "print",
            "consent-chat",
            "--chat",
            "1",
            "--child",
            "Шевченко Алёна",
            "--out",
            str(sheet),
        )
    )
    assert sheet.read_bytes().startswith(b"%PDF")
    assert "цел" in done(poryadok(place, "verify-audit"))


def test_the_tour_shows_the_day_without_a_screen(place: Path) -> None:
    told = done(poryadok(place, "--demo", "tour", "--out", "показ"))
    assert "Чат открыт" in told
    papers = {p.name for p in (place / "показ").glob("*.pdf")}
    assert {"Согласия.pdf", "Реестр чатов.pdf", "Ключ восстановления.pdf"} <= papers
    assert len([p for p in papers if p.startswith("Приказ")]) == 2
    pictures = list((place / "показ" / "экраны").glob("*.png"))
    assert len(pictures) >= 27
    assert all(p.stat().st_size > 5000 for p in pictures)
    assert not (place / "данные").exists()
