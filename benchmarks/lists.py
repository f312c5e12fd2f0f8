"""How live a list of 100,000 rows is: showing, filtering, ordering, and the longest stop.

Run: python benchmarks/lists.py [ROWS]. Prints milliseconds beside the figure to reach.
Without a screen the window is drawn offscreen.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from desktop.ui import look, russian_qt
from desktop.ui.chips import Chip
from desktop.ui.empty import Empty
from desktop.ui.table import Column, SearchableTable

REPEATS = 5


@dataclass(frozen=True)
class Row:
    """An invented child as a list shows it."""

    id: int
    name: str
    group: str
    mother: str
    phone: str
    mail: str
    age: int
    state: str


def invented(number: int) -> list[Row]:
    """So many rows, always the same ones."""
    pick = random.Random(7)
    roots = (
        "Ёлк",
        "Ерш",
        "Ежик",
        "Берёзк",
        "Яблок",
        "Журавл",
        "Смех",
        "Тарелк",
        "Самовар",
        "Облак",
        "Ручей",
        "Скворц",
    )
    ends = ("ов", "ин", "енко", "ский", "овых", "ев")
    names = ("Пётр", "Алёна", "Мирон", "Ульяна", "Тихон", "Варвара", "Савва", "Есения")
    return [
        Row(
            id=at,
            name=f"{pick.choice(roots)}{pick.choice(ends)} {pick.choice(names)} Ильич",
            group=f"{at % 11 + 1} «{'АБВГ'[at % 4]}»",
            mother=f"{pick.choice(roots)}{pick.choice(ends)} {pick.choice(names)} Львовна",
            phone=f"+7 9{at % 90:02d} {pick.randrange(1000):03d}-{at % 100:02d}-{at * 7 % 100:02d}",
            mail=f"family{at}@example.org",
            age=pick.randrange(1, 18),
            state="Подписано" if at % 3 else "Нет ответа",
        )
        for at in range(number)
    ]


COLUMNS = (
    Column("name", "Ребёнок", lambda row: row.name, width=240, stretch=True),
    Column("group", "Группа", lambda row: row.group, width=90),
    Column("mother", "Законный представитель", lambda row: row.mother, width=220),
    Column("phone", "Телефон", lambda row: row.phone, width=150),
    Column("mail", "Почта", lambda row: row.mail, width=170),
    Column("age", "Лет", lambda row: str(row.age), "right", 60, sort=lambda row: row.age),
    Column("id", "Номер", lambda row: str(row.id), "right", 80, sort=lambda row: row.id),
    Column(
        "state",
        "Согласие",
        lambda row: row.state,
        chip=lambda row: Chip(row.state, "ok" if row.state == "Подписано" else "warn"),
    ),
)


def main() -> None:
    """Measure and print."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        app = QApplication(sys.argv[:1])
        app.setOrganizationName("poryadok")
        app.setApplicationName("benchmark")
        russian_qt.install(app)
        look.apply(app, "light", 1.0)
        measure(app, invented(number))


def measure(app: QApplication, rows: list[Row]) -> None:
    """Show, index, filter, order; painting of the visible part is in every figure."""
    table = SearchableTable("benchmark", COLUMNS, title="Дети", empty=Empty("Пусто"))
    table.resize(1366, 768)
    table.show()
    app.processEvents()

    def timed(deed: Callable[[], object]) -> float:
        start = time.perf_counter()
        deed()
        table.view.viewport().repaint()
        return (time.perf_counter() - start) * 1000

    def line(what: str, times: list[float], limit: float) -> None:
        worst, middle = max(times), statistics.median(times)
        print(f"{what:<44}{middle:>8.1f}{worst:>9.1f}{limit:>9.0f}")

    print(f"{len(rows):,} rows x {len(COLUMNS)} columns, ms    median    worst   to reach")
    line("show", [timed(lambda: table.set_rows(rows)) for _ in range(REPEATS)], 60)
    laps = []
    start = time.perf_counter()
    while not table.is_indexed:
        lap = time.perf_counter()
        app.processEvents()
        laps.append((time.perf_counter() - lap) * 1000)
    line("index in the background, longest stop", laps, 100)
    print(f"{'index in the background, whole':<44}{(time.perf_counter() - start) * 1000:>8.1f}")
    keys = []
    for word in ("берёзк", "савва", "ельник", "89055", "11 «в» алёна", "й"):
        for length in range(1, len(word) + 1):
            query = word[:length]
            keys.append(timed(lambda query=query: table.set_query(query)))
        keys.append(timed(lambda: table.set_query("")))
    line("filter, a keystroke", keys, 50)
    first, again = [], []
    for _ in range(REPEATS):
        table.set_rows(list(rows))
        table.finish_index()
        for column in range(len(COLUMNS)):
            first.append(timed(lambda column=column: table.order_by(column)))
            again.append(timed(lambda column=column: table.order_by(column)))
    line("sort, a new column", first, 100)
    line("sort, turned round", again, 100)


if __name__ == "__main__":
    main()
