"""Finds the heading row under title rows and what each column means; the person may change it."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from desktop.importing.fields import TITLES, Field, Kind, recognise
from desktop.importing.groups import class_title, sheet_group, title_row_group
from desktop.importing.letters import folded, repaired
from desktop.importing.name_parts import is_known_first, is_patronymic
from desktop.importing.workbook import Cell, Row, Sheet, Workbook, column_letter
from desktop.russian.dates import parse_date
from desktop.russian.folding import phone_digits

_SEARCH_ROWS = 40
_SAMPLES = 3
_SURE = 0.8
_EMPTY = re.compile(r"(?:null|none|nan|#н/д|#n/a|н/д|б/д|-+|–+|—+|_+|\.+)?", re.IGNORECASE)
_LONGEST_EMPTY = 20

_NAME_PARTS = frozenset({Field.LAST, Field.FIRST, Field.MIDDLE})
_CONTINUED = {
    Field.FULL_NAME: _NAME_PARTS,
    Field.MOTHER: _NAME_PARTS,
    Field.FATHER: _NAME_PARTS,
    Field.GUARDIANS: _NAME_PARTS | {Field.FULL_NAME},
    Field.PHONES: frozenset({Field.PHONES}),
    Field.MOTHER_PHONES: frozenset({Field.PHONES}),
    Field.FATHER_PHONES: frozenset({Field.PHONES}),
}


@dataclass(frozen=True)
class Column:
    """One column of a sheet.

    `index` counts from 0; `heading` is as written («» when there is none); `confidence` 0…1 (1: the
    heading is a known one, 0.5: judged by what stands in the cells, 0: unknown); `samples` are the
    first few texts under it (empty for columns whose data the program does not keep).
    """

    index: int
    heading: str
    field: Field
    confidence: float
    samples: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What the person sees over the column: its letter and heading."""
        return (
            f"{column_letter(self.index)}: {self.heading}"
            if self.heading
            else (f"столбец {column_letter(self.index)}")
        )


@dataclass(frozen=True)
class SheetMapping:
    """How one sheet is read. `first_row` (from 0) is the first row under the headings.

    `group` is what the title over the table or the sheet's name says; `skipped` is a Russian reason
    when the sheet holds no people, else "".
    """

    sheet: str
    first_row: int
    columns: tuple[Column, ...]
    group: str = ""
    skipped: str = ""
    has_headings: bool = True

    def index_of(self, field: Field) -> tuple[int, ...]:
        """The indexes of the columns that carry a meaning, from left to right."""
        return tuple(column.index for column in self.columns if column.field == field)


@dataclass(frozen=True)
class Mapping:
    """How a workbook is read."""

    kind: Kind
    sheets: tuple[SheetMapping, ...]

    def change(self, sheet: str, index: int, field: Field) -> "Mapping":
        """The mapping with another meaning of one column, as the person chose."""
        return self._with(
            sheet,
            lambda s: replace(
                s,
                skipped="",
                columns=tuple(
                    replace(c, field=field, confidence=1.0) if c.index == index else c
                    for c in s.columns
                ),
            ),
        )

    def skip(self, sheet: str, reason: str = "лист не нужен") -> "Mapping":
        """The mapping that leaves a sheet out; an empty reason takes it in again."""
        return self._with(sheet, lambda s: replace(s, skipped=reason))

    def rename_group(self, sheet: str, group: str) -> "Mapping":
        """The mapping with another group for the rows of a sheet that name none themselves."""
        return self._with(sheet, lambda s: replace(s, group=group))

    @property
    def missing(self) -> tuple[Field, ...]:
        """What no sheet has and the import cannot do without (empty: it may go on)."""
        found = {c.field for s in self.sheets if not s.skipped for c in s.columns}
        need: list[Field] = []
        if not found & {Field.FULL_NAME, Field.LAST}:
            need.append(Field.FULL_NAME)
        if self.kind is Kind.CONSENTS and Field.STATE not in found:
            need.append(Field.STATE)
        return tuple(need)

    def _with(self, sheet: str, change: Callable[[SheetMapping], SheetMapping]) -> "Mapping":
        return replace(
            self, sheets=tuple(change(s) if s.sheet == sheet else s for s in self.sheets)
        )


def text_of(cell: Cell) -> str:
    """A cell as text for parsing: «Null», «-», «н/д» and blanks are ""; 5 is «5»; dates ISO."""
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, str):
        text = cell.strip()
        # The words for «nothing» are short; most cells are not, and there are a million of them.
        return "" if len(text) <= _LONGEST_EMPTY and _EMPTY.fullmatch(text) else text
    return str(cell)


def find_mapping(workbook: Workbook, kind: Kind = Kind.PEOPLE) -> Mapping:
    """What the columns of every sheet mean. Never fails: see `Mapping.missing` and `skipped`."""
    return Mapping(kind, tuple(_map_sheet(sheet, kind, workbook) for sheet in workbook.sheets))


def is_heading_row(row: Row, columns: tuple[Column, ...]) -> bool:
    """Whether a row repeats the headings (every printed page of a long list does)."""
    told = [c for c in columns if c.heading]
    same = sum(
        isinstance(cell := row[c.index], str) and folded(cell) == folded(c.heading) for c in told
    )
    return bool(told) and same >= max(2, len(told) / 2)


def _map_sheet(sheet: Sheet, kind: Kind, workbook: Workbook) -> SheetMapping:
    best_score, best_at, best_depth = 0.0, -1, 1
    best: list[tuple[str, Field, float]] = []
    for at in range(min(_SEARCH_ROWS, len(sheet.rows))):
        for depth in (1, 2):
            if at + depth > len(sheet.rows):
                continue
            headings = _headings(sheet.rows[at : at + depth], kind)
            if headings is None:
                continue
            recognised = _fields(headings, kind)
            score = _score(recognised) - (depth - 1) * 0.4
            if score > best_score + 1e-9:
                best_score, best_at, best_depth, best = score, at, depth, recognised
    if best_at < 0 or not row_is_enough(best):
        return _without_headings(sheet, kind, workbook)
    first = best_at + best_depth
    best = _unheaded(sheet.rows[first : first + 200], best)
    columns = tuple(
        _column(sheet, first, index, *triple)
        for index, triple in enumerate(best)
        if triple[0] or any(text_of(r[index]) for r in sheet.rows[first:])
    )
    return SheetMapping(sheet.name, first, columns, _group(sheet, best_at, workbook))


def _unheaded(
    rows: tuple[Row, ...], found: list[tuple[str, Field, float]]
) -> list[tuple[str, Field, float]]:
    """«ФИО» merged over three columns leaves two of them without a heading: they continue it."""
    settled = list(found)
    for index in range(1, len(settled)):
        heading, _, _ = settled[index]
        before = settled[index - 1][1]
        if heading or before not in _CONTINUED:
            continue
        guess, _ = _guess([row[index] for row in rows])
        if guess in _CONTINUED[before]:
            settled[index] = ("", before, 0.5)
    return settled


def row_is_enough(recognised: list[tuple[str, Field, float]]) -> bool:
    """Whether headings name people at all: a full name, or surname and first name."""
    fields = {field for _, field, confidence in recognised if confidence >= 0.5}
    return Field.FULL_NAME in fields or {Field.LAST, Field.FIRST} <= fields


def _headings(rows: tuple[Row, ...], kind: Kind) -> list[str] | None:
    """Heading texts of one row, or of two: «Мать» over «ФИО», «телефон» is «Мать ФИО»."""
    top = [_heading_text(cell) for cell in rows[0]]
    if len(rows) == 1:
        return top
    below = [_heading_text(cell) for cell in rows[1]]
    if any(len(text) > 60 for text in below) or not any(below):
        return None
    # Numbers and dates below are data already, except the line that numbers the columns.
    if any(cell is not None and not isinstance(cell, str) for cell in rows[1]):
        return None
    own = [upper for upper in top if upper]
    told = [text in own or recognise(text, kind) is not None for text in below if text]
    if sum(told) * 2 <= len(told):
        return None
    joined = []
    over = ""
    for upper, lower in zip(top, below, strict=True):
        over = upper or over
        if not lower:
            joined.append(upper)
        elif folded(lower) == folded(upper) or not over:
            joined.append(lower)
        else:
            joined.append(f"{over} {lower}")
    return joined


def _heading_text(cell: Cell) -> str:
    return " ".join(cell.split()) if isinstance(cell, str) else ""


def _fields(headings: list[str], kind: Kind) -> list[tuple[str, Field, float]]:
    found = [(heading, *(recognise(heading, kind) or (Field.IGNORED, 0.0))) for heading in headings]
    return _settle_contacts(_settle_names(found, kind))


def _settle_names(
    found: list[tuple[str, Field, float]], kind: Kind
) -> list[tuple[str, Field, float]]:
    """One plain «ФИО» is the child; a second one to its right is a parent's."""
    seen: set[Field] = set()
    settled = []
    names = {Field.FULL_NAME, Field.LAST, Field.FIRST, Field.MIDDLE}
    for heading, field, confidence in found:
        if field in names:
            whole_and_parts = field is not Field.FULL_NAME and Field.FULL_NAME in seen
            if field in seen or whole_and_parts:
                field = Field.GUARDIANS if kind is Kind.PEOPLE else Field.IGNORED
                confidence = 0.5
            seen.add(field)
        settled.append((heading, field, confidence))
    return settled


_OWN_CONTACT = {
    (Field.MOTHER, Field.PHONES): Field.MOTHER_PHONES,
    (Field.MOTHER, Field.EMAIL): Field.MOTHER_EMAIL,
    (Field.FATHER, Field.PHONES): Field.FATHER_PHONES,
    (Field.FATHER, Field.EMAIL): Field.FATHER_EMAIL,
}


def _settle_contacts(found: list[tuple[str, Field, float]]) -> list[tuple[str, Field, float]]:
    """«ФИО матери | Телефон | ФИО отца | Телефон»: each plain column belongs to its left parent.

    One plain column for both parents stays common.
    """
    fields = [field for _, field, _ in found]
    settled = []
    owner: Field | None = None
    for heading, field, confidence in found:
        if field in (Field.MOTHER, Field.FATHER):
            owner = field
        elif field in (Field.GUARDIANS, Field.FULL_NAME, Field.LAST):
            owner = None
        own = _OWN_CONTACT.get((owner, field)) if owner and fields.count(field) > 1 else None
        settled.append((heading, own, 0.8) if own else (heading, field, confidence))
    return settled


def _score(recognised: list[tuple[str, Field, float]]) -> float:
    fields: dict[Field, float] = {}
    for heading, field, confidence in recognised:
        if confidence and len(heading) <= 90:
            fields[field] = max(fields.get(field, 0.0), confidence)
    named = row_is_enough(recognised)
    return sum(fields.values()) + (2.0 if named else 0.0) if named or len(fields) > 2 else 0.0


def _column(
    sheet: Sheet, first: int, index: int, heading: str, field: Field, confidence: float
) -> Column:
    samples: list[str] = []
    if field is not Field.NOT_KEPT:
        for row in sheet.rows[first:]:
            text = text_of(row[index])
            if text and text not in samples:
                samples.append(text[:80])
                if len(samples) == _SAMPLES:
                    break
    return Column(index, heading, field, confidence, tuple(samples))


def _group(sheet: Sheet, header_at: int, workbook: Workbook) -> str:
    """The group of a whole sheet: the lowest title that names one, else the sheet's own name."""
    for row in reversed(sheet.rows[:header_at]):
        for cell in row:
            if isinstance(cell, str) and (title := title_row_group(cell)):
                return title
    if workbook.kind == "pasted":
        return ""
    title = sheet_group(sheet.name)
    # A single sheet (a csv is called after its file) names a group only when it says so clearly.
    if title and len(workbook.sheets) == 1 and class_title(sheet.name) is None:
        return title if re.search(r"групп|класс|[«\"]", folded(sheet.name)) else ""
    return title or ""


def _without_headings(sheet: Sheet, kind: Kind, workbook: Workbook) -> SheetMapping:
    """No headings: what stands in the cells tells names, dates, phones and classes."""
    width = len(sheet.rows[0]) if sheet.rows else 0
    guessed = [_guess([row[i] for row in sheet.rows[:200]]) for i in range(width)]
    fields = [field for field, _ in guessed]
    columns = []
    dated = False
    for index, (field, confidence) in enumerate(guessed):
        if field is Field.BIRTH_DATE and dated:
            field, confidence = Field.IGNORED, 0.0
        if field is Field.FULL_NAME and Field.FULL_NAME in fields[:index]:
            field = Field.GUARDIANS if kind is Kind.PEOPLE else Field.IGNORED
        dated = dated or field is Field.BIRTH_DATE
        columns.append(_column(sheet, 0, index, "", field, confidence))
    named = Field.FULL_NAME in fields or {Field.FIRST, Field.LAST} <= set(fields)
    return SheetMapping(
        sheet.name,
        0,
        tuple(columns),
        _group(sheet, min(3, len(sheet.rows)), workbook),
        "" if named else "на листе не нашлось столбца с фамилиями и именами",
        has_headings=False,
    )


def _guess(cells: list[Cell]) -> tuple[Field, float]:
    texts = [text for cell in cells if (text := text_of(cell))]
    if not texts:
        return Field.IGNORED, 0.0
    votes: Counter[Field] = Counter()
    for cell, text in zip([c for c in cells if text_of(c)], texts, strict=True):
        words = [repaired(word) for word in re.findall(r"[^\W\d_]+", text)]
        plain = re.fullmatch(r"[^\W\d_]+(?:[-\s.]+[^\W\d_]+)*\.?", text) is not None
        if (
            plain
            and 2 <= len(words) <= 5
            and any(is_patronymic(word) or is_known_first(word) for word in words)
        ):
            votes[Field.FULL_NAME] += 1
        elif plain and len(words) == 1 and is_known_first(words[0]):
            votes[Field.FIRST] += 1
        elif plain and len(words) == 1 and is_patronymic(words[0]):
            votes[Field.MIDDLE] += 1
        elif phone_digits(text) is not None:
            votes[Field.PHONES] += 1
        elif "@" in text:
            votes[Field.EMAIL] += 1
        elif not isinstance(cell, int | float) and parse_date(text) is not None:
            votes[Field.BIRTH_DATE] += 1
        elif class_title(text) and not text.isdecimal():
            votes[Field.GROUP] += 1
        elif plain and len(words) == 1 and words[0][:1].isupper():
            votes[Field.LAST] += 1
    if not votes:
        return Field.IGNORED, 0.0
    field, times = votes.most_common(1)[0]
    return (field, 0.5) if times >= 0.6 * len(texts) else (Field.IGNORED, 0.0)


def describe(mapping: Mapping) -> tuple[str, ...]:
    """Russian sentences for the preview: what is not kept and what was not understood."""
    lines = []
    for sheet in mapping.sheets:
        if sheet.skipped:
            lines.append(f"Лист «{sheet.sheet}» пропущен: {sheet.skipped}.")
            continue
        for column in sheet.columns:
            if column.field is Field.NOT_KEPT:
                lines.append(
                    f"Лист «{sheet.sheet}», {column.title} – не переносится: сведений о здоровье, "
                    "льготах и номеров документов программа не хранит."
                )
            elif column.field is Field.IGNORED and column.confidence == 0 and column.heading:
                lines.append(
                    f"Лист «{sheet.sheet}», {column.title} – не понято, столбец не переносится."
                )
    if mapping.missing:
        names = ", ".join(f"«{TITLES[field]}»" for field in mapping.missing)
        lines.append(f"Не найден столбец {names}: укажите его, и список можно будет загрузить.")
    return tuple(lines)
