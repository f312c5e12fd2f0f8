"""Class lists: what a list would change (the dry run), and loading it as one deed to be undone."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop import clock
from desktop.errors import UserError
from desktop.importing.fields import Kind
from desktop.importing.matching import Candidate as Likeness
from desktop.importing.matching import KnownChild, Step, Verdict, match
from desktop.importing.people import People, PersonRow
from desktop.operations._bulk import (
    SKIP,
    Candidate,
    Decision,
    ImportLine,
    ImportPlan,
    ImportResult,
    assert_fresh,
    last_deed_id,
    remarks,
    result_of,
    settle,
    summary_of,
)
from desktop.operations._class_list_known import KnownOffice, key_of_group, read_office
from desktop.operations._class_list_steps import (
    ChildStep,
    plan_known,
    plan_new,
    too_long,
    wanted_group,
)
from desktop.operations._class_list_writing import write
from desktop.operations._operation import Session, entitle, requires
from desktop.operations.permissions import Permission
from desktop.russian.dates import numeric, school_year
from desktop.russian.folding import format_phone
from desktop.russian.plural import count as counted

__all__ = ["Candidate", "Decision", "ImportLine", "ImportPlan", "ImportResult", "apply", "dry_run"]

_CHILDREN = ("ребёнок", "ребёнка", "детей")


@requires(Permission.IMPORT)
def dry_run(
    session: Session, people: People, group_default: str = "", year: int | None = None
) -> ImportPlan:
    """What `apply` would do with a list: a line for every row, groups to be made, a summary.

    `group_default` is the group of rows that name none; `year` the school year the groups are of
    (this one unless told). Nothing is written, nothing is decided for the person: rows that are
    merely like somebody on record, or like another row, wait with their candidates.
    """
    year = year if year is not None else school_year(clock.today())
    if not 2000 <= year <= 2100:
        raise UserError("Учебный год – это год его начала, например 2026.")
    office = read_office(year)
    rows = [
        replace(row, group_title=wanted_group(row, group_default)) if row.importable else row
        for row in people.rows
    ]
    matched = match(rows, office.known())
    lines = [_line(ident, step, office) for ident, step in enumerate(matched.steps)]
    lines = _close_within(lines, rows)
    made: dict[str, str] = {}
    for line, row in zip(lines, rows, strict=True):
        key = key_of_group(row.group_title)
        stands = line.verdict is not Verdict.REJECTED and not row.departed
        if key and stands and key not in office.by_key:
            made.setdefault(key, row.group_title)
    summary = summary_of(lines, _CHILDREN)
    if made:
        word = "Появится группа" if len(made) == 1 else "Появятся группы"
        summary += f" {word}: {', '.join(made.values())}."
    return ImportPlan(
        kind=Kind.PEOPLE,
        source=people,
        lines=tuple(lines),
        headings=("Дата рождения", "Группа", "Представители"),
        passed=people.skipped,
        summary=summary,
        as_of=last_deed_id(),
        groups_made=tuple(made.values()),
        absent=tuple(f"{child.name}, {child.group}" for child in matched.absent),
        group_default=group_default,
        year=year,
    )


@requires(Permission.IMPORT, deed="Список загружен")
def apply(
    session: Session, plan: ImportPlan, decisions: Mapping[int, Decision] | None = None
) -> ImportResult:
    """Load the list of a dry run: one transaction, one deed, undone by `journal.undo`.

    `decisions` say by `ident` what a close row is: «new», «skip» or the id of one of its
    candidates; any row may be put aside by «skip». An undecided close row is skipped and told.
    Raises UserError, and writes nothing, when a decision does not fit or people were changed since
    the dry run so that it shows something else.
    """
    people = plan.source
    assert isinstance(people, People)
    assert_fresh(plan, lambda: dry_run(session, people, plan.group_default, plan.year))
    settled = settle(plan, decisions or {})
    office = read_office(plan.year)
    steps: dict[int, ChildStep] = {}
    done: dict[int, str] = {}
    for line in plan.lines:
        row = people.rows[line.ident]
        choice = settled.get(line.ident)
        if choice is None:
            done[line.ident] = "rejected"
        elif choice == SKIP:
            done[line.ident] = "skipped"
        elif isinstance(choice, int):
            steps[line.ident] = plan_known(row, choice, office, plan.group_default)
            done[line.ident] = _word(steps[line.ident])
        else:
            steps[line.ident] = plan_new(row, office, plan.group_default)
            done[line.ident] = "created"
    made = write(list(steps.values()), office)
    touched = sum(word in ("created", "changed", "departed") for word in done.values())
    entitle(session, f"Загрузка списка: {counted(touched, *_CHILDREN)}")
    return result_of(plan, done, _CHILDREN, made)


def _word(step: ChildStep) -> str:
    if step.departs:
        return "departed"
    return "changed" if step.differences or step.fields else "same"


# The dry run


def _line(ident: int, step: Step, office: KnownOffice) -> ImportLine:
    row, verdict = step.row, step.verdict
    errors, notes = remarks(row.problems)
    differences = step.differences
    known = step.known.id if step.known else None
    candidates: tuple[Candidate, ...] = ()
    if verdict is Verdict.REJECTED:
        pass
    elif too_long(row.child):
        verdict, known, errors = Verdict.REJECTED, None, ("Имя длиннее 100 знаков: проверьте его.",)
    elif verdict is Verdict.NEW and row.departed:
        verdict = Verdict.REJECTED
        errors = ("В списке отмечен выбывшим, а среди записанных его нет.",)
    elif verdict is Verdict.NEW:
        notes += tuple(plan_new(row, office, "").notes)
    elif known is not None:
        planned = plan_known(row, known, office, "")
        differences, notes = tuple(planned.differences), notes + tuple(planned.notes)
        changes = bool(differences or planned.fields)
        verdict = Verdict.CHANGED if changes else Verdict.SAME
    else:
        candidates = tuple(_candidate(row, like, office) for like in step.candidates)
        errors = tuple(f"Похож: {c.title} – {c.reason}." for c in candidates)
        notes += tuple(plan_new(row, office, "").notes)
    return ImportLine(
        ident,
        row.row_number,
        row.sheet,
        str(row.child),
        _about(row),
        verdict,
        known,
        errors,
        tuple(dict.fromkeys(notes)),
        differences,
        candidates,
    )


def _about(row: PersonRow) -> tuple[str, ...]:
    people = []
    for guardian in row.guardians:
        name = f"{guardian.kinship} {guardian.name}".strip()
        phones = ", ".join(map(format_phone, guardian.phones))
        people.append(f"{name}, {phones}" if name and phones else name or phones)
    birth = numeric(row.birth_date) if row.birth_date else ""
    return birth, row.group_title, "; ".join(people)


def _candidate(row: PersonRow, like: Likeness, office: KnownOffice) -> Candidate:
    known = like.known
    planned = plan_known(row, known.id, office, "")
    birth = numeric(known.birth_date) if known.birth_date else "дата рождения не указана"
    about = ", ".join(filter(None, (birth, known.group or "вне групп")))
    return Candidate(known.id, str(known.name), about, like.reason, tuple(planned.differences))


def _close_within(lines: list[ImportLine], rows: Sequence[PersonRow]) -> list[ImportLine]:
    """New rows like an earlier new row of the same list («София» on one sheet, «Софья» on another)
    wait for a decision too; without it the list would make its own doubles."""
    earlier: dict[object, list[int]] = defaultdict(list)
    result = list(lines)
    for line, row in zip(lines, rows, strict=True):
        if line.verdict is not Verdict.NEW:
            continue
        near = dict.fromkeys(at for key in _buckets(row) for at in earlier[key])
        known = [
            KnownChild(at, other.child, other.birth_date, other.group_title)
            for at in near
            if not _are_namesakes(row, other := rows[at])
        ]
        step = match([row], known).steps[0] if known else None
        if step is not None and step.verdict is Verdict.CLOSE:
            best = step.candidates[0]
            other_line = lines[best.known.id]
            reason = (
                f"Похож на {other_line.title} ({other_line.place} этого списка): {best.reason}."
            )
            result[line.ident] = replace(line, verdict=Verdict.CLOSE, reasons=(reason,))
        for key in _buckets(row):
            earlier[key].append(line.ident)
    return result


def _buckets(row: PersonRow) -> list[tuple[object, str, str]]:
    """Only rows with a bucket in common are compared; without a birth date too many share a first
    name for that to be one."""
    last, first, *_ = [*row.key.split(), "", ""]
    keys: list[tuple[object, str, str]] = [(None, "name", row.key), (row.birth_date, "last", last)]
    if row.birth_date:
        keys.append((row.birth_date, "first", first))
    return keys


def _are_namesakes(one: PersonRow, other: PersonRow) -> bool:
    """One name, two birth dates: two children, and the row says so already."""
    return (
        one.birth_date is not None
        and other.birth_date is not None
        and one.birth_date != other.birth_date
        and one.key == other.key
    )
