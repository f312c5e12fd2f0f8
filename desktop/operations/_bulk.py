"""What the three kinds of lists have in common: the plan shown before, and what came of it."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from desktop.errors import UserError
from desktop.importing.consents import Consents
from desktop.importing.fields import Kind
from desktop.importing.matching import Difference, Verdict
from desktop.importing.people import People
from desktop.importing.rows import ERROR, Problem, SkippedRow
from desktop.importing.staff import Staff
from desktop.models import Deed
from desktop.russian.plural import count as counted

Decision = Literal["new", "skip"] | int  # a number is the id of the candidate it is
NEW: Literal["new"] = "new"
SKIP: Literal["skip"] = "skip"
LONGEST_NAME = 100

VERDICT_TITLES = {
    Verdict.NEW: "новый",
    Verdict.SAME: "без изменений",
    Verdict.CHANGED: "изменится",
    Verdict.CLOSE: "похож – решите",
    Verdict.REJECTED: "не загрузится",
}
DONE_TITLES = {
    "created": "добавлено",
    "changed": "изменено",
    "departed": "отмечено выбывшими",
    "same": "без изменений",
    "skipped": "пропущено",
    "rejected": "не загружено",
}


@dataclass(frozen=True)
class Candidate:
    """Somebody in the base whom a row may mean, why, and what would be written on that card."""

    id: int
    title: str
    about: str
    reason: str
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True)
class ImportLine:
    """One row of a list and what is to become of it.

    `ident` is its place in the list, by which decisions name it (row numbers repeat from sheet to
    sheet); `about` stands under the plan's `headings`; `reasons` say why it is close or rejected,
    `notes` what is worth a look but stops nothing.
    """

    ident: int
    row_number: int
    sheet: str
    title: str
    about: tuple[str, ...]
    verdict: Verdict
    known_id: int | None = None
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    candidates: tuple[Candidate, ...] = ()

    @property
    def id(self) -> int:
        """What tells lines apart in a list on the screen."""
        return self.ident

    @property
    def place(self) -> str:
        """«строка 5», with the sheet when it has a name."""
        return f"лист «{self.sheet}», строка {self.row_number}"


@dataclass(frozen=True)
class ImportPlan:
    """The dry run of a list; nothing is written. `apply` takes it with the person's decisions.

    `passed` are rows that hold no record (titles, totals); `absent` are children of the listed
    groups who stand in the base but not in the list; `as_of` is the last deed it was made after.
    """

    kind: Kind
    source: People | Staff | Consents = field(repr=False)
    lines: tuple[ImportLine, ...]
    headings: tuple[str, ...]
    passed: tuple[SkippedRow, ...]
    summary: str
    as_of: int
    groups_made: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    group_default: str = ""
    year: int = 0

    def count(self, verdict: Verdict) -> int:
        """How many rows have a verdict."""
        return sum(line.verdict is verdict for line in self.lines)

    @property
    def counts(self) -> dict[str, int]:
        """All verdicts with their numbers."""
        return {verdict.value: self.count(verdict) for verdict in Verdict}


@dataclass(frozen=True)
class ImportResult:
    """What a list has changed. `skipped` were left to decide or put aside, `rejected` had errors.

    `done` tells of every line by `ident` what became of it: created, changed, departed, same,
    skipped or rejected.
    """

    done: Mapping[int, str]
    skipped: tuple[ImportLine, ...]
    rejected: tuple[ImportLine, ...]
    groups_made: tuple[str, ...]
    summary: str

    def count(self, what: str) -> int:
        """How many lines came to that."""
        return sum(word == what for word in self.done.values())

    @property
    def is_complete(self) -> bool:
        """Whether every row found its way into the base."""
        return not self.skipped and not self.rejected


def last_deed_id() -> int:
    """By which it is seen whether anything was done after a plan was made."""
    row = Deed.select(Deed.id).order_by(Deed.id.desc()).first()
    return int(row.id) if row else 0


def assert_fresh(plan: ImportPlan, look_again: Callable[[], ImportPlan]) -> None:
    """Raise UserError when deeds since the dry run make it show something else."""
    if plan.as_of != last_deed_id() and look_again().lines != plan.lines:
        raise UserError(
            "Пока список был открыт, записи в программе изменились: посмотрите его ещё раз."
        )


def result_of(
    plan: ImportPlan,
    done: Mapping[int, str],
    words: tuple[str, str, str],
    groups_made: tuple[str, ...] = (),
) -> ImportResult:
    """The result of a plan from what became of each line; `words` count what the list holds."""
    skipped = tuple(line for line in plan.lines if done[line.ident] == "skipped")
    rejected = tuple(line for line in plan.lines if done[line.ident] == "rejected")
    done = {line.ident: done[line.ident] for line in plan.lines}  # in the order of the list
    return ImportResult(done, skipped, rejected, groups_made, _told(done, words))


def _told(done: Mapping[int, str], words: tuple[str, str, str]) -> str:
    numbers = Counter(done.values())
    parts: list[str] = []
    for word, said in DONE_TITLES.items():
        if number := numbers[word]:
            parts.append(f"{said} – {number if parts else counted(number, *words)}")
    text = ", ".join(parts) or "загружать нечего"
    return f"{text[:1].upper()}{text[1:]}."


def settle(plan: ImportPlan, decisions: Mapping[int, Decision]) -> dict[int, Decision]:
    """What each line comes to: «new», «skip» or the id on record; rejected lines are left out.

    Raises UserError for a decision that does not fit its line, and when two lines of the list
    would be written on one card.
    """
    lines = {line.ident: line for line in plan.lines}
    for ident in decisions:
        if ident not in lines:
            raise UserError("Решение относится к строке, которой нет в списке: откройте его снова.")
    settled: dict[int, Decision] = {}
    taken: dict[int, ImportLine] = {}
    for line in plan.lines:
        if line.verdict is Verdict.REJECTED:
            continue
        choice = _choice(line, decisions.get(line.ident))
        settled[line.ident] = choice
        if isinstance(choice, int) and plan.kind is not Kind.CONSENTS:
            other = taken.setdefault(choice, line)
            if other is not line:
                raise UserError(
                    f"Строки {other.row_number} и {line.row_number} отнесены к одному человеку: "
                    f"оставьте одну из них, для другой выберите «новый» или «пропустить»."
                )
    return settled


def _choice(line: ImportLine, decision: Decision | None) -> Decision:
    if decision == SKIP:
        return SKIP
    if line.verdict is Verdict.CLOSE:
        if decision is None:
            return SKIP
        if decision == NEW or decision in {c.id for c in line.candidates}:
            return decision
        raise UserError(
            f"Строка {line.row_number}: выберите одного из похожих, «новый» или пропуск."
        )
    if decision not in (None, NEW, line.known_id):
        raise UserError(
            f"Строка {line.row_number}: решать здесь нечего, её можно только пропустить."
        )
    return NEW if line.known_id is None else line.known_id


def remarks(problems: Sequence[Problem]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(errors, other remarks) of a row as sentences, without repeats."""
    errors = dict.fromkeys(_sentence(p.text) for p in problems if p.level == ERROR)
    others = dict.fromkeys(_sentence(p.text) for p in problems if p.level != ERROR)
    return tuple(errors), tuple(others)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def summary_of(lines: Sequence[ImportLine], words: tuple[str, str, str]) -> str:
    """«Новых: 27 детей, изменится 2, без изменений 1, решить 1, не загрузится 1» as a sentence."""
    counts = Counter(line.verdict for line in lines)
    parts = []
    if counts[Verdict.NEW]:
        parts.append(f"новых – {counted(counts[Verdict.NEW], *words)}")
    for verdict, said in (
        (Verdict.CHANGED, "изменятся сведения – {}"),
        (Verdict.SAME, "уже записаны без изменений – {}"),
        (Verdict.CLOSE, "похожи на записанных, решите сами – {}"),
        (Verdict.REJECTED, "не загрузятся – {}"),
    ):
        if counts[verdict]:
            parts.append(said.format(counts[verdict]))
    if not parts:
        return "В списке не нашлось ни одной строки с людьми."
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."
