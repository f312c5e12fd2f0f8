"""poryadok init: one file makes an office; a wrong file makes nothing."""

import zlib
from pathlib import Path

import make
import pytest
from conftest_cli import Run

from desktop.operations import access, chats, groups, office

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "office.toml"


def test_the_example_of_the_repository_works(poryadok: Run, tmp_path: Path) -> None:
    place = tmp_path / "Новый офис"
    answer = poryadok("init", str(EXAMPLE), "--data", str(place))
    assert answer.code == 0, answer.err
    key = answer.out.rsplit(": ", 1)[1].strip()
    access.check_recovery(place, key)
    session = access.sign_in(place, "Секретарь", make.PASSWORD)
    try:
        told = office.organization(session)
        assert told is not None
        assert told.short_name == "МБДОУ «Детский сад № 5 «Ручеёк»"
        assert [g.title for g in groups.groups(session)] == ["Ромашка"]
        (chat,) = chats.chats(session)
        card = chats.chat_card(session, chat.id)
        assert (chat.number, chat.state, chat.platform) == ("1", "open", "max")
        assert [(h.weekday, h.opens) for h in card.hours] == [(d, "08:00") for d in range(5)]
        regulation = office.current_regulation(session)
        assert regulation is not None
        assert (regulation.profile, regulation.order_number) == ("000", "41-ОД")
    finally:
        session.close()
    checked = poryadok(
        "check",
        "--data",
        str(place),
        "--chat",
        "1",
        "--at",
        "2026-11-20T22:00",
        stdin="Здравствуйте!",
    )
    assert checked.code == 3


def test_the_recovery_sheet_can_be_printed(poryadok: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "лист.pdf"
    answer = poryadok(
        "init", str(EXAMPLE), "--data", str(tmp_path / "о"), "--recovery-out", str(sheet)
    )
    assert answer.code == 0
    assert sheet.read_bytes().startswith(b"%PDF")


def test_an_office_is_never_made_over_another(poryadok: Run, folder: Path) -> None:
    before = (folder / "main.db").read_bytes()
    answer = poryadok("init", str(EXAMPLE))
    assert (answer.code, "уже есть данные" in answer.err) == (1, True)
    assert (folder / "main.db").read_bytes() == before


WRONG = [
    ('kind = "детский сад"', 'kind = "завод"', "[organization] kind"),
    ('short_name = "МБДОУ «Детский сад № 5 «Ручеёк»"\n', "", "[organization] short_name"),
    ('inn = "7707083893"', 'inn = "7707083890"', "ИНН"),
    ('profile = "000"', 'profile = "777"', "[regulation] profile"),
    ('platform = "max"', 'platform = "аська"', "platform"),
    ('groups = ["Ромашка"]', 'groups = ["Василёк"]', "нет группы «Василёк»"),
    ('"пн-пт" = "08:00-19:00"', '"пн-пт" = "19:00-08:00"', "проверьте часы"),
    ('"пн-пт" = "08:00-19:00"', '"понедельник-пт" = "08:00-19:00"', "не день недели"),
    ('state = "открыт"', 'state = "летает"', "state"),
    ("since = 2019-08-01", 'since = "позавчера"', "дата «позавчера»"),
    ('role = "secretary"', 'role = "teacher"', "[user] role"),
    ("[head]", "[boss]", "такого раздела нет"),
    ('teacher = "Лаптева Вера Игоревна"', 'teacher = "Никто Н Н"', "нет работника"),
    ("[organization]", "[organization", "не в формате TOML"),
]


@pytest.mark.parametrize(("good", "bad", "told"), WRONG)
def test_a_wrong_file_is_named_and_nothing_is_made(
    poryadok: Run, tmp_path: Path, good: str, bad: str, told: str
) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    assert good in text
    path = tmp_path / "ошибка.toml"
    path.write_text(text.replace(good, bad, 1), encoding="utf-8")
    place = tmp_path / "Новый офис"
    answer = poryadok("init", str(path), "--data", str(place))
    assert answer.code == 1
    assert told in answer.err
    assert answer.err.count("\n") == 1
    assert not place.exists()


def test_a_weak_password_makes_nothing(
    poryadok: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORYADOK_PASSWORD", "12345")
    place = tmp_path / "Новый офис"
    answer = poryadok("init", str(EXAMPLE), "--data", str(place))
    assert (answer.code, "слишком короткий" in answer.err) == (1, True)
    assert not place.exists()


def test_without_an_office_the_commands_say_where_to_begin(poryadok: Run, tmp_path: Path) -> None:
    answer = poryadok("verify-audit", "--data", str(tmp_path / "пусто"))
    assert answer.code == 1
    assert "init" in answer.err


def test_verify_audit_tells_whole_and_altered(poryadok: Run, folder: Path) -> None:
    answer = poryadok("verify-audit")
    assert answer.code == 0
    assert "main: Журнал событий цел" in answer.out
    line = f"5 {'ab' * 32}"
    (folder / "main.head").write_text(f"{line} {zlib.crc32(line.encode()):08x}\n")
    answer = poryadok("verify-audit")
    assert answer.code == 1
    assert "не сходится" in answer.err


def test_self_check_proves_every_part(poryadok: Run) -> None:
    answer = poryadok("--self-check")
    assert answer.code == 0, answer.out
    assert "Всё на месте." in answer.out
    assert "незашифрованная отвергнута" in answer.out
