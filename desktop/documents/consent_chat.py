"""Consent to the processing of personal data in a closed chat: one child, one representative.

All nine elements of 152-ФЗ, art. 9 part 4; a separate paper of its own (152-ФЗ, art. 9 part 1 in
the wording of 156-ФЗ of 24.06.2025); withdrawal and its terms: art. 9 part 2, art. 21 part 5.
Open pages need another paper (art. 10.1) and are excluded here. Who signs: СК РФ, art. 64; from
fourteen on the child signs too, by prudent practice – the law names no age.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date

from desktop.documents import _sample
from desktop.documents._blocks import (
    Block,
    Bold,
    Box,
    Cell,
    CellContent,
    Line,
    Para,
    Row,
    Story,
    Table,
)
from desktop.documents._chats import PlatformLine, platform_line
from desktop.documents._document import DocumentType
from desktop.documents._layout import DOTS, NO_NUMBER, SHORT_DOTS, or_dots
from desktop.documents._office import Office, Signer, head_on, office
from desktop.documents._people import Named, full_years, group_title, named
from desktop.errors import UserError
from desktop.models import Chat, Child, Enrollment, Group, Guardian, Guardianship
from desktop.russian.cases import Case
from desktop.russian.dates import numeric
from desktop.russian.terms import terms

PARENTS = ("мать", "отец", "мама", "папа", "родитель")
SIGNS_TOO, GROWN_UP = 14, 18
_SIZE = 10.5

# The categories of the register of consents and how the form names them: of the child, of the
# representative.
CHILD_LINES = (
    ("name", "фамилия, имя; группа"),
    ("birth_date", "дата рождения (поздравления)"),
    ("family", "состав семьи"),
    ("achievements", "достижения, творческие работы, участие в мероприятиях"),
    ("photo", "фотографии"),
    ("video", "видеозаписи"),
)
GUARDIAN_LINES = (
    ("name", "фамилия, имя, отчество; чей законный представитель"),
    ("contacts", "номер телефона, имя и изображение профиля на платформе"),
)
CATEGORIES = tuple(dict.fromkeys(ident for ident, _ in (*CHILD_LINES, *GUARDIAN_LINES)))


@dataclass(frozen=True)
class ChatConsent:
    """What the form says."""

    number: str
    date: str
    office: Office
    signer: Signer
    child: Named
    child_sex: str
    child_born: str  # ISO or ""
    child_signs: bool
    group: str  # «группа «Ромашка»» in the nominative
    guardian: Named
    kinship: str
    authority: str
    address: str
    document: str
    chat_number: str
    chat_title: str
    chat_groups: str  # genitive: «группы «Ромашка»»
    purpose: str
    platform: PlatformLine
    is_closed: bool
    valid_until: str  # ISO or ""


def collect(
    *,
    child: int,
    guardian: int,
    chat: int,
    date: Date,
    number: str = "",
    valid_until: Date | None = None,
) -> ChatConsent:
    """The data of the form of one guardian for one child and one chat (ids).

    Raises UserError for a missing record, for somebody who is not the child's representative on
    that date, and for a child of full age, who signs for himself.
    """
    requisites = office()
    child_record = Child.get_or_none(Child.id == child)
    guardian_record = Guardian.get_or_none(Guardian.id == guardian)
    chat_record = Chat.get_or_none(Chat.id == chat)
    if child_record is None or guardian_record is None or chat_record is None:
        raise UserError(
            "Карточки ребёнка, представителя или чата больше нет: обновите список и повторите."
        )
    link = _guardianship(child_record, guardian_record, date)
    born = child_record.birth_date
    age = full_years(born, date) if born else 0
    if age >= GROWN_UP:
        raise UserError(
            f"{named(child_record).short}: исполнилось 18 лет, согласие даёт сам обучающийся, "
            "а не представитель."
        )
    kind = requisites.kind
    return ChatConsent(
        number,
        date.isoformat(),
        requisites,
        head_on(date),
        named(child_record),
        child_record.sex,
        born.isoformat() if born else "",
        age >= SIGNS_TOO,
        _group(child_record, kind, date),
        named(guardian_record),
        link.kinship.strip().lower(),
        link.authority.strip(),
        guardian_record.address.strip(),
        guardian_record.document.strip(),
        chat_record.number,
        chat_record.title,
        _chat_groups(chat_record, kind),
        chat_record.purpose.strip(),
        platform_line(chat_record.platform, date),
        bool(chat_record.is_closed),
        valid_until.isoformat() if valid_until else "",
    )


def _guardianship(child: Child, guardian: Guardian, day: Date) -> Guardianship:
    for link in child.guardianships.where(Guardianship.guardian == guardian):
        if (link.since is None or link.since <= day) and (link.until is None or day <= link.until):
            return link
    raise UserError(
        f"{named(guardian).short} не значится законным представителем ребёнка "
        f"{named(child).short} на {numeric(day)}: проверьте карточку ребёнка."
    )


def _group(child: Child, kind: str, day: Date) -> str:
    """The group the child is in on that day, else the last one entered."""
    rows = child.enrollments.order_by(Enrollment.id.desc())
    stays = [row for row in rows if row.until is None or day <= row.until]
    return group_title(kind, stays[0].group.title) if stays else ""


def _chat_groups(chat: Chat, kind: str) -> str:
    titles = [link.group.title for link in chat.groups.join(Group).order_by(Group.title)]
    return ", ".join(group_title(kind, title, Case.GEN) for title in titles)


def heading(data: ChatConsent) -> str:
    """«Согласие на обработку персональных данных в чате № 1», as the journal names it."""
    return f"Согласие на обработку персональных данных в чате № {data.chat_number}"


def story(data: ChatConsent) -> Story:
    """The form: who, whom, what for, what exactly, to whom, how long, how to take it back."""
    title: tuple[Block, ...] = (
        Para((Bold(f"СОГЛАСИЕ № {data.number or NO_NUMBER}"),), "center", 13),
        Para(
            (Bold("на обработку персональных данных в чате"),), "center", 12, after=3, hyphens=False
        ),
        Para(
            "Я, законный представитель ребёнка, по статье 9 Федерального закона от 27.07.2006 "
            "№ 152-ФЗ «О персональных данных» свободно, своей волей и в интересе ребёнка даю "
            "согласие на следующих условиях.",
            size=_SIZE,
            after=4,
        ),
    )
    notes = (f"¹ {data.platform.footnote}",) if data.platform.footnote else ()
    blocks: tuple[Block, ...] = (
        *title,
        Table((), (31, 134), tuple(_facts(data)), _SIZE, after=0),
        *_choices(data),
        Table((), (31, 134), tuple(_terms(data)), _SIZE, 6, 0, keep_next=True),
        *_signatures(data),
    )
    return Story(blocks, footnotes=notes)


def _facts(data: ChatConsent) -> list[tuple[CellContent, ...]]:
    words = terms(data.office.kind)
    birth = f", дата рождения {_day(data.child_born)}" if data.child_born else ""
    birth = birth or f", дата рождения {SHORT_DOTS}"
    child = words.girl if data.child_sex == "f" else words.child
    certificate, proof = _proofs(data)
    office_line = ", ".join(
        part
        for part in (
            data.office.full_name,
            or_dots(data.office.address),
            f"ИНН {or_dots(data.office.inn, SHORT_DOTS)}",
            f"ОГРН {or_dots(data.office.ogrn, SHORT_DOTS)}",
        )
    )
    return [
        (
            _label("Представитель"),
            (
                Bold(data.guardian.nom),
                f" ({or_dots(data.kinship, 'кем приходится: ' + SHORT_DOTS)}); адрес: "
                f"{or_dots(data.address, DOTS * 2)}; документ, удостоверяющий личность "
                f"(вид, номер, дата выдачи, кем выдан): {or_dots(data.document, DOTS * 3)}; "
                f"полномочия подтверждает: {proof}",
            ),
        ),
        (
            _label(child().capitalize()),
            (
                Bold(data.child.nom),
                f"{birth}, {data.group or words.group() + ' ' + SHORT_DOTS}; адрес (если иной): "
                f"{SHORT_DOTS * 3}; документ: {certificate}",
            ),
        ),
        (_label("Кому даётся"), f"Оператор: {office_line}"),
        (
            _label("Чат и цель"),
            (
                f"Чат № {data.chat_number} ",
                Bold(f"«{data.chat_title}»"),
                f" {data.chat_groups}".rstrip()
                + f", платформа {data.platform.name}{_mark(data)}. Цель: "
                + (data.purpose or "информирование родителей о жизни и об обучении детей")
                + ", в том числе показ результатов участия детей в занятиях и мероприятиях.",
            ),
        ),
    ]


def _proofs(data: ChatConsent) -> tuple[str, str]:
    """Text for the child's document and for the proof of authority (art. 9 p. 4 items 1 and 2).

    The birth certificate of the child proves a parent's authority as well.
    """
    authority = or_dots(data.authority, DOTS)
    if "рожден" in data.authority.casefold():
        if any(sign.isdecimal() for sign in data.authority):
            return "то же свидетельство о рождении", authority
        return "то же свидетельство", f"{authority} № {SHORT_DOTS * 2}"
    return f"свидетельство о рождении № {SHORT_DOTS * 2}", authority


def _choices(data: ChatConsent) -> tuple[Block, ...]:
    lead = (
        "Даю согласие на обработку и передачу участникам чата следующих данных (отметьте каждую "
        "строку знаком в одной из клеток; строка без отметки означает «нет»):"
    )
    rows: list[tuple[CellContent, ...]] = []
    owners: Sequence[tuple[str, Sequence[tuple[str, str]]]] = (
        ("ребёнка", CHILD_LINES),
        ("мои", GUARDIAN_LINES),
    )
    word = terms(data.office.kind).group()
    for owner, lines in owners:
        for _, line in lines:
            text = line.replace("; группа", f"; {word}")
            rows.append((Cell(owner, "center"), text, Box(), Box()))
    return (
        Para(lead, size=_SIZE, before=5, after=2, keep_next=True),
        Table(("Чьи", "Данные", "да", "нет"), (18, 123, 12, 12), tuple(rows), _SIZE, before=0),
    )


def _terms(data: ChatConsent) -> list[tuple[CellContent, ...]]:
    words = terms(data.office.kind)
    until = f", но не позднее {_day(data.valid_until)}" if data.valid_until else ""
    owner = f" (владелец – {data.platform.owner})" if data.platform.owner else ""
    return [
        (
            _label("Кто увидит"),
            f"Участники чата: родители (законные представители) "
            f"{words.child(Case.GEN, many=True)} {data.chat_groups or 'учреждения'} и работники "
            f"учреждения. Обработка по поручению оператора иным лицам не передаётся; сообщения "
            f"хранятся на платформе {data.platform.name}{owner} по её правилам.",
        ),
        (
            _label("Действия"),
            "Сбор, запись, систематизация, накопление, хранение, уточнение, использование, "
            "передача (предоставление) участникам чата, блокирование, удаление, уничтожение; "
            "с использованием средств автоматизации и без них.",
        ),
        (
            _label("Не даётся"),
            "Согласие не распространяется на открытые страницы, сайты и каналы (для них "
            "составляется отдельное согласие), на сведения о здоровье и на установление личности "
            "по изображению.",
        ),
        (
            _label("Срок и отзыв"),
            f"Действует со дня подписания до выбытия ребёнка или закрытия чата{until}. Отзывается "
            f"в любое время, полностью или в части, письменным заявлением на имя "
            f"{data.signer.post_gen or words.head(Case.GEN)}. После отзыва обработка прекращается, "
            "данные удаляются из чата не позднее 30 дней со дня получения заявления; копии, "
            "которые сохранили у себя другие участники, учреждение удалить не может.",
        ),
        (
            _label("Добровольность"),
            "Мне разъяснено, что отказ или отзыв не влияет на права ребёнка, в том числе на его "
            "обучение и воспитание, и что сведения мне сообщат иным способом.",
        ),
    ]


def _signatures(data: ChatConsent) -> tuple[Block, ...]:
    lines: list[Block] = [
        Row(
            (Line("дата"), Line("подпись"), Cell(data.guardian.short, "left", 12, bottom=False)),
            (45, 60, 60),
            12,
            before=14,
        )
    ]
    if data.child_signs:
        lines.append(
            Para(
                "Согласие представителя мне известно, возражений не имею:",
                "left",
                _SIZE,
                before=4,
                keep_next=True,
            )
        )
        lines.append(
            Row(
                (Line("дата"), Line("подпись"), Cell(data.child.short, "left", 12)),
                (45, 60, 60),
                12,
            )
        )
    return tuple(lines)


def _mark(data: ChatConsent) -> str:
    return "¹" if data.platform.footnote else ""


def _label(text: str) -> Cell:
    return Cell(text, bold=True, hyphens=False)


def _day(iso: str) -> str:
    return numeric(Date.fromisoformat(iso))


def missing(data: ChatConsent) -> tuple[str, ...]:
    """What prints as dotted lines and is written in by hand."""
    asked = (
        ("адрес представителя", data.address),
        ("документ представителя", data.document),
        ("кем представитель приходится ребёнку", data.kinship),
        ("чем подтверждены полномочия представителя", data.authority),
        ("дата рождения ребёнка", data.child_born),
        ("группа ребёнка", data.group),
        ("адрес учреждения", data.office.address),
        ("ИНН учреждения", data.office.inn),
        ("ОГРН учреждения", data.office.ogrn),
    )
    return tuple(title for title, value in asked if not value.strip())


def warnings(data: ChatConsent) -> tuple[str, ...]:
    """What the office should know before the form is handed out."""
    found = []
    if not data.is_closed:
        found.append("чат открытый: для него нужно согласие на распространение (ст. 10.1 152-ФЗ)")
    if data.platform.warning:
        found.append(f"{data.platform.name}: {data.platform.warning}")
    if data.kinship and data.kinship not in PARENTS and not data.authority:
        found.append(
            f"{data.guardian.short} ({data.kinship}): без документа о полномочиях подписать "
            "согласие за ребёнка нельзя"
        )
    return tuple(found)


SAMPLE = ChatConsent(
    number="12/2026",
    date="2026-11-20",
    office=_sample.OFFICE,
    signer=_sample.SIGNER,
    child=_sample.MOROZOV,
    child_sex="m",
    child_born="2021-03-12",
    child_signs=False,
    group="группа «Ромашка»",
    guardian=_sample.MOROZOVA,
    kinship="мать",
    authority="свидетельство о рождении I-ИР № 000000 от 20.03.2021",
    address="612000, г. Заречинск, ул. Садовая, д. 3, кв. 11",
    document="паспорт 0000 000000, выдан 01.02.2015 отделом по г. Заречинску",
    chat_number="1",
    chat_title="Ромашка – родители",
    chat_groups="группы «Ромашка»",
    purpose="оперативное информирование родителей",
    platform=PlatformLine("MAX", "VK"),
    is_closed=True,
    valid_until="2027-05-31",
)

DOCUMENT = DocumentType(
    id="consent-chat",
    title="Согласие на обработку персональных данных в чате",
    series="consents",
    number_template="{n}/{year}",
    data=ChatConsent,
    collect=collect,
    story=story,
    sample=SAMPLE,
    heading=heading,
    missing=missing,
    warnings=warnings,
)
