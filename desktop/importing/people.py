"""Class lists: mapped rows → children with their representatives and remarks."""

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import cached_property

from desktop import clock
from desktop.importing.contacts import GuardianRow
from desktop.importing.families import read_guardians
from desktop.importing.fields import Field
from desktop.importing.groups import class_title, group_title, is_possible_class, subhead_group
from desktop.importing.header import Mapping, SheetMapping, text_of
from desktop.importing.letters import folded, repaired
from desktop.importing.name_parts import NameParts, is_known_first, is_patronymic
from desktop.importing.rows import (
    ERROR,
    INFO,
    WARNING,
    Problem,
    RowView,
    SkippedRow,
    chosen_sheets,
    read_name,
    views,
)
from desktop.importing.workbook import Sheet, Workbook
from desktop.russian.dates import parse_date
from desktop.russian.folding import name_key
from desktop.russian.names import guess_sex

_DEPARTED = re.compile(r"выбы[лтв]|отчисл|выпущен|выпускник|ушел|ушла|снят[а]? с учета")
# Rows that stand among the children but are none: totals, signatures, teachers.
_NOT_PEOPLE = re.compile(
    r"^(?:итог|всего|количеств|кол-во|мальчик\w* ?[:–-]|девоч\w* ?[:–-]|воспитател|помощник"
    r"|младш\w+ воспит|учител|классн\w+ рук|педагог|заведующ|директор|руководител|составил"
    r"|исполнител|подпис|дата\b|примечани|м\.? ?п\.?$|председател|секретар|список|приложени"
    r"|на 20\d\d|20\d\d|учебн\w+ год|утвержд|соглас|ответственн|медсестра|методист)"
)
_ROLE_CHILD = re.compile(r"учени|обуча|воспитан|ребен|учащ|дет|студент|school|pupil|student")
_MALE = re.compile(r"м\.?|муж.*|мальч.*|m|male|юнош.*|1")
_FEMALE = re.compile(r"ж\.?|жен.*|дев.*|f|female|д\.?|2")
_MAX_AGE_YEARS = 21


@dataclass(frozen=True)
class PersonRow:
    """One child of the list. `row_number` as in the sheet; `sex` "m", "f" or "" when not known.

    `admission_order` is the text of the cell; `departed`: the list says the child has left.
    """

    row_number: int
    sheet: str
    child: NameParts
    birth_date: dt.date | None = None
    sex: str = ""
    group_title: str = ""
    admitted_on: dt.date | None = None
    admission_order: str = ""
    departed: bool = False
    guardians: tuple[GuardianRow, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def importable(self) -> bool:
        """Whether nothing forbids taking this row."""
        return all(problem.level != ERROR for problem in self.problems)

    @cached_property
    def key(self) -> str:
        """The folded name by which one child is found again."""
        return name_key(self.child.last, self.child.first, self.child.middle)


@dataclass(frozen=True)
class People:
    """All children of a workbook in order, and the rows that are none, each with its reason."""

    rows: tuple[PersonRow, ...]
    skipped: tuple[SkippedRow, ...]


def read_people(workbook: Workbook, mapping: Mapping) -> People:
    """Workbook + mapping → children. Never fails on data: what is wrong stands in `problems`."""
    rows: list[PersonRow] = []
    skipped: list[SkippedRow] = []
    for sheet, how in chosen_sheets(workbook, mapping, skipped):
        _read_sheet(sheet, how, rows, skipped)
    return People(tuple(_mark_repeats(rows)), tuple(skipped))


def _read_sheet(
    sheet: Sheet, mapping: SheetMapping, rows: list[PersonRow], skipped: list[SkippedRow]
) -> None:
    group, departed = mapping.group, False
    last_number = -1
    for view in views(sheet, mapping):
        if isinstance(view, SkippedRow):
            skipped.append(view)
            continue
        title, reason = _subhead(view)
        if title is not None:
            departed = bool(_DEPARTED.search(folded(title)))
            group = group if departed else title
            skipped.append(SkippedRow(view.number, sheet.name, reason))
            continue
        if reason:
            skipped.append(SkippedRow(view.number, sheet.name, reason))
            continue
        person = _person(view, sheet.name, group, departed)
        if not str(person.child) and person.guardians and rows and last_number == view.number - 1:
            # The second parent of a child whose own cells span two rows.
            rows[-1] = _with_more(rows[-1], person)
            last_number = view.number
            continue
        if not str(person.child):
            skipped.append(SkippedRow(view.number, sheet.name, "нет имени ребёнка"))
            continue
        if rows and last_number == view.number - 1 and _continues(rows[-1], person):
            rows[-1] = _with_more(rows[-1], person)
        else:
            rows.append(person)
        last_number = view.number


def _subhead(view: RowView) -> tuple[str | None, str]:
    """(group opened by this row or None, reason why the row is no child or "")."""
    filled = [(i, text) for i, cell in enumerate(view.cells) if (text := text_of(cell))]
    texts = list(dict.fromkeys(text for _, text in filled))
    worded = [text for text in texts if re.search(r"[^\W\d_]", text)]
    name = view.text(Field.FULL_NAME) or view.text(Field.LAST)
    has_date = any(parse_date(c) for _, c, _ in view.filled(Field.BIRTH_DATE))
    role = view.text(Field.ROLE)
    if role and not _ROLE_CHILD.search(folded(role)):
        return None, f"это не ребёнок, а «{role[:30]}»"
    if has_date:
        return None, ""
    first = name or (worded[0] if worded else "")
    if not worded:
        return None, "в строке нет ни одного слова"
    key = folded(repaired(first)).strip('"«»: ')
    if _NOT_PEOPLE.match(key) and not view.text(Field.FIRST):
        # «Список группы «Ромашка»» between two lists of one sheet is a sub-head after all.
        opened = subhead_group(first)
        if opened is None or not re.match(r"список|состав", key):
            return None, f"служебная строка «{first[:40]}»"
        return opened, f"подзаголовок: {opened}"
    if len(worded) > 2:
        return None, ""
    if _DEPARTED.match(key) and len(key.split()) <= 3:
        return first, f"подзаголовок «{first[:40]}»"
    opened = subhead_group(first)
    if opened is not None and not (view.text(Field.FIRST) and view.text(Field.LAST)):
        return opened, f"подзаголовок: {opened}"
    words = first.split()
    if len(worded) == 1 and len(filled) == 1 and not _is_name(words):
        if len(words) <= 3 and first[:1].isupper() and view.mapping.has_headings:
            title = group_title(first)
            return title, f"строка «{first[:40]}» принята за название группы: проверьте"
        return None, f"не похоже на имя: «{first[:40]}»"
    return None, ""


def _is_name(words: list[str]) -> bool:
    plain = [repaired(word.strip(".,()")) for word in words]
    return len(plain) >= 2 and any(is_patronymic(w) or is_known_first(w) for w in plain)


def _person(view: RowView, sheet: str, group: str, departed: bool) -> PersonRow:
    child, problems, asides = read_name(view)
    birth = view.date(Field.BIRTH_DATE, "дата рождения", problems)
    if birth is None and not view.filled(Field.BIRTH_DATE):
        birth = next((day for aside in asides if (day := parse_date(aside))), None)
    birth = _checked_birth(birth, view, problems)
    if str(child) and not (child.last and child.first):
        what = "имени" if child.last else "фамилии"
        problems.append(Problem(ERROR, view.index(Field.FULL_NAME), f"нет {what} ребёнка"))
    written = view.text(Field.GROUP)
    title = group_title(written) if written else group
    if class_title(title) is not None and not is_possible_class(title):
        problems.append(Problem(ERROR, view.index(Field.GROUP), f"класса «{written}» не бывает"))
    left = departed or _has_left(view, asides)
    if left:
        problems.append(Problem(INFO, None, "в списке отмечено: выбыл(а)"))
    return PersonRow(
        row_number=view.number,
        sheet=sheet,
        child=child,
        birth_date=birth,
        sex=_sex(view, child, problems),
        group_title=title,
        admitted_on=view.date(Field.ADMITTED_ON, "дата зачисления", problems),
        admission_order=" ".join(_order_text(view).split()),
        departed=left,
        guardians=read_guardians(view, problems),
        problems=tuple(problems),
    )


def _order_text(view: RowView) -> str:
    parts = []
    for _, cell, text in view.filled(Field.ADMISSION_ORDER):
        day = cell if isinstance(cell, dt.date) else None
        parts.append(f"от {day:%d.%m.%Y}" if day else text)
    return " ".join(parts)


def _checked_birth(birth: dt.date | None, view: RowView, problems: list[Problem]) -> dt.date | None:
    if birth is None:
        return None
    today = clock.today()
    if birth > today:
        text = f"дата рождения {birth:%d.%m.%Y} ещё не наступила: впишите верную"
        problems.append(Problem(WARNING, view.index(Field.BIRTH_DATE), text))
        return None
    if today.year - birth.year > _MAX_AGE_YEARS:
        text = f"дата рождения {birth:%d.%m.%Y} не подходит ребёнку: проверьте её"
        problems.append(Problem(WARNING, view.index(Field.BIRTH_DATE), text))
    return birth


def _has_left(view: RowView, asides: list[str]) -> bool:
    if view.text(Field.DEPARTED_ON):
        return True
    texts = [view.text(Field.STATUS), view.text(Field.NOTE), view.text(Field.GROUP), *asides]
    return any(_DEPARTED.search(folded(text)) for text in texts if text)


def _sex(view: RowView, child: NameParts, problems: list[Problem]) -> str:
    for index, _, text in view.filled(Field.SEX):
        key = folded(repaired(text))
        if _MALE.fullmatch(key):
            return "m"
        if _FEMALE.fullmatch(key):
            return "f"
        problems.append(Problem(WARNING, index, f"пол «{text[:20]}» не понят"))
    return guess_sex(child.last, child.first, child.middle)


def _continues(before: PersonRow, person: PersonRow) -> bool:
    """A merged child's cell repeated beside another parent is one child, not a double."""
    return (
        before.child == person.child
        and before.birth_date == person.birth_date
        and before.group_title == person.group_title
        and bool(person.guardians)
        and set(person.guardians).isdisjoint(before.guardians)
    )


def _with_more(before: PersonRow, more: PersonRow) -> PersonRow:
    added = tuple(g for g in more.guardians if g not in before.guardians)
    return replace(
        before,
        guardians=before.guardians + added,
        problems=before.problems + tuple(p for p in more.problems if p not in before.problems),
    )


def _mark_repeats(rows: list[PersonRow]) -> list[PersonRow]:
    """Children listed twice: the later row is not imported, namesakes are only shown."""
    seen: dict[str, list[PersonRow]] = {}
    marked = []
    for row in rows:
        problem = None
        for other in seen.setdefault(row.key, []):
            where = f"строке {other.row_number}" + (
                f" листа «{other.sheet}»" if other.sheet != row.sheet else ""
            )
            if row.birth_date and other.birth_date and row.birth_date != other.birth_date:
                continue
            same = row.birth_date is not None and row.birth_date == other.birth_date
            if same or row.group_title == other.group_title:
                problem = Problem(ERROR, None, f"повтор: этот ребёнок уже есть в {where}")
                break
            problem = Problem(WARNING, None, f"полный тёзка в {where}: проверьте, не один ли это")
        seen[row.key].append(row)
        marked.append(replace(row, problems=(*row.problems, problem)) if problem else row)
    return marked
