"""poryadok tour: the whole office day on the demonstration institution, without a window.

Everything is done through the same operations the window uses: a class list is imported, a chat
registered, consents and an order printed, signed, the chat opened, drafts judged; then the real
screens are drawn offscreen. Papers, pictures and the story land in one folder.
"""

import argparse
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from desktop import clock
from desktop.cli._command import OK, Command
from desktop.errors import UserError
from desktop.importing.header import find_mapping
from desktop.importing.people import read_people
from desktop.importing.read import read_table
from desktop.operations import (
    access,
    administrators,
    chats,
    children,
    class_lists,
    consents,
    demo,
    groups,
    guardians,
    journal,
    messages,
    office,
    papers,
    staff,
)
from desktop.operations._operation import Session
from desktop.operations.administrators import Appointment
from desktop.operations.chats import ChatData, HoursLine
from desktop.paths import RESOURCES
from desktop.russian.dates import numeric
from desktop.russian.plural import count

NEW_GROUP = "Василёк"
DRAFTS = (
    (
        "Уважаемые родители! В четверг в 10:00 в музыкальном зале репетиция утренника. "
        "Просим принести чешки.",
        "12:00",
    ),
    ("ВСЕМ СДАТЬ ДЕНЬГИ! Звоните 8 (900) 123-45-67, 𝓼𝓻𝓸𝓬𝓱𝓷𝓸!", "22:30"),
    ("Сегодня отличился Вася Гусев, а Мамедову Эльдару нужна справка.", "12:00"),
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument("--out", metavar="ПАПКА", required=True, help="куда положить показ")


def run(arguments: argparse.Namespace) -> int:
    """Walk through the day; prints each step and writes it to «рассказ.txt»."""
    out = Path(arguments.out)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise UserError(f"Папку «{out}» создать нельзя: выберите другую.") from None
    story: list[str] = []

    def tell(line: str) -> None:
        story.append(line)
        print(line, flush=True)

    with tempfile.TemporaryDirectory(prefix="poryadok-demo-") as place:
        folder = Path(place) / "Пример"
        session = demo.open_demo(folder)
        try:
            chat = _morning(session, out, tell)
            order = _papers(session, chat, out, tell)
        finally:
            session.close()
        _signing(folder, order, out, tell)
        session = access.sign_in(folder, demo.LOGIN, demo.PASSWORD)
        try:
            _opening(session, chat, out, tell)
            _drafts(session, chat, tell)
            verdicts = journal.verify(session)
        finally:
            session.close()
        for base, verdict in verdicts:
            tell(f"Журнал событий ({base}): {verdict.sentence}")
        pictures = _pictures(folder, out, chat)
        tell(f"Снимки экранов: {count(pictures, 'файл', 'файла', 'файлов')} в папке «экраны».")
    (out / "рассказ.txt").write_text("\n".join(story) + "\n", encoding="utf-8")
    print(f"Всё лежит в папке «{out}».")
    return OK


def _morning(session: Session, out: Path, tell: Callable[[str], None]) -> int:
    """Import a list, appoint people, register the chat; returns its id."""
    told = office.organization(session)
    assert told is not None, "the demonstration has an institution"
    tell(f"Организация: {told.short_name}.")
    source = RESOURCES / "demo" / "список.csv"
    book = read_table(source)
    plan = class_lists.dry_run(session, read_people(book, find_mapping(book)))
    tell(f"Пробная загрузка «{source.name}»: {plan.summary}")
    result = class_lists.apply(session, plan)
    tell(f"Загрузка: {result.summary}")
    group = next(row.id for row in groups.groups(session) if row.title == NEW_GROUP)
    chat = chats.save_chat(
        session,
        ChatData(
            title=f"{NEW_GROUP} – родители",
            group_ids=(group,),
            purpose="оперативное информирование родителей о жизни группы",
            hours=tuple(HoursLine(day, "08:00", "19:00") for day in range(5)),
            hours_basis="решение родительского собрания",
        ),
    )
    teacher = next(row for row in staff.employees(session) if row.position == "воспитатель")
    parent = next(row for row in guardians.guardians(session) if "Гусев" in row.children)
    for appointment in (
        Appointment("administrator-staff", employee_id=teacher.id),
        Appointment("administrator-parents", guardian_id=parent.id),
    ):
        administrators.appoint(session, chat, appointment)
    row = chats.chat_card(session, chat).row
    tell(f"Чат № {row.number} «{row.title}» заведён, администраторы: {row.administrators}.")
    return chat


def _papers(session: Session, chat: int, out: Path, tell: Callable[[str], None]) -> int:
    """Print consent forms, both orders and the register; returns the id of the first order."""
    ids = [row.id for row in children.children(session) if row.group == NEW_GROUP]
    forms, without = papers.issue_consents(session, chat, ids)
    (out / "Согласия.pdf").write_bytes(forms)
    missing = f", без представителя: {', '.join(without)}" if without else ""
    tell(f"Бланки согласий напечатаны: {count(len(ids), 'ребёнок', 'ребёнка', 'детей')}{missing}.")
    today = clock.today()
    for place, form in enumerate(consents.consents(session, chat_id=chat)):
        state = "refused" if place == 2 else "signed"
        consents.mark(session, form.id, state, today)
    answers = [row.state for row in consents.matrix(session, chat)]
    tell(f"Ответы семей: подписано {answers.count('signed')}, отказ {answers.count('refused')}.")
    order = papers.issue(session, "order-create-chats", {"chats": (chat,)})
    second = papers.issue(session, "order-administrators", {"chats": (chat,)})
    for issued in (order, second):
        (out / f"{issued.file_name}").write_bytes(issued.pdf)
        tell(f"Зарегистрировано: {issued.title} № {issued.number}.")
    register = papers.preview(session, "chat-register", {})
    (out / "Реестр чатов.pdf").write_bytes(register.pdf())
    return order.id


def _signing(folder: Path, order: int, out: Path, tell: Callable[[str], None]) -> None:
    head = access.sign_in(folder, demo.HEAD_LOGIN, demo.PASSWORD)
    try:
        for row in papers.to_sign(head):
            papers.mark_signed(head, row.id)
        sheet = papers.recovery_sheet(head, access.renew_recovery_key(head))
        (out / "Ключ восстановления.pdf").write_bytes(sheet)
        signed = next(row for row in papers.papers(head) if row.id == order)
        tell(f"Руководитель подписал приказы, № {signed.number} – {numeric(clock.today())}.")
    finally:
        head.close()


def _opening(session: Session, chat: int, out: Path, tell: Callable[[str], None]) -> None:
    chats.move_chat(session, chat, "open")
    tell("Чат открыт: согласия собраны, приказ подписан.")


def _drafts(session: Session, chat: int, tell: Callable[[str], None]) -> None:
    from datetime import datetime, time

    from desktop.reference import calendar

    day = calendar.next_working_day(clock.today())
    for text, hour in DRAFTS:
        at = datetime.combine(day, time.fromisoformat(hour))
        verdict = messages.check(session, text, chat=chat, at=at)
        tell(f"Черновик «{text}» в {hour}: {verdict.sentence}")
        for finding in verdict.findings:
            clause = f" (п. {finding.clause})" if finding.clause else ""
            tell(f"   [{finding.level.word}] {finding.message}{clause}")
        for note in verdict.confirmed:
            tell(f"   ✓ {note}")


def _pictures(folder: Path, out: Path, chat: int) -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from desktop.ui import shots

    place = out / "экраны"
    place.mkdir(exist_ok=True)
    return sum(
        1
        for _ in shots.take(
            folder, demo.LOGIN, demo.PASSWORD, place, {"chats": chat, "consents": chat}
        )
    )


COMMAND = Command("tour", "показать рабочий день на примере без окна", configure, run)
