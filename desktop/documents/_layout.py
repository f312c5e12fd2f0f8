"""Parts that many papers share: the head of an order, its appendices, signature, blanks."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date as Date

from desktop.documents._blocks import Block, Bold, Cell, Line, NewPage, Para, Row, Table, Text
from desktop.documents._office import Office, Signer
from desktop.reference import calendar
from desktop.russian.dates import in_words

DOTS = "." * 34  # what is not known yet and is written in by hand
SHORT_DOTS = "." * 14
NO_NUMBER = "______"
INLINE_SIGNERS = 7  # more people are acquainted on a sheet of their own
BODY = 13.0
INDENT = 12.5


def or_dots(value: str, dots: str = DOTS) -> str:
    """The value, or a dotted line in its place."""
    return value.strip() or dots


def day_in_words(iso: str) -> str:
    """«20 ноября 2026 г.» of an ISO date."""
    return in_words(Date.fromisoformat(iso), glued=True)


def reference(kind: str, date: str, number: str) -> str:
    """«приказ от 20 ноября 2026 г. № 41-ОД», as an appendix refers to it."""
    return f"{kind} от {day_in_words(date)} № {number or NO_NUMBER}"


def letterhead(office: Office) -> tuple[Block, ...]:
    """The institution at the head of a paper: founder, full name, short name, requisites."""
    blocks: list[Block] = []
    if office.founder:
        blocks.append(Para(office.founder, "center", 12, after=4, hyphens=False))
    blocks.append(Para((Bold(office.full_name),), "center", 13, hyphens=False))
    blocks.append(Para(f"({office.short_name})", "center", 13, before=2, hyphens=False))
    return tuple(blocks)


def order_head(office: Office, date: str, number: str, heading: str) -> tuple[Block, ...]:
    """An order from the top to its heading (ГОСТ Р 7.0.97-2025; the order of parts in offices)."""
    return (
        *letterhead(office),
        Para((Bold("ПРИКАЗ"),), "center", 16, before=14, after=10),
        Row((day_in_words(date), Cell(f"№ {number or NO_NUMBER}", "right")), (1, 1), BODY),
        Para(or_dots(office.place), "center", BODY, before=6),
        Para((Bold(heading),), "center", BODY, before=12, after=10, hyphens=False),
    )


def body(text: Text, *, keep_next: bool = False, before: float = 2) -> Para:
    """A paragraph of an order."""
    return Para(text, size=BODY, first=INDENT, before=before, keep_next=keep_next)


def numbered(items: Sequence[str | tuple[str, Sequence[str]] | Block]) -> tuple[Block, ...]:
    """Items of an order numbered 1, 2 …; a pair is an item with sub-items 2.1, 2.2 …

    A bare block (a table) stands after the item before it, unnumbered. The last two paragraphs are
    bound to what follows, so that a signature is never alone on its page.
    """
    blocks: list[Block] = []
    number = 0
    for item in items:
        if isinstance(item, str):
            number += 1
            blocks.append(body(f"{number}.\u00a0{item}"))
        elif isinstance(item, tuple):
            number += 1
            lead, points = item
            blocks.append(body(f"{number}.\u00a0{lead}", keep_next=True))
            blocks.extend(
                body(f"{number}.{place}.\u00a0{point}") for place, point in enumerate(points, 1)
            )
        else:
            blocks.append(item)
    return bound(blocks)


def bound(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with the last two paragraphs bound to what follows."""
    done = list(blocks)
    for index in range(max(len(done) - 2, 0), len(done)):
        block = done[index]
        if isinstance(block, Para):
            done[index] = replace(block, keep_next=True)
    return tuple(done)


def signature(signer: Signer) -> Row:
    """Post, room for the signature, «И. О. Фамилия»."""
    return Row(
        (
            Cell(or_dots(signer.post, SHORT_DOTS), bottom=True, hyphens=False),
            Line(),
            Cell(or_dots(signer.name, SHORT_DOTS), "right", bottom=True, hyphens=False),
        ),
        (44, 20, 36),
        BODY,
        before=22,
    )


def with_acquainted(
    people: Sequence[tuple[str, str]], paper: str, appendices: Sequence[Block] = ()
) -> tuple[Block, ...]:
    """The appendices of an order and where (post, «И. О. Фамилия») confirm that they read it.

    A few people sign under the order, many on a sheet at its end. Employees confirm by signature:
    ТК РФ, article 22.
    """
    signed = _acquainted(people, paper)
    if len(people) > INLINE_SIGNERS:
        return (*appendices, *signed)
    return (*signed, *appendices)


def _acquainted(people: Sequence[tuple[str, str]], paper: str) -> tuple[Block, ...]:
    if not people:
        return ()
    if len(people) > INLINE_SIGNERS:
        rows = tuple(
            (Cell(str(place), "center"), name, post, "", "")
            for place, (post, name) in enumerate(people, 1)
        )
        return (
            NewPage(),
            Para((Bold("ЛИСТ ОЗНАКОМЛЕНИЯ"),), "center", BODY, keep_next=True),
            Para(f"с документом: {paper}", "center", BODY, after=8, keep_next=True),
            Table(
                ("№", "Фамилия, инициалы", "Должность", "Дата", "Подпись"),
                (9, 50, 52, 27, 27),
                rows,
                11,
                lowest=8,
            ),
        )
    title = "С приказом ознакомлен:" if len(people) == 1 else "С приказом ознакомлены:"
    signed_on = Cell("«____» ______________ 20___ г.", "right", bottom=True)
    lines = [
        Row(
            (Line(), Cell(name, bottom=True), signed_on),
            (34, 52, 62),
            12,
            before=3,
            keep_next=place < len(people),
        )
        for place, (_, name) in enumerate(people, 1)
    ]
    return (Para(title, "left", 12, before=18, keep_next=True), *lines)


def appendix(number: int, office: Office, date: str, order_number: str, title: str) -> list[Block]:
    """A new page with «Приложение № 1 к приказу …» at the right top and the title."""
    mark = (
        f"Приложение № {number}\nк приказу {office.short_name}\n"
        f"от {day_in_words(date)} № {order_number or NO_NUMBER}"
    )
    return [
        NewPage(),
        Para(mark, "left", 12, left=85, hyphens=False),
        Para((Bold(title),), "center", BODY, before=18, after=8, keep_next=True, hyphens=False),
    ]


def day_warnings(date: str, signer: Signer) -> tuple[str, ...]:
    """What is odd about the date of an order: a day off, nobody in office."""
    found = []
    day = Date.fromisoformat(date)
    if day.year in calendar.years() and not calendar.is_working(day):
        found.append(f"дата приказа {day:%d.%m.%Y} – выходной день")
    if not signer.name:
        found.append(f"на {day:%d.%m.%Y} в программе не записан руководитель")
    return tuple(found)


def requisites_missing(office: Office, signer: Signer) -> list[str]:
    """Which of the usual requisites print as dotted lines; the number comes with registration."""
    found = []
    if not office.place.strip():
        found.append("место составления (населённый пункт)")
    if not signer.name:
        found.append("должность и фамилия руководителя на дату документа")
    return found
