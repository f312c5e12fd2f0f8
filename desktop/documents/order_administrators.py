"""Order «О назначении администраторов чатов»: who runs which chat, substitutes, the curator.

The order binds employees only: a parent runs a chat by his own written consent (ТК РФ, art. 15,
16, 21, 22 know orders to employees alone). Experience is named where the regulation asks for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date as Date

from desktop.documents import _sample
from desktop.documents._blocks import Block, Bold, Cell, Story, Table
from desktop.documents._chats import appointed, chosen
from desktop.documents._document import DocumentType
from desktop.documents._layout import (
    SHORT_DOTS,
    appendix,
    body,
    day_warnings,
    numbered,
    order_head,
    reference,
    requisites_missing,
    signature,
    with_acquainted,
)
from desktop.documents._office import (
    Act,
    Office,
    Signer,
    act_on,
    head_on,
    office,
    points_text,
    years_asked,
)
from desktop.documents._people import Named, employee, full_years, named
from desktop.errors import UserError
from desktop.models import Administrator, Chat
from desktop.russian.cases import Case
from desktop.russian.dates import numeric
from desktop.russian.plural import count
from desktop.russian.terms import terms

_INLINE_ROWS = 6  # more appointments stand in an appendix


@dataclass(frozen=True)
class Appointed:
    """One administrator of one chat. `years` of experience: -1 when not known."""

    chat: str  # «№ 1 «Ромашка – родители»»
    person: Named
    substitute: Named | None
    since: str  # ISO
    until: str  # ISO or ""
    years: int


@dataclass(frozen=True)
class Administrators:
    """What the order says. `years_asked` 0: the regulation asks no experience."""

    number: str
    date: str
    office: Office
    signer: Signer
    act: Act
    curator: Named | None
    staff: tuple[Appointed, ...]
    parents: tuple[Appointed, ...]
    control: Named | None
    years_asked: int
    years_point: str
    cancels: str


def collect(
    *,
    chats: Sequence[int],
    date: Date,
    number: str = "",
    curator: int | None = None,
    control: int | None = None,
    cancels: str = "",
) -> Administrators:
    """The data of an order that appoints who is entered as administrators of these chats (ids).

    `curator` and `control` are ids of employees; without `curator` the one entered for the whole
    institution is named. `cancels` names a former order: «приказ от 01.09.2025 № 12-ОД «О …»».
    Raises UserError when no administrator is entered, or a record is gone.
    """
    requisites = office()
    records = chosen(chats)
    staff: list[Appointed] = []
    parents: list[Appointed] = []
    for record in records:
        for by_parent, made in _of_chat(record, date):
            (parents if by_parent else staff).append(made)
    if not staff and not parents:
        raise UserError(
            "В выбранных чатах не назначен ни один администратор: назначьте их в карточке чата, "
            "потом составьте приказ."
        )
    asked, point = years_asked(date)
    return Administrators(
        number,
        date.isoformat(),
        requisites,
        head_on(date),
        act_on(date, "order-administrators"),
        named(employee(curator)) if curator is not None else _curator(date),
        tuple(staff),
        tuple(parents),
        named(employee(control)) if control is not None else None,
        asked,
        point,
        cancels.strip().rstrip("."),
    )


def _of_chat(record: Chat, day: Date) -> list[tuple[bool, Appointed]]:
    """Whether a parent, and the appointment, of each administrator of the chat."""
    rows = appointed(record, day)
    substitutes = [row for row in rows if row.is_substitute]
    return [
        (row.employee_id is None, _appointed(record, row, _substitute(row, substitutes), day))
        for row in rows
        if not row.is_substitute
    ]


def _substitute(row: Administrator, substitutes: list[Administrator]) -> Administrator | None:
    """The substitute in the same role, else any who may stand in for an employee."""
    same = [other for other in substitutes if other.role == row.role]
    fitting = same or [other for other in substitutes if other.employee_id and row.employee_id]
    return fitting[0] if fitting else None


def _appointed(
    record: Chat, row: Administrator, substitute: Administrator | None, day: Date
) -> Appointed:
    person = row.employee if row.employee_id else row.guardian
    since = max(row.since, day)
    began = row.employee.educating_since if row.employee_id else None
    stand_in = None
    if substitute is not None:
        stand_in = named(substitute.employee if substitute.employee_id else substitute.guardian)
    return Appointed(
        f"№ {record.number} «{record.title}»",
        named(person),
        stand_in,
        since.isoformat(),
        row.until.isoformat() if row.until else "",
        full_years(began, since) if began else -1,
    )


def _curator(day: Date) -> Named | None:
    rows = Administrator.select().where(
        Administrator.role == "curator", Administrator.employee.is_null(False)
    )
    for row in rows.order_by(Administrator.id.desc()):
        if row.since <= day and (row.until is None or day <= row.until):
            return named(row.employee)
    return None


def heading(data: Administrators) -> str:
    """«О назначении куратора и администраторов чатов»."""
    many = len(data.staff) + len(data.parents) > 1
    whom = "администраторов чатов" if many else "администратора чата"
    return f"О назначении куратора и {whom}" if data.curator else f"О назначении {whom}"


def story(data: Administrators) -> Story:
    """The order, with the list of administrators inside or as an appendix."""
    words = terms(data.office.kind)
    aim = (
        "В целях организации общения с родителями (законными представителями) "
        f"{words.child(Case.GEN, many=True)} в чатах учреждения"
    )
    ground = points_text(data.act)
    preamble = aim + (f", на основании {ground}," if ground else "")
    listed: list[Block] = []
    if _in_appendix(data):
        listed += appendix(1, data.office, data.date, data.number, "Администраторы чатов")
        listed.append(_table(data.staff, data.years_asked, nominative=True))
    blocks: tuple[Block, ...] = (
        *order_head(data.office, data.date, data.number, heading(data)),
        body((f"{preamble} ", Bold("ПРИКАЗЫВАЮ:")), keep_next=True),
        *numbered(_items(data)),
        signature(data.signer),
        *with_acquainted(
            [(person.post, person.initials) for person in _employees(data)],
            f"{reference('приказ', data.date, data.number)} «{heading(data)}»",
            listed,
        ),
    )
    return Story(blocks)


def _in_appendix(data: Administrators) -> bool:
    return len(data.staff) > _INLINE_ROWS


def _items(data: Administrators) -> list[str | tuple[str, list[str]] | Block]:
    items: list[str | tuple[str, list[str]] | Block] = []
    if data.curator:
        items.append(
            f"Назначить куратором чатов учреждения {data.curator.titled_acc}. Куратору "
            "координировать работу администраторов и докладывать о нарушениях руководителю."
        )
    if data.staff and _in_appendix(data):
        items.append(
            "Назначить администраторами чатов работников согласно приложению № 1 к настоящему "
            "приказу."
        )
    elif data.staff:
        many = len({made.person.nom for made in data.staff}) > 1
        items.append(f"Назначить {'администраторами чатов' if many else 'администратором чата'}:")
        items.append(_table(data.staff, data.years_asked, nominative=False))
    if data.parents:
        items.append(
            "Допустить к ведению чатов в качестве администраторов от родителей, с их письменного "
            "согласия:"
            if len(data.parents) > 1
            else "Допустить к ведению чата в качестве администратора от родителей, с личного "
            "письменного согласия:"
        )
        items.append(_table(data.parents, 0, nominative=False))
        items.append(
            "Считать, что администратор от родителей действует добровольно, трудовых "
            "обязанностей не несёт и вправе отказаться от ведения чата в любое время."
        )
    if data.years_asked and data.staff and not _short_of_years(data):
        items.append(
            "Отметить, что назначенные работники имеют стаж работы в образовательной организации "
            f"не менее {count(data.years_asked, 'года', 'лет', 'лет')}, как того требует "
            f"пункт {data.years_point} {data.act.word_gen}."
        )
    items.append(("Администраторам чатов (срок – постоянно):", _duties(data)))
    if data.staff:
        items.append(
            "На время отсутствия администратора его обязанности исполняет замещающий работник, "
            "указанный в настоящем приказе."
            if any(made.substitute for made in data.staff)
            else "На время отсутствия администратора замещающего его работника назначать приказом."
        )
    if data.cancels:
        items.append(f"Признать утратившим силу {data.cancels}.")
    items.append(
        f"Контроль за исполнением настоящего приказа возложить на {data.control.titled_acc}."
        if data.control
        else "Контроль за исполнением настоящего приказа оставляю за собой."
    )
    return items


def _duties(data: Administrators) -> list[str]:
    words = terms(data.office.kind)
    rules = (
        f"соблюдать требования {data.act.word_gen}"
        if data.act.word_gen
        else "соблюдать правила чата"
    )
    return [
        f"{rules} и следить за их соблюдением участниками;",
        "управлять настройками чата и поддерживать список участников в актуальном состоянии, "
        "удостоверяясь в личности каждого;",
        f"не допускать размещения персональных данных {words.child(Case.GEN, many=True)}, в том "
        "числе фотографий и видеозаписей, без письменного согласия их законных представителей;",
        "удалять сообщения, нарушающие правила, и сообщать о таких случаях "
        + ("куратору." if data.curator else "руководителю."),
    ]


def _table(rows: Sequence[Appointed], years: int, *, nominative: bool) -> Table:
    people = any(row.person.post for row in rows)
    titles = ["Чат", "Фамилия, имя, отчество", "Должность", "Замещает", "Срок"]
    widths = [40.0, 44.0, 35.0, 26.0, 25.0]
    if not people:
        titles[2:4], widths[2:4] = [], []
        widths[:2] = [62.0, 78.0]
    if nominative:
        titles.insert(0, "№")
        widths = [9, 37, 41, 34, 26, 27]
    return Table(
        tuple(titles),
        tuple(widths),
        tuple(
            _line(place, row, years, nominative, people) for place, row in enumerate(rows, 1)
        ),
    )  # fmt: skip


def _line(
    place: int, row: Appointed, years: int, nominative: bool, people: bool
) -> tuple[Cell | str, ...]:
    name = row.person.nom if nominative else row.person.acc
    post = row.person.post if nominative else row.person.post_acc
    if years:
        known = count(row.years, "год", "года", "лет") if row.years >= 0 else SHORT_DOTS
        post = f"{post},\nстаж {known}" if row.years else f"{post},\nстаж менее года"
    until = f"\nпо {numeric(Date.fromisoformat(row.until))}" if row.until else ""
    cells: list[Cell | str] = [row.chat, name]
    if people:
        cells += [post or SHORT_DOTS, row.substitute.short if row.substitute else "–"]
    cells.append(f"с {numeric(Date.fromisoformat(row.since))}{until}")
    return (Cell(str(place), "center"), *cells) if nominative else tuple(cells)


def _employees(data: Administrators) -> tuple[Named, ...]:
    """Who signs that he was told, each once: employees only."""
    found: dict[str, Named] = {}
    people = [data.curator, data.control]
    for made in data.staff:
        people += [made.person, made.substitute]
    for person in people:
        if person is not None and person.post:
            found[person.nom] = person
    return tuple(found.values())


def _short_of_years(data: Administrators) -> list[Appointed]:
    return [made for made in data.staff if made.years < data.years_asked]


def missing(data: Administrators) -> tuple[str, ...]:
    """What prints as dotted lines."""
    found = requisites_missing(data.office, data.signer)
    found.extend(f"должность: {made.person.short}" for made in data.staff if not made.person.post)
    if data.years_asked:
        found.extend(f"стаж работы: {made.person.short}" for made in data.staff if made.years < 0)
    return tuple(dict.fromkeys(found))  # fmt: skip


def warnings(data: Administrators) -> tuple[str, ...]:
    """What the head should know before signing."""
    found = list(day_warnings(data.date, data.signer))
    if not data.act.title_gen:
        found.append("положение о чатах не введено в действие: в приказе нет ссылки на него")
    if data.years_asked:
        found.extend(
            f"{made.person.short}: стаж меньше, чем требует пункт {data.years_point} "
            f"{data.act.word_gen} (нужен {count(data.years_asked, 'год', 'года', 'лет')})"
            for made in data.staff
            if 0 <= made.years < data.years_asked
        )
    if data.parents:
        found.append("приложите к приказу письменное согласие каждого администратора от родителей")
    return tuple(dict.fromkeys(found))


SAMPLE = Administrators(
    "42-ОД",
    "2026-11-20",
    _sample.OFFICE,
    _sample.SIGNER,
    replace(_sample.ACT, points=("2.1", "2.2")),
    replace(
        _sample.ZIMINA,
        post="заместитель заведующего",
        post_acc="заместителя заведующего",
        post_dat="заместителю заведующего",
    ),
    (
        Appointed(
            "№ 1 «Ромашка – родители»",
            _sample.LAPTEVA,
            _sample.ZAYATS,
            "2026-11-20",
            "2027-05-31",
            11,
        ),
        Appointed("№ 2 «Пчёлка – родители»", _sample.ZAYATS, _sample.LAPTEVA, "2026-11-20", "", 4),
    ),
    (Appointed("№ 1 «Ромашка – родители»", _sample.KIM, None, "2026-11-20", "2027-05-31", -1),),
    None,
    1,
    "1.5",
    "приказ от 01.09.2025 № 12-ОД «О назначении администраторов чатов»",
)

DOCUMENT = DocumentType(
    id="order-administrators",
    title="Приказ о назначении администраторов чатов",
    series="orders",
    number_template="{n}-ОД",
    data=Administrators,
    collect=collect,
    story=story,
    sample=SAMPLE,
    heading=heading,
    missing=missing,
    warnings=warnings,
)
