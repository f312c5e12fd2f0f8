"""poryadok check: judge a draft, or many as JSON lines."""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop import clock
from desktop.cli._command import FORBIDDEN, MEND, OK, Command, opened
from desktop.errors import UserError
from desktop.operations import messages
from desktop.operations._operation import Session
from desktop.rules._check import Verdict
from desktop.rules._level import Level
from desktop.rules._rule import attachment_kind

_EXIT = {None: OK, Level.ADVICE: OK, Level.FIX: MEND, Level.STOP: FORBIDDEN}


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument("file", nargs="?", default="-", metavar="ФАЙЛ", help="текст; - это ввод")
    parser.add_argument("--chat", metavar="НОМЕР|НАЗВАНИЕ", help="чат, куда пойдёт сообщение")
    parser.add_argument("--at", metavar="ВРЕМЯ", help="когда отправят: 2026-11-20T18:30")
    parser.add_argument("--to", choices=("chat", "private"), default="chat")
    parser.add_argument(
        "--attachment", action="append", default=[], metavar="ВИД", help="вид вложения"
    )
    parser.add_argument("--urgent", action="store_true", help="срочно: форс-мажор")
    parser.add_argument("--json", action="store_true", help="вывод в JSON")
    parser.add_argument("--batch", action="store_true", help="строки JSON на входе и на выходе")


def run(arguments: argparse.Namespace) -> int:
    """Check and print; the exit code tells the verdict of a single draft."""
    with opened(arguments) as session:
        if arguments.batch:
            for line in _lines(arguments.file):
                print(json.dumps(_one_of_batch(session, line), ensure_ascii=False), flush=True)
            return OK
        text = _text(arguments.file)
        verdict = _check(
            session,
            text,
            arguments.chat,
            arguments.at,
            arguments.to,
            arguments.attachment,
            arguments.urgent,
        )
        if arguments.json:
            print(json.dumps(verdict_data(verdict), ensure_ascii=False, indent=1))
        else:
            _tell(verdict, text)
        return _EXIT[verdict.level]


def verdict_data(verdict: Verdict) -> dict[str, Any]:
    """The verdict as the documented JSON; offsets count characters of the text given."""
    return {
        "verdict": verdict.word,
        "sentence": verdict.sentence,
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.level.word,
                "start": finding.start,
                "end": finding.end,
                "message": finding.message,
                "clause": finding.clause or None,
                "gist": finding.gist,
                "suggestions": [
                    {
                        "label": suggestion.label,
                        "replacement": suggestion.replacement,
                        "start": finding.start if suggestion.start is None else suggestion.start,
                        "end": finding.end if suggestion.end is None else suggestion.end,
                        "at": suggestion.new_at.isoformat() if suggestion.new_at else None,
                    }
                    for suggestion in finding.suggestions
                ],
            }
            for finding in verdict.findings
        ],
        "confirmed": list(verdict.confirmed),
    }


def _one_of_batch(session: Session, line: str) -> dict[str, Any]:
    ident: Any = None
    try:
        told = json.loads(line)
        ident = told.get("id")
        verdict = _check(
            session,
            str(told.get("text") or ""),
            told.get("chat"),
            told.get("at"),
            told.get("to") or "chat",
            told.get("attachments") or [],
            bool(told.get("urgent")),
        )
    except UserError as error:
        return {"id": ident, "error": str(error)}
    except (ValueError, AttributeError, TypeError, OverflowError):
        return {
            "id": ident,
            "error": "Строка не читается: на каждой строке нужен один объект JSON.",
        }
    return {"id": ident, **verdict_data(verdict)}


def _check(
    session: Session,
    text: str,
    chat: str | int | None,
    at: str | None,
    to: str,
    attachments: list[str],
    urgent: bool,
) -> Verdict:
    if to not in ("chat", "private"):
        raise UserError("Куда пойдёт сообщение: chat (в чат) или private (лично).")
    return messages.check(
        session,
        text,
        chat=_chat(session, chat),
        at=_moment(at),
        to=to,
        attachments=tuple(attachment_kind(str(kind)) for kind in attachments),
        urgent=urgent,
    )


def _chat(session: Session, wanted: str | int | None) -> int | None:
    if wanted in (None, ""):
        return None
    return messages.find_chat(session, str(wanted))


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        raise UserError(f"Время «{text}» не читается: введите его как 2026-11-20T18:30.") from None
    if moment.tzinfo is not None:  # rules speak of the institution's local time
        moment = moment.astimezone(clock.now().tzinfo).replace(tzinfo=None)
    return moment


def _text(name: str) -> str:
    if name == "-":
        return _decoded(sys.stdin.buffer.read())
    try:
        return _decoded(Path(name).read_bytes())
    except OSError:
        raise UserError(f"Файл «{name}» не читается: проверьте имя и права.") from None


def _decoded(raw: bytes) -> str:
    """The text of a file or a pipe in UTF-8, UTF-16 with its mark, or cp1251.

    Raises UserError for anything else: a text that cannot be read must not be called clean.
    """
    is_wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if is_wide else ("utf-8-sig", "cp1251"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n")
    raise UserError("Текст не читается: сохраните его в кодировке UTF-8.")


def _lines(name: str) -> Iterator[str]:
    """Lines of a batch; from a pipe each is answered before the next is waited for."""
    if name != "-":
        yield from (line for line in _text(name).split("\n") if line.strip())
        return
    for raw in sys.stdin.buffer:
        line = _decoded(raw)
        if line.strip():
            yield line


def _tell(verdict: Verdict, text: str) -> None:
    print(verdict.sentence)
    for finding in verdict.findings:
        fragment = text[finding.start : finding.end].replace("\n", " ")
        shown = f" «{fragment[:60]}»" if fragment else ""
        print(f"– [{finding.level.word}]{shown} {finding.message}")
        ground = ". ".join(part for part in (finding.clause, finding.gist) if part)
        if ground:
            print(f"  Основание: {ground}")
        for suggestion in finding.suggestions:
            print(f"  → {suggestion.label}")
    for note in verdict.confirmed:
        print(f"✓ {note}")


COMMAND = Command("check", "проверить сообщение перед отправкой", configure, run)
