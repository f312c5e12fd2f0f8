"""Order «О создании чатов»: which chats, on which platform, who runs them, what comes first.

Parts by the habit of offices and ГОСТ Р 7.0.97-2025; consents before opening: 152-ФЗ, art. 6, 9;
another way of informing for families without a messenger: nobody may be obliged to install one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date as Date

from desktop.documents import _sample
from desktop.documents._blocks import Block, Bold, Cell, Story, Table
from desktop.documents._chats import (
    ChatLine,
    PlatformLine,
    appointed,
    chat_line,
    chosen,
    footnote_marks,
)
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
from desktop.documents._office import Act, Office, Signer, act_on, head_on, office, points_text
from desktop.documents._people import Named, employee, named
from desktop.errors import UserError
from desktop.russian.cases import Case
from desktop.russian.dates import numeric
from desktop.russian.terms import terms


@dataclass(frozen=True)
class CreateChats:
    """What the order says. `registrar` keeps the register, `control` None: the head himself."""

    number: str
    date: str
    office: Office
    signer: Signer
    act: Act
    chats: tuple[ChatLine, ...]
    registrar: Named | None
    control: Named | None
    to_acquaint: tuple[Named, ...]


def collect(
    *,
    chats: Sequence[int],
    date: Date,
    number: str = "",
    registrar: int | None = None,
    control: int | None = None,
) -> CreateChats:
    """The data of an order that creates these chats (ids), dated `date`.

    `registrar` and `control` are ids of employees: who keeps the register, who sees to it that the
    order is carried out. Raises UserError for chats of parents, which the institution does not
    create, and for records that are gone.
    """
    requisites = office()
    records = chosen(chats)
    for record in records:
        if record.kind == "parents":
            raise UserError(
                f"Чат № {record.number} ведут сами родители: приказом создаются чаты учреждения "
                "и работников. Уберите его из приказа."
            )
    people = {
        row.employee_id: row.employee
        for record in records
        for row in appointed(record, date)
        if row.employee_id
    }
    for ident in (registrar, control):
        if ident is not None:
            people[ident] = employee(ident)
    return CreateChats(
        number,
        date.isoformat(),
        requisites,
        head_on(date),
        act_on(date, "order-create-chats"),
        tuple(chat_line(record, requisites.kind, date) for record in records),
        named(people[registrar]) if registrar is not None else None,
        named(people[control]) if control is not None else None,
        tuple(named(person) for person in people.values()),
    )


def heading(data: CreateChats) -> str:
    """«О создании чатов», as the journal of orders names it."""
    return "О создании чата" if len(data.chats) == 1 else "О создании чатов"


def story(data: CreateChats) -> Story:
    """The order and its list of chats."""
    words = terms(data.office.kind)
    families = [chat for chat in data.chats if chat.kind != "staff"]
    one = len(data.chats) == 1
    whose = f"родителей (законных представителей) {words.child(Case.GEN, many=True)}"
    aim = (
        f"В целях своевременного информирования {whose}"
        if families
        else "В целях оперативного информирования работников"
    )
    marks, notes = footnote_marks(chat.platform for chat in data.chats)
    list_title = "Создаваемый чат" if one else "Перечень создаваемых чатов"
    chats = Table(
        ("№", "Чат, назначение", "Для кого", "Платформа", "Администратор", "Срок"),
        (9, 42, 34, 25, 30, 25),
        tuple(_row(chat, marks) for chat in data.chats),
    )
    story_blocks: tuple[Block, ...] = (
        *order_head(data.office, data.date, data.number, heading(data)),
        body(preamble(aim, data.act), keep_next=True),
        *numbered(_items(data, bool(families), one)),
        signature(data.signer),
        *with_acquainted(
            [(person.post, person.initials) for person in data.to_acquaint],
            f"{reference('приказ', data.date, data.number)} «{heading(data)}»",
            [*appendix(1, data.office, data.date, data.number, list_title), chats],
        ),
    )
    return Story(story_blocks, footnotes=notes)


def preamble(aim: str, act: Act) -> tuple[str | Bold, ...]:
    """«В целях …, на основании пункта … Порядка … ПРИКАЗЫВАЮ:»."""
    ground = points_text(act)
    law = (
        "в соответствии с Федеральным законом от 27.07.2006 № 152-ФЗ «О персональных данных» и "
        "Федеральным законом от 27.07.2006 № 149-ФЗ «Об информации, информационных технологиях "
        "и о защите информации»"
    )
    text = f"{aim}, {law}" + (f", на основании {ground}," if ground else "")
    return (f"{text} ", Bold("ПРИКАЗЫВАЮ:"))


def control_item(control: Named | None) -> str:
    """The last item of an order."""
    if control is None:
        return "Контроль за исполнением настоящего приказа оставляю за собой."
    return f"Контроль за исполнением настоящего приказа возложить на {control.titled_acc}."


def _items(data: CreateChats, families: bool, one: bool) -> list[str | tuple[str, list[str]]]:
    words = terms(data.office.kind)
    listed = "согласно приложению № 1 к настоящему приказу"
    items: list[str | tuple[str, list[str]]] = [
        f"Создать чат {listed}." if one else f"Создать чаты по перечню {listed}."
    ]
    duties = []
    if families:
        duties.append(
            "открыть чат после того, как законные представители ответили на предложение дать "
            "письменное согласие на обработку персональных данных; сведения о ребёнке, согласие "
            "в отношении которого не получено, в чате не размещать;"
        )
    duties.append(
        "в день открытия закрепить в чате правила общения и ознакомить с ними участников;"
    )
    if families:
        duties.append(
            f"принимать в чат только родителей (законных представителей) "
            f"{words.child(Case.GEN, many=True)} и работников учреждения, установив личность "
            "каждого; при выбытии исключать из чата в день выбытия."
        )
    else:
        duties.append(
            "принимать в чат только работников учреждения; уволенных исключать в день увольнения."
        )
    subject = "Администратору чата" if one else "Администраторам чатов"
    items.append((f"{subject} (срок – до открытия чата и далее постоянно):", duties))
    registrar = data.registrar.titled_dat if data.registrar else SHORT_DOTS + SHORT_DOTS
    items.append(
        f"{registrar[:1].upper() + registrar[1:]} внести {'чат' if one else 'чаты'} в реестр "
        "чатов в день издания настоящего приказа и вести реестр постоянно, отмечая изменения "
        "в день, когда они произошли."
    )
    if families:
        items.append(
            "Семьи, которые не пользуются выбранной платформой, информировать иным удобным для "
            "них способом: по телефону, электронной почте или письменно. Участие в чате "
            "добровольное; отказ от него не влияет на права ребёнка и его родителей. "
            f"Ответственные – {'администратор чата' if one else 'администраторы чатов'}, "
            "срок – постоянно."
        )
    items.append(control_item(data.control))
    return items


def _row(chat: ChatLine, marks: dict[str, str]) -> tuple[Cell, ...]:
    staff = chat.kind == "staff"
    members = "работники" if staff else "родители (законные представители), работники"
    for_whom = f"{chat.groups}: {members}" if chat.groups else members
    openness = "закрытый" if chat.is_closed else "открытый"
    purpose = f"\n{chat.purpose}" if chat.purpose else ""
    return (
        Cell(chat.number, "center"),
        Cell((Bold(chat.title), purpose)),
        Cell(for_whom),
        Cell(f"{chat.platform.name}{marks.get(chat.platform.name, '')},\n{openness}"),
        Cell(",\n".join(chat.administrators) or SHORT_DOTS),
        Cell(term(chat.term_from, chat.term_until)),
    )


def term(since: str, until: str) -> str:
    """«с 01.12.2026 / по 31.05.2027» on two lines; of ISO dates, any of which may be empty."""
    parts = []
    if since:
        parts.append(f"с {numeric(Date.fromisoformat(since))}")
    if until:
        parts.append(f"по {numeric(Date.fromisoformat(until))}")
    return "\n".join(parts) or "бессрочно"


def missing(data: CreateChats) -> tuple[str, ...]:
    """What prints as dotted lines."""
    found = requisites_missing(data.office, data.signer)
    if data.registrar is None:
        found.append("кто ведёт реестр чатов")
    found.extend(
        f"администратор чата № {chat.number}" for chat in data.chats if not chat.administrators
    )
    return tuple(found)


def warnings(data: CreateChats) -> tuple[str, ...]:
    """What the head should know before signing."""
    found = list(day_warnings(data.date, data.signer))
    if not data.act.title_gen:
        found.append("положение о чатах не введено в действие: в приказе нет ссылки на него")
    found.extend(
        f"чат № {chat.number}, {chat.platform.name}: {chat.platform.warning}"
        for chat in data.chats
        if chat.platform.warning
    )
    return tuple(found)


SAMPLE = CreateChats(
    "41-ОД",
    "2026-11-20",
    _sample.OFFICE,
    _sample.SIGNER,
    replace(_sample.ACT, points=("2.1",)),
    (
        ChatLine(
            "1",
            "Ромашка – родители",
            "institution",
            "группа «Ромашка»",
            PlatformLine("MAX", "VK"),
            True,
            "оперативное информирование родителей",
            ("Лаптева В. И.",),
            "2026-12-01",
            "2027-05-31",
        ),
        ChatLine(
            "2",
            "Пчёлка – родители",
            "institution",
            "группа «Пчёлка»",
            PlatformLine("MAX", "VK"),
            True,
            "новости группы, объявления",
            ("Заяц Н. П.", "Ким В. А."),
            "2026-12-01",
            "",
        ),
    ),
    _sample.ZIMINA,
    None,
    (_sample.LAPTEVA, _sample.ZAYATS, _sample.ZIMINA),
)

DOCUMENT = DocumentType(
    id="order-create-chats",
    title="Приказ о создании чатов",
    series="orders",
    number_template="{n}-ОД",
    data=CreateChats,
    collect=collect,
    story=story,
    sample=SAMPLE,
    heading=heading,
    missing=missing,
    warnings=warnings,
)
