"""The sheet with the recovery key for the head's safe. Printed once, never stored."""

from dataclasses import dataclass
from datetime import date as Date

from desktop.documents._blocks import Block, Bold, Cell, Line, Para, Row, Story, Table
from desktop.documents._document import DocumentType
from desktop.documents._layout import day_in_words, or_dots
from desktop.models import Organization

_PER_LINE = 4


@dataclass(frozen=True)
class RecoverySheet:
    """What the sheet says. The key is a secret: this data must never be kept."""

    number: str
    date: str
    institution: str
    key: str  # groups of four signs joined by hyphens


def collect(*, key: str, date: Date, institution: str = "", number: str = "") -> RecoverySheet:
    """The data of the sheet. Without `institution` the short name of the base is taken, if any."""
    if not institution:
        record = Organization.select().first()
        institution = record.short_name if record is not None else ""
    return RecoverySheet(number, date.isoformat(), institution.strip(), key)


def heading(data: RecoverySheet) -> str:
    """The title of the sheet."""
    return "Ключ восстановления"


def story(data: RecoverySheet) -> Story:
    """The key in large groups, what it is for, where it is kept."""
    groups = data.key.split("-")
    lines = [groups[at : at + _PER_LINE] for at in range(0, len(groups), _PER_LINE)]
    blocks: tuple[Block, ...] = (
        Para(or_dots(data.institution), "center", 13, hyphens=False),
        Para((Bold("КЛЮЧ ВОССТАНОВЛЕНИЯ"),), "center", 20, before=26),
        Para("данных программы «Порядок»", "center", 14, before=2),
        Para(f"Создан {day_in_words(data.date)}", "center", 12, before=6, after=22),
        *(Para("\u00a0\u00a0".join(line), "center", 30, mono=True, before=6) for line in lines),
        Para(
            "Ключ состоит из цифр и латинских букв; букв I, L, O, U в нём нет. При вводе пробелы, "
            "дефисы и размер букв не имеют значения.",
            "center",
            11,
            before=14,
            after=20,
        ),
        Table(
            (),
            (38, 127),
            (
                (
                    Cell("Зачем", bold=True),
                    "Данные на компьютере зашифрованы. Если забыты пароли, доступ вернёт только "
                    "этот ключ: ни разработчик, ни мастер без него данные не прочтут.",
                ),
                (
                    Cell("Где хранить", bold=True),
                    "В сейфе руководителя, в заклеенном конверте с подписью и датой. Отдельно от "
                    "компьютера и от резервных копий.",
                ),
                (
                    Cell("Чего не делать", bold=True),
                    "Не фотографировать, не пересылать, не держать в файле и рядом с компьютером: "
                    "у кого этот лист и файлы с данными, тот прочтёт всё.",
                ),
                (
                    Cell("Если лист утрачен", bold=True),
                    "Войдите в программу и создайте в настройках новый ключ восстановления: "
                    "прежний сразу перестанет действовать.",
                ),
                (
                    Cell("Как применить", bold=True),
                    "В окне входа выберите вход по ключу восстановления и введите ключ: откроются "
                    "только учётные записи, где задают новый пароль.",
                ),
            ),
            12,
        ),
        Para("Лист принят на хранение:", "left", 12, before=24, keep_next=True),
        Row(
            (Line("должность"), Line("подпись"), Line("фамилия, инициалы"), Line("дата")),
            (45, 35, 50, 35),
            12,
            before=12,
        ),
    )
    return Story(blocks)


def missing(data: RecoverySheet) -> tuple[str, ...]:
    """What prints as dotted lines."""
    return () if data.institution else ("название учреждения",)


SAMPLE = RecoverySheet(
    "",
    "2026-11-20",
    "МБДОУ «Детский сад № 5 «Ручеёк»",
    "0K7M-4QXZ-98AB-CDEF-GH12-3456-JKMN-PQRS",
)

DOCUMENT = DocumentType(
    id="recovery-key",
    title="Ключ восстановления",
    series="",
    number_template="",
    data=RecoverySheet,
    collect=collect,
    story=story,
    sample=SAMPLE,
    heading=heading,
    missing=missing,
    secret=True,
)
