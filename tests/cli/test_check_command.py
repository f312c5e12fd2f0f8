"""poryadok check: verdicts, JSON, batch, exit codes, errors."""

import json
from pathlib import Path

from conftest_cli import Run

FRIDAY = "2026-11-20T12:00"


def test_a_clean_text_may_be_sent(poryadok: Run) -> None:
    text = "Уважаемые родители! Завтра в 10:00 в музыкальном зале утренник."
    answer = poryadok("check", "--chat", "1", "--at", FRIDAY, stdin=text)
    assert (answer.code, answer.out.strip()) == (0, "Можно отправлять")


def test_a_child_without_consent_is_forbidden_in_any_case(poryadok: Run) -> None:
    answer = poryadok(
        "check", "--chat", "Ромашка – родители", "--at", FRIDAY, stdin="Передайте Шевченко Алёне"
    )
    assert answer.code == 4
    assert "нет согласия" in answer.out
    assert "3.1.3" in answer.out


def test_json_names_rule_place_clause_and_ways_to_mend(poryadok: Run) -> None:
    text = "Ждём ВСЕХ РОДИТЕЛЕЙ в зале"
    answer = poryadok("check", "--json", "--chat", "1", "--at", FRIDAY, stdin=text)
    told = json.loads(answer.out)
    (finding,) = told["findings"]
    assert (answer.code, told["verdict"]) == (3, "исправьте")
    assert text[finding["start"] : finding["end"]] == "ВСЕХ РОДИТЕЛЕЙ"
    assert finding["rule"] == "caps-lock"
    assert finding["suggestions"][0]["replacement"] == "всех родителей"


def test_night_is_told_with_the_next_allowed_minute(poryadok: Run) -> None:
    answer = poryadok(
        "check",
        "--json",
        "--chat",
        "1",
        "--at",
        "2026-11-20T22:30",
        stdin="Завтра в 10:00 утренник.",
    )
    (finding,) = json.loads(answer.out)["findings"]
    assert finding["rule"] == "quiet-hours"
    assert finding["suggestions"][0]["at"] == "2026-11-23T08:00:00"


def test_batch_answers_line_by_line_and_survives_bad_lines(poryadok: Run) -> None:
    lines = [
        {"id": "a", "text": "Звоните 8 (916) 765-43-21", "chat": 1, "at": FRIDAY},
        {"id": "b", "text": "Спасибо!", "chat": "1", "at": FRIDAY, "to": "chat", "attachments": []},
        {"id": "c", "text": "?", "chat": "нет такого"},
        {"id": "d", "text": "Мероприятие", "chat": "1", "attachments": ["неведомое"]},
        {"id": "e", "text": "Мероприятие", "chat": "1", "at": "вчера"},
        {"id": "f", "text": "Мероприятие", "chat": "1", "to": "всем"},
    ]
    stdin = "\n".join([*(json.dumps(line, ensure_ascii=False) for line in lines), "не JSON", "[1]"])
    answer = poryadok("check", "--batch", stdin=stdin)
    told = [json.loads(line) for line in answer.out.splitlines()]
    assert answer.code == 0
    assert [t["id"] for t in told] == ["a", "b", "c", "d", "e", "f", None, None]
    assert (told[0]["verdict"], told[1]["verdict"]) == ("нельзя", "можно")
    assert told[0]["findings"][0]["rule"] == "confidential"
    assert all("error" in t for t in told[2:])


def test_the_demonstration_needs_no_password(poryadok: Run) -> None:
    answer = poryadok("--demo", "check", "--chat", "1", "--at", FRIDAY, stdin="Добрый день!")
    assert answer.code == 0
    assert poryadok("check", "--demo", "--chat", "2", stdin="Добрый день!").code == 0


def test_a_teacher_checks_too(poryadok: Run) -> None:
    answer = poryadok(
        "check",
        "--user",
        "Воспитатель Лаптева",
        "--chat",
        "1",
        "--at",
        FRIDAY,
        stdin="Мамедов Али молодец",
    )
    assert answer.code == 4
    assert "отказал" in answer.out


def test_a_file_in_cp1251_is_read(poryadok: Run, tmp_path: Path) -> None:
    path = tmp_path / "текст.txt"
    path.write_bytes("Звоните 8 (916) 765-43-21".encode("cp1251"))
    assert poryadok("check", "--chat", "1", "--at", FRIDAY, str(path)).code == 4


def test_errors_are_one_russian_sentence(poryadok: Run) -> None:
    for arguments in (
        ("check", "--chat", "77"),
        ("check", "--at", "когда-нибудь"),
        ("check", "нет такого файла.txt"),
        ("check", "--attachment", "неведомое"),
        ("check", "--data", "нет такой папки"),
        ("check", "--user", "Никто"),
    ):
        answer = poryadok(*arguments, stdin="Добрый день!")
        assert (answer.code, answer.out) == (1, ""), arguments
        assert answer.err.count("\n") == 1, answer.err
        assert "Traceback" not in answer.err


def test_a_wrong_word_shows_the_usage(poryadok: Run) -> None:
    answer = poryadok("полететь")
    assert answer.code == 2
    assert "poryadok" in answer.err


def test_a_password_is_never_taken_from_arguments(poryadok: Run) -> None:
    assert poryadok("check", "--password", "x", stdin="Да").code == 2
