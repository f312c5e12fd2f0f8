"""poryadok print: any paper as PDF, a preview without a number or a registered one."""

import argparse
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from desktop import clock
from desktop.cli._command import MEND, OK, Command, opened
from desktop.errors import UserError
from desktop.operations import children, messages, papers, staff
from desktop.operations import groups as groups_of
from desktop.operations._operation import Session
from desktop.russian.dates import parse_date
from desktop.russian.folding import fold

Row = TypeVar("Row")


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument(
        "type", nargs="?", metavar="ВИД", help="вид документа; без него – список видов"
    )
    parser.add_argument(
        "--chat",
        action="append",
        default=[],
        metavar="НОМЕР|НАЗВАНИЕ",
        help="чат; в приказе можно несколько",
    )
    parser.add_argument("--child", metavar="ФИО", help="бланк одного ребёнка")
    parser.add_argument("--guardian", metavar="ФИО", help="и одного его представителя")
    parser.add_argument("--group", metavar="НАЗВАНИЕ", help="бланки всей группы (класса)")
    parser.add_argument("--registrar", metavar="ФИО", help="кто ведёт реестр чатов")
    parser.add_argument("--control", metavar="ФИО", help="кто контролирует исполнение")
    parser.add_argument("--curator", metavar="ФИО", help="куратор чатов")
    parser.add_argument("--cancels", metavar="ПРИКАЗ", help="какой приказ утрачивает силу")
    parser.add_argument("--date", metavar="ДАТА", help="дата документа, по умолчанию сегодня")
    parser.add_argument("--number", default="", metavar="НОМЕР", help="номер вместо следующего")
    parser.add_argument(
        "--register", action="store_true", help="дать номер и записать в журнал (иначе – образец)"
    )
    parser.add_argument("--out", metavar="ФАЙЛ.pdf", help="куда записать PDF")


def run(arguments: argparse.Namespace) -> int:
    """Print one paper, or tell which there are.

    Exit codes: 0 done; 3 done, but for some children nothing could be printed; 1 nothing was done.
    """
    if not arguments.type:
        for choice in papers.catalogue():
            print(f"{choice.id:24}{choice.title}")
        return OK
    kind = papers.document_type(arguments.type)
    if not arguments.out:
        raise UserError("Укажите, куда записать документ: --out ФАЙЛ.pdf.")
    if kind.secret:
        raise UserError(f"«{kind.title}» печатается только при создании ключа и не хранится.")
    if arguments.register and arguments.demo:
        raise UserError("В примере журнал исчезает при выходе: уберите --register.")
    day = _day(arguments.date)
    _expect_place(Path(arguments.out))
    with opened(arguments) as session:
        if kind.id == papers.FORM:
            return _forms(session, arguments, day)
        request = _request(session, kind.id, arguments)
        if arguments.register:
            issued = papers.issue(session, kind.id, request, day=day, number=arguments.number)
            papers.save_pdf(Path(arguments.out), issued.pdf)
            print(f"Зарегистрировано: {kind.title} № {issued.number}. Файл: {arguments.out}")
            return OK
        told = papers.preview(session, kind.id, request, day=day, number=arguments.number)
    papers.save_pdf(Path(arguments.out), told.pdf())
    _tell(told)
    print(f"{kind.title}, без номера в журнале. Файл: {arguments.out}")
    return OK


def _forms(session: Session, arguments: argparse.Namespace, day: date) -> int:
    """Forms of consent: for a child, a group, or everybody the chat is for."""
    if len(arguments.chat) != 1:
        raise UserError("Согласие даётся для одного чата: укажите его в --chat.")
    if arguments.number:
        raise UserError("Номера бланков даёт журнал согласий: уберите --number.")
    chat = messages.find_chat(session, arguments.chat[0])
    if arguments.guardian:
        return _one_form(session, arguments, chat, day)
    ids = _children(session, arguments, chat)
    if arguments.register:
        pdf, without = papers.issue_consents(session, chat, ids, day=day)
    else:
        told = papers.preview_consents(session, chat, ids, day=day)
        pdf, without = told.pdf(), told.without
    papers.save_pdf(Path(arguments.out), pdf)
    state = "записаны в журнал" if arguments.register else "без номеров"
    print(f"Бланки согласий, {state}. Файл: {arguments.out}")
    for name in without:
        print(f"Не напечатано: {name} – не записан законный представитель.")
    return MEND if without else OK


def _one_form(session: Session, arguments: argparse.Namespace, chat: int, day: date) -> int:
    if not arguments.child:
        raise UserError("Вместе с --guardian укажите ребёнка: --child ФИО.")
    if arguments.register:
        raise UserError("В журнал бланки записывают для обоих родителей сразу: уберите --guardian.")
    child = _child(session, arguments.child)
    rows = children.child_card(session, child).guardians
    guardian = _one(rows, lambda row: row.name.full, arguments.guardian, "представителя")
    request = {"child": child, "guardian": guardian.id, "chat": chat}
    told = papers.preview(session, papers.FORM, request, day=day)
    papers.save_pdf(Path(arguments.out), told.pdf())
    _tell(told)
    print(f"Бланк согласия, без номера. Файл: {arguments.out}")
    return OK


def _children(session: Session, arguments: argparse.Namespace, chat: int) -> list[int]:
    if arguments.child:
        return [_child(session, arguments.child)]
    if arguments.group:
        rows = groups_of.groups(session)
        group = _one(rows, lambda row: row.title, arguments.group, "группы")
        return [row.id for row in children.children(session, group.id)]
    from desktop.operations import consents

    return [row.child_id for row in consents.matrix(session, chat)]


def _request(session: Session, document: str, arguments: argparse.Namespace) -> dict[str, Any]:
    """What the paper asks for, out of the arguments given."""
    request: dict[str, Any] = {}
    if arguments.chat:
        request["chats"] = [messages.find_chat(session, wanted) for wanted in arguments.chat]
    for key in ("registrar", "control", "curator"):
        wanted = getattr(arguments, key)
        if wanted:
            rows = staff.employees(session)
            request[key] = _one(rows, lambda row: row.name.full, wanted, "работника").id
    if arguments.cancels:
        request["cancels"] = arguments.cancels
    if arguments.child:
        request["child"] = _child(session, arguments.child)
    return request


def _child(session: Session, wanted: str) -> int:
    rows = children.children(session)
    return int(_one(rows, lambda row: row.name.full, wanted, "ребёнка").id)


def _one(rows: Iterable[Row], title: Callable[[Row], str], wanted: str, whom: str) -> Row:
    """The only row with that name; a surname or «Фамилия Имя» is enough when nobody else has it."""
    key = fold(wanted)
    same = [row for row in rows if fold(title(row)) == key]
    found = same or [row for row in rows if f"{fold(title(row))} ".startswith(f"{key} ")]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(title(row) for row in found[:5])
        raise UserError(f"«{wanted}» – таких несколько: {names}. Напишите имя полностью.")
    raise UserError(f"В списках нет {whom} «{wanted}»: проверьте имя.")


def _tell(told: papers.Preview) -> None:
    for missing in told.missing:
        print(f"Точками: {missing}")
    for warning in told.warnings:
        print(f"Внимание: {warning}")


def _day(text: str | None) -> date:
    if not text:
        return clock.today()
    day = parse_date(text)
    if day is None:
        raise UserError(f"Дата «{text}» не читается: напишите её как 20.11.2026.")
    return day


def _expect_place(path: Path) -> None:
    """A registered paper whose file cannot be written would be registered twice."""
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise UserError(f"Файл «{path}» записать некуда: проверьте папку.")


COMMAND = Command("print", "напечатать документ в PDF", configure, run)
