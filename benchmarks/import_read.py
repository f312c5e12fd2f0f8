"""How long a list of 5,000 children takes from the .xlsx to PersonRows and through the matching.

Prints seconds, and the peak memory of this process and of the reading process. Invented people.
Run: python benchmarks/import_read.py [ROWS]
"""

import io
import random
import sys
import time
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import openpyxl

from desktop.importing.fields import Kind
from desktop.importing.header import find_mapping
from desktop.importing.matching import KnownChild, Verdict, match
from desktop.importing.people import read_people
from desktop.importing.read import read_table

BOYS = ("Пётр Ильич", "Тимур Русланович", "Лев Олегович", "Артём Игоревич", "Али Гусейн оглы")
GIRLS = ("Алёна Олеговна", "Мария Ильинична", "Кира Львовна", "Дарья Игоревна", "Лейла Рашид кызы")
STEMS = ("Лукошк", "Ягодк", "Брусникин", "Орешник", "Полян", "Ключ", "Рощ", "Тропин", "Ветк")
MIDDLES = ("ар", "ел", "ин", "ов", "ут", "ям", "оск", "ищ", "арн", "евл")
HEADINGS = (
    "№ п/п", "ФИО ребёнка", "Дата рождения", "Пол", "Группа", "Дата зачисления", "№ приказа",
    "ФИО матери", "Телефон", "Место работы", "ФИО отца", "Телефон", "E-mail", "СНИЛС", "Примечание",
)  # fmt: skip


def workbook(rows: int) -> bytes:
    """An .xlsx with title rows, 15 columns and children who are nobody's."""
    chance = random.Random(2026)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Контингент")
    sheet.append(["Список воспитанников на 01.09.2026"])
    sheet.append([])
    sheet.append(HEADINGS)
    for number in range(1, rows + 1):
        girl = number % 2 == 0
        stem = chance.choice(STEMS) + chance.choice(MIDDLES) + chance.choice(MIDDLES)
        last = stem + ("ова" if girl else "ов")
        sheet.append(
            [
                number,
                f"{last} {chance.choice(GIRLS if girl else BOYS)}",
                date(2019, 1, 1) + timedelta(days=chance.randrange(1400)),
                "ж" if girl else "м",
                f"Группа «Поляна {number % 40}»",
                "01.09.2024г.",
                f"{number % 90}-к",
                f"{stem}ова Ольга Ивановна",
                89160000000.0 + number,
                "",
                f"{stem}ов Олег Петрович, 8(903){number:07}",
                "",
                f"rod{number}@example.ru",
                "000-000-000 00",
                "",
            ]
        )
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def peak_megabytes() -> str:
    """Peak memory of this process and of its children, where the system tells."""
    if sys.platform == "win32":
        return "not told by this system"
    import resource

    own, children = (
        resource.getrusage(who).ru_maxrss / 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return f"program {own:.0f} MB, reading process {children:.0f} MB"


def main() -> None:
    """Measures and prints."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    data = workbook(rows)
    print(f"{rows} rows × {len(HEADINGS)} columns, {len(data) / 1024:.0f} kB")
    started = time.perf_counter()
    book = read_table(data, "список")
    after_read = time.perf_counter()
    mapping = find_mapping(book, Kind.PEOPLE)
    after_mapping = time.perf_counter()
    people = read_people(book, mapping).rows
    after_rows = time.perf_counter()
    known = [
        KnownChild(at, row.child, row.birth_date, row.group_title)
        for at, row in enumerate(people)
        if at % 10
    ]
    plan = match(people, known)
    ended = time.perf_counter()
    print(f"read in the child     {after_read - started:6.2f} s")
    print(f"headings              {after_mapping - after_read:6.2f} s")
    print(f"rows → people         {after_rows - after_mapping:6.2f} s   ({len(people)} people)")
    print(f"file → PersonRows     {after_rows - started:6.2f} s")
    print(f"matching × {len(known)}       {ended - after_rows:6.2f} s")
    print(", ".join(f"{verdict}: {plan.count(verdict)}" for verdict in Verdict))
    print(f"peak memory: {peak_megabytes()}")


if __name__ == "__main__":
    main()
