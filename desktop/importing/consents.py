"""Lists of consents: mapped rows → whose, for what, where, from when till when, in which state."""

import datetime as dt
import re
from dataclasses import dataclass, replace

from desktop.importing.contacts import GuardianRow, parse_guardians
from desktop.importing.fields import Field
from desktop.importing.groups import group_title
from desktop.importing.header import Mapping
from desktop.importing.letters import folded, repaired
from desktop.importing.name_parts import NameParts
from desktop.importing.rows import (
    ERROR,
    WARNING,
    Problem,
    RowView,
    SkippedRow,
    chosen_rows,
    read_name,
)
from desktop.importing.workbook import Workbook
from desktop.russian.folding import name_key

# The program's ids of what may be shown, and the words offices use for them.
CATEGORIES: dict[str, str] = {
    "name": r"\bфио\b|ф\.и\.о|фамили|\bимя\b|\bимени\b|отчеств",
    "birth_date": r"рожден|возраст",
    "family": r"семь|семей|родител|родствен",
    "photo": r"фото|изображен",
    "video": r"видео",
    "achievements": r"достижен|результат|успех|грамот|награ|конкурс|олимпиад|творческ|работы дет",
    "contacts": r"контакт|телефон|почт|e-?mail",
}
_CATEGORY_RES = {name: re.compile(pattern) for name, pattern in CATEGORIES.items()}
_ALL = re.compile(r"^(?:все|всё|полное|в полном объеме|все категории|все перечисленн\w+)\.?$")
# Refusal is looked for first: «не подписано» and «не согласен» hold the words of consent.
_STATES = (
    ("withdrawn", re.compile(r"отозв|отзыв|аннулир|прекращен")),
    ("refused", re.compile(r"отказ|не соглас|несоглас|против|^нет$|^-$|не дал|не да(?:но|ет)"
                           r"|запрещ|не подписал")),
    ("printed", re.compile(r"распечат|напечат|выдан|ждет|ожида|не подписан|на подпис|не верну"
                           r"|не сдан|в работе|проект|printed")),
    ("signed", re.compile(r"подписан|получен|соглас(?:ен|на|ны|ие есть|но)?$|^да$|^\+$|^есть$"
                          r"|действу|дан[оа]?$|^v$|^✓$|оформлен|сдан|signed|имеется")),
)  # fmt: skip
_ENDLESS = re.compile(r"бессроч|до отзыва|отчислен|окончани|выпуск|на (?:весь )?период|неограничен")
_PIECES = re.compile(r"[,;/\n+]|\bи\b")


@dataclass(frozen=True)
class ConsentRow:
    """One consent. `categories` are ids of CATEGORIES; `resource` is the text as written.

    `state` is signed, refused, withdrawn or printed; `date` is the day of that state's paper.
    `valid_until` is None when the consent has no last day.
    """

    row_number: int
    sheet: str
    child: NameParts
    categories: frozenset[str]
    resource: str = ""
    date: dt.date | None = None
    valid_until: dt.date | None = None
    state: str = "signed"
    guardian: GuardianRow | None = None
    number: str = ""
    chat: str = ""
    birth_date: dt.date | None = None
    group_title: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def importable(self) -> bool:
        """Whether nothing forbids taking this row."""
        return all(problem.level != ERROR for problem in self.problems)

    @property
    def key(self) -> str:
        """The folded name of the child."""
        return name_key(self.child.last, self.child.first, self.child.middle)


@dataclass(frozen=True)
class Consents:
    """All consents of a workbook in order, and the rows that are none, each with its reason."""

    rows: tuple[ConsentRow, ...]
    skipped: tuple[SkippedRow, ...]


def read_consents(workbook: Workbook, mapping: Mapping) -> Consents:
    """Workbook + mapping (Kind.CONSENTS) → consents. What is wrong stands in `problems`."""
    rows: list[ConsentRow] = []
    skipped: list[SkippedRow] = []
    for sheet, view in chosen_rows(workbook, mapping, skipped):
        row = _consent(view, sheet.name)
        if str(row.child):
            rows.append(row)
        else:
            skipped.append(SkippedRow(view.number, sheet.name, "нет имени ребёнка"))
    return Consents(tuple(_mark_repeats(rows)), tuple(skipped))


def parse_categories(text: str) -> tuple[frozenset[str], list[str]]:
    """«Фото, видео; имя» → (ids of CATEGORIES, pieces that were not understood)."""
    if _ALL.match(folded(text)):
        return frozenset(CATEGORIES), []
    found: set[str] = set()
    unknown = []
    for piece in _PIECES.split(text):
        key = folded(repaired(piece)).strip(' .-–—()«»"')
        if not key:
            continue
        told = {name for name, pattern in _CATEGORY_RES.items() if pattern.search(key)}
        told |= {key} & CATEGORIES.keys()
        if not told:
            unknown.append(" ".join(piece.split()))
        found |= told
    return frozenset(found), unknown


def parse_state(text: str) -> str:
    """«Подписано», «отказ», «отозвано», «выдано» → signed, refused, withdrawn, printed or ""."""
    key = folded(repaired(text)).strip(" .!")
    # A cell with the program's own word is taken as it stands.
    if key in {state for state, _ in _STATES}:
        return key
    return next((state for state, pattern in _STATES if pattern.search(key)), "")


def _consent(view: RowView, sheet: str) -> ConsentRow:
    child, problems, _ = read_name(view)
    if str(child) and not (child.last and child.first):
        what = "имени" if child.last else "фамилии"
        problems.append(Problem(ERROR, view.index(Field.FULL_NAME), f"нет {what} ребёнка"))
    categories, unknown = parse_categories(view.text(Field.CATEGORIES, ","))
    column = view.index(Field.CATEGORIES)
    problems += [Problem(WARNING, column, f"категория «{u[:40]}» неизвестна") for u in unknown]
    written = _state_text(view)
    state = parse_state(written)
    if not state:
        what = f"состояние «{written[:40]}» не понято" if written else "не указано состояние"
        text = f"{what}: нужно подписано, отказ, отозвано или выдано"
        problems.append(Problem(ERROR, view.index(Field.STATE), text))
    elif not categories and state != "refused":
        problems.append(Problem(ERROR, column, "не указано ни одной известной категории данных"))
    signed = view.date(Field.SIGNED_ON, "дата", problems)
    until = _until(view, problems)
    if signed and until and until < signed:
        text = "срок действия кончается раньше даты согласия: проверьте обе даты"
        problems.append(Problem(ERROR, view.index(Field.VALID_UNTIL), text))
    people, remarks = parse_guardians(view.text(Field.GUARDIANS))
    problems += [Problem(WARNING, view.index(Field.GUARDIANS), remark) for remark in remarks]
    return ConsentRow(
        row_number=view.number,
        sheet=sheet,
        child=child,
        categories=categories,
        resource=" ".join(view.text(Field.RESOURCE).split()),
        date=signed,
        valid_until=until,
        state=state,
        guardian=people[0] if people else None,
        number=" ".join(view.text(Field.NUMBER).split()),
        chat=" ".join(view.text(Field.CHAT).split()),
        birth_date=view.date(Field.BIRTH_DATE, "дата рождения", problems),
        group_title=group_title(view.text(Field.GROUP)),
        problems=tuple(problems),
    )


def _state_text(view: RowView) -> str:
    """The raw cell: «-» means a refusal here, while elsewhere it means nothing."""
    for index in view.mapping.index_of(Field.STATE):
        cell = view.cells[index]
        if isinstance(cell, str):
            return cell.strip()
        if isinstance(cell, bool):
            return "да" if cell else "нет"
    return ""


def _until(view: RowView, problems: list[Problem]) -> dt.date | None:
    if _ENDLESS.search(folded(view.text(Field.VALID_UNTIL))):
        return None
    return view.date(Field.VALID_UNTIL, "дата окончания", problems)


def _mark_repeats(rows: list[ConsentRow]) -> list[ConsentRow]:
    seen: dict[tuple[object, ...], int] = {}
    marked = []
    for row in rows:
        parent = folded(str(row.guardian.name)) if row.guardian else ""
        key = (row.key, row.birth_date, row.categories, folded(row.resource), folded(row.chat),
               row.date, row.valid_until, row.state, parent, folded(row.number))  # fmt: skip
        first = seen.setdefault(key, row.row_number)
        if first != row.row_number:
            problem = Problem(ERROR, None, f"повтор строки {first}")
            row = replace(row, problems=(*row.problems, problem))
        marked.append(row)
    return marked
