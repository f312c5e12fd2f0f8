"""How much a file to import may hold, and the one failure that says it may not be imported."""

from desktop.errors import UserError

MAX_FILE_BYTES = 10 * 1024 * 1024
MAX_ZIP_ENTRIES = 500
MAX_UNPACKED_BYTES = 100 * 1024 * 1024
MAX_RATIO = 100
# Below this size a high ratio is only a sheet of empty formatted rows, not a bomb.
RATIO_FLOOR_BYTES = 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 60
MAX_CELL_CHARACTERS = 2_000
MAX_TEXT_CHARACTERS = 20_000_000
MEMORY_BYTES = 1024**3
CPU_SECONDS = 20
# The clock on the wall runs on while a loaded computer gives the reader no processor time.
WALL_SECONDS = 30


class ImportRejected(UserError):
    """The file or text cannot be imported; `str(error)` says in Russian why and what to do."""


def too_many_rows(where: str) -> ImportRejected:
    """The table is longer than an institution can be; `where` names the sheet («на листе …»)."""
    return ImportRejected(
        f"Таблица слишком длинная ({where}): можно не больше {MAX_ROWS:_} строк – "
        "разделите её на несколько файлов.".replace("_", " ")
    )


def too_many_columns(where: str) -> ImportRejected:
    """The table is too wide; `where` names the cell or the sheet."""
    return ImportRejected(
        f"Таблица слишком широкая ({where}): можно не больше {MAX_COLUMNS} столбцов – "
        "удалите лишние столбцы и сохраните файл снова."
    )


def too_long_cell(where: str) -> ImportRejected:
    """One cell holds more text than a name, a date or a phone needs."""
    return ImportRejected(
        f"Слишком длинный текст ({where}): в ячейке можно не больше {MAX_CELL_CHARACTERS:_} "
        "знаков – сократите его или удалите этот столбец.".replace("_", " ")
    )


def damaged() -> ImportRejected:
    """The bytes look like a spreadsheet but cannot be read as one."""
    return ImportRejected(
        "Файл повреждён и не читается: откройте его в Excel или LibreOffice, сохраните заново "
        "в формате .xlsx и повторите импорт."
    )


def locked() -> ImportRejected:
    """The file is protected by a password."""
    return ImportRejected(
        "Файл защищён паролем: откройте его, снимите пароль, сохраните и повторите импорт."
    )


def too_heavy() -> ImportRejected:
    """The file would need more memory or time than a class list can need."""
    return ImportRejected(
        "Файл слишком тяжёлый для списка людей: скопируйте нужные строки в новую таблицу "
        "и загрузите её."
    )
