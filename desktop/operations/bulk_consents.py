"""Lists of consents: the dry run, and entering them into the journal as one deed."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from desktop import clock
from desktop.importing.consents import Consents
from desktop.importing.fields import Kind
from desktop.importing.matching import Difference, Verdict
from desktop.models import Chat, Consent
from desktop.operations import consents
from desktop.operations._bulk import (
    SKIP,
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
from desktop.operations._bulk_consent_steps import ConsentStep, plan_consents
from desktop.operations._operation import Session, entitle, requires
from desktop.operations.permissions import Permission
from desktop.russian.dates import numeric
from desktop.russian.plural import count as counted

_FORMS = ("согласие", "согласия", "согласий")
_VERDICTS = {
    "register": Verdict.NEW,
    "mark": Verdict.CHANGED,
    "same": Verdict.SAME,
    "reject": Verdict.REJECTED,
}


@requires(Permission.IMPORT)
def dry_run(session: Session, listed: Consents) -> ImportPlan:
    """What `apply` would do with a list of consents; nothing is written.

    A row whose child, chat or date is not certain is rejected with its reason: no consent is
    entered by guess.
    """
    titles: dict[int, str] = dict(Chat.select(Chat.id, Chat.title).tuples())
    steps = plan_consents(listed.rows)
    lines = [_line(ident, step, titles) for ident, step in enumerate(steps)]
    return ImportPlan(
        kind=Kind.CONSENTS,
        source=listed,
        lines=tuple(lines),
        headings=("Категории", "Где", "Дата", "Состояние"),
        passed=listed.skipped,
        summary=summary_of(lines, _FORMS),
        as_of=last_deed_id(),
    )


@requires(Permission.IMPORT, deed="Список согласий загружен")
def apply(
    session: Session, plan: ImportPlan, decisions: Mapping[int, Decision] | None = None
) -> ImportResult:
    """Enter the consents of a dry run: one transaction, one deed.

    `decisions` may put rows aside by «skip». The deed can be undone while it only entered forms;
    with a mark on a form that was there before it cannot: marks are history. Raises UserError, and
    writes nothing, when the journal was changed since the dry run.
    """
    listed = plan.source
    assert isinstance(listed, Consents)
    assert_fresh(plan, lambda: dry_run(session, listed))
    settled = settle(plan, decisions or {})
    steps = plan_consents(listed.rows)
    numbers = _Numbers(steps)
    made: dict[int, int] = {}  # row → the form it made
    done: dict[int, str] = {}
    order = sorted(range(len(steps)), key=lambda at: (steps[at].day or clock.today(), at))
    for at in order:
        step = steps[at]
        if at not in settled:
            done[at] = "rejected"
        elif settled[at] == SKIP:
            done[at] = "skipped"
        elif step.deed == "same":
            done[at] = "same"
        else:
            done[at] = _enter(session, at, step, numbers, made)
    touched = sum(word in ("created", "changed") for word in done.values())
    entitle(session, f"Загрузка списка: {counted(touched, *_FORMS)}")
    return result_of(plan, done, _FORMS)


class _Numbers:
    """Free numbers of the journal: «12/2026»; asking the base for each would read it each time."""

    def __init__(self, steps: list[ConsentStep]) -> None:
        self._taken: dict[int, int] = defaultdict(int)
        told = [step.row.number for step in steps]
        kept = [number for (number,) in Consent.select(Consent.number).tuples()]
        for number in told + kept:
            count, _, year = number.partition("/")
            if count.isdecimal() and year.isdecimal():
                self._taken[int(year)] = max(self._taken[int(year)], int(count))

    def next(self, day: date) -> str:
        """The next free number of that year."""
        self._taken[day.year] += 1
        return f"{self._taken[day.year]}/{day.year}"


def _enter(
    session: Session, at: int, step: ConsentStep, numbers: _Numbers, made: dict[int, int]
) -> str:
    assert step.form is not None
    day = step.day or clock.today()
    if step.deed == "mark":
        form = step.form.id if step.form.id is not None else made.get(step.form.ident)
        if form is not None:
            consents.mark(session, form, step.row.state, day)
            return "changed"
    # A mark whose form was put aside enters a form of its own.
    made[at] = consents.register_consent(
        session,
        child_id=step.child,
        guardian_id=step.guardian,
        chat_id=step.chat,
        number=step.row.number or numbers.next(day),
        categories=tuple(sorted(step.categories)),
        resource=step.resource,
        valid_from=day,
        valid_until=step.row.valid_until,
        state=step.row.state,
        on_date=day,
    )
    return "created"


def _line(ident: int, step: ConsentStep, titles: Mapping[int, str]) -> ImportLine:
    row = step.row
    errors, notes = remarks(row.problems)
    where = titles.get(step.chat or 0, "") or row.chat or row.resource
    categories = ", ".join(consents.CATEGORIES[name] for name in sorted(row.categories))
    state = consents.STATES.get(row.state, "")
    differences: tuple[Difference, ...] = ()
    if step.deed == "mark" and step.form is not None:
        before = [text for _, text in step.form.states if text != row.state]
        number = (
            f"согласие № {step.form.number}" if step.form.number else "согласие из этого списка"
        )
        old = consents.STATES[before[-1]] if before else ""
        differences = (Difference(number, old, state),)
    return ImportLine(
        ident,
        row.row_number,
        row.sheet,
        str(row.child),
        (categories, where, numeric(row.date) if row.date else "", state),
        _VERDICTS[step.deed],
        step.form.id if step.form is not None else None,
        (*errors, *step.reasons),
        (*notes, *step.notes),
        differences,
    )
