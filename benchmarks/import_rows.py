"""How long a class list of 5,000 children with two representatives each takes from the file to the
base: reading, the dry run, writing with audit and undo rows, the view for the checker.

Prints seconds beside the figure to reach, then the same list once more (nothing new) and its undo.
Run: python benchmarks/import_rows.py [ROWS]
"""

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import _office
from import_read import workbook

from desktop.importing.fields import Kind
from desktop.importing.header import find_mapping
from desktop.importing.people import People, read_people
from desktop.importing.read import read_table
from desktop.models import AuditEntry, Change, Child, Contact, Guardian, Guardianship
from desktop.operations import class_lists, journal, publish
from desktop.operations._operation import Session
from desktop.operations.class_lists import ImportPlan, ImportResult

GOAL = 5.0


def read(data: bytes) -> tuple[People, list[tuple[str, float]]]:
    """The list as rows, and how long each step took."""
    started = time.perf_counter()
    book = read_table(data, "список")
    opened = time.perf_counter()
    people = read_people(book, find_mapping(book, Kind.PEOPLE))
    return people, [
        ("file read in the child process", opened - started),
        ("rows to people", time.perf_counter() - opened),
    ]


def load(session: Session, people: People) -> tuple[ImportPlan, ImportResult, list[float]]:
    """Dry run and loading with every close row taken as new."""
    started = time.perf_counter()
    plan = class_lists.dry_run(session, people)
    planned = time.perf_counter()
    result = class_lists.apply(
        session, plan, {line.ident: "new" for line in plan.lines if line.reasons}
    )
    return plan, result, [planned - started, time.perf_counter() - planned]


def main() -> None:
    """Measures and prints."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    data = workbook(rows)
    with tempfile.TemporaryDirectory(prefix="poryadok-bench-") as place:
        session = _office.make(Path(place) / "Школа", 0)
        people, told = read(data)
        _, result, (planning, loading) = load(session, people)
        deed = session.last_deed
        started = time.perf_counter()
        publish.publish(session)
        publishing = time.perf_counter() - started
        told += [
            ("dry run", planning),
            ("loading, all together", loading),
            ("  of it the view for the checker", publishing),
        ]
        for name, seconds in told:
            print(f"{name:36} {seconds:6.2f} s")
        total = sum(seconds for name, seconds in told if not name.startswith(" "))
        print(
            f"{f'{rows} rows, file to base':36} {total:6.2f} s   (to reach: {GOAL:.0f} s at 5000)"
        )
        print(result.summary)
        counts = {
            model._meta.table_name: model.select().count()
            for model in (Child, Guardian, Guardianship, Contact, Change, AuditEntry)
        }
        print(counts)
        plan, _, (planning, loading) = load(session, people)
        print(f"{'the same list again':36} {planning + loading:6.2f} s   {plan.summary}")
        assert deed is not None
        started = time.perf_counter()
        journal.undo(session, deed.id)
        print(f"{'undoing the first loading':36} {time.perf_counter() - started:6.2f} s")
        session.close()


if __name__ == "__main__":
    main()
