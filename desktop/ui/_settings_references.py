"""Settings, «Справочники»: what the program knows of days, platforms and law, and since when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop import clock
from desktop.reference import calendar, legal, platforms
from desktop.reference.platforms import PlatformStatus
from desktop.russian.dates import numeric
from desktop.russian.plural import count
from desktop.ui import jobs, look
from desktop.ui.chips import Chip, ChipRole
from desktop.ui.empty import Empty
from desktop.ui.table import Column, SearchableTable

_ROLE: dict[PlatformStatus, ChipRole] = {
    PlatformStatus.ALLOWED: "ok",
    PlatformStatus.CONDITIONAL: "warn",
    PlatformStatus.PD_FORBIDDEN: "stop",
    PlatformStatus.UNAVAILABLE: "stop",
    PlatformStatus.BANNED: "stop",
    PlatformStatus.CLOSED: "muted",
}


@dataclass(frozen=True)
class YearRow:
    """One year of the production calendar."""

    id: int
    working: int
    short: int
    transfers: int
    checked_on: date
    about: str


@dataclass(frozen=True)
class PlatformRow:
    """A platform with its status of today."""

    id: str
    name: str
    status: PlatformStatus
    label: str
    checked_on: date
    about: str


@dataclass(frozen=True)
class ActRow:
    """A legal act and whether it is in force today."""

    id: str
    short: str
    cited: str
    chip: Chip
    checked_on: date
    about: str


@dataclass(frozen=True)
class References:
    """Everything the tab shows."""

    years: tuple[YearRow, ...]
    platforms: tuple[PlatformRow, ...]
    acts: tuple[ActRow, ...]


def references(day: date) -> References:
    """The shipped references as of `day`."""
    return References(
        tuple(_year(year) for year in sorted(calendar.years(), reverse=True)),
        tuple(_platform(known, day) for known in platforms.platforms().values()),
        tuple(_act(known, day) for known in legal.acts().values()),
    )


class ReferencesTab(QWidget):
    """Three lists to read; under the list, where the chosen line comes from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_loaded = False
        checked = Column("checked", "Проверено", _checked, width=110, sort=lambda r: r.checked_on)
        self.years_table = _table(
            "years",
            "Производственный календарь",
            [
                Column("year", "Год", lambda r: str(r.id), width=90, sort=lambda r: r.id),
                Column("working", "Рабочих дней", lambda r: str(r.working), "right", 130),
                Column("short", "Сокращённых", lambda r: str(r.short), "right", 130),
                Column("transfers", "Переносов", lambda r: str(r.transfers), "right", 110),
                checked,
                Column("about", "Основание", lambda r: r.about, width=300, stretch=True),
            ],
            ("год", "года", "лет"),
        )
        self.platforms_table = _table(
            "platforms",
            "Платформы",
            [
                Column("name", "Платформа", lambda r: r.name, width=200),
                Column("status", "Сегодня", chip=_platform_chip, width=270),
                Column("label", "Что это значит", lambda r: r.label, width=300, stretch=True),
                checked,
            ],
            ("платформа", "платформы", "платформ"),
        )
        self.acts_table = _table(
            "acts",
            "Правовые акты",
            [
                Column("short", "Акт", lambda r: r.short, width=190),
                Column("state", "Сегодня", chip=lambda r: r.chip, width=160),
                Column("cited", "Полное название", lambda r: r.cited, width=300, stretch=True),
                checked,
            ],
            ("акт", "акта", "актов"),
        )
        self.tables = (self.years_table, self.platforms_table, self.acts_table)
        self.stack = QStackedWidget(self)
        self.about_label = QLabel(self)
        self.about_label.setWordWrap(True)
        self.about_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        look.set_role(self.about_label, "muted")
        self.choice = QButtonGroup(self)
        choices = QHBoxLayout()
        choices.setSpacing(look.px(8))
        for at, table in enumerate(self.tables):
            self.stack.addWidget(table)
            table.selection_changed.connect(self._tell)
            button = QPushButton(table.view.accessibleName(), self)
            button.setAccessibleName(button.text())
            button.setCheckable(True)
            button.setChecked(at == 0)
            self.choice.addButton(button, at)
            choices.addWidget(button)
        note = QLabel("Справочники обновляются вместе с программой.", self)
        note.setWordWrap(True)
        note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        look.set_role(note, "hint")
        choices.addWidget(note, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.px(16), 0, 0)
        column.setSpacing(look.px(8))
        column.addLayout(choices)
        column.addWidget(self.stack, 1)
        column.addWidget(self.about_label)
        self.choice.idClicked.connect(self._choose)
        look.changed.connect(self._restyle)
        self._restyle()

    def reload(self) -> None:
        """Read the references once; they change only with the program."""
        if not self._is_loaded:
            day = clock.today()
            jobs.run("work", lambda: references(day), context=self, done=self._show)

    def _show(self, known: References) -> None:
        self._is_loaded = True
        self.years_table.set_rows(known.years)
        self.platforms_table.set_rows(known.platforms)
        self.acts_table.set_rows(known.acts)
        for table in self.tables:
            if table.rows():
                table.select(table.rows()[0].id)
        self._tell()

    def _choose(self, at: int) -> None:
        self.stack.setCurrentIndex(at)
        self._tell()

    def _tell(self) -> None:
        row: Any = self.tables[self.stack.currentIndex()].current()
        self.about_label.setText(row.about if row is not None else "")

    def _restyle(self) -> None:
        self.about_label.setMinimumHeight(look.px(64))
        self.about_label.setAlignment(Qt.AlignmentFlag.AlignTop)


def _table(
    ident: str, title: str, columns: Sequence[Column], words: tuple[str, str, str]
) -> SearchableTable:
    return SearchableTable(
        f"settings/{ident}",
        columns,
        title=title,
        empty=Empty("Справочник пуст", "Установите программу заново.", icon="book-open"),
        search_text=lambda row: " ".join([*(c.words(row) for c in columns), row.about]),
        count_words=words,
    )


def _checked(row: Any) -> str:
    return numeric(row.checked_on)


def _platform_chip(row: PlatformRow) -> Chip:
    return Chip(row.status.word, _ROLE[row.status])


def _year(number: int) -> YearRow:
    year = calendar.DEFAULT.year(number)
    first = date(number, 1, 1)
    days = (date(number + 1, 1, 1) - first).days
    kinds = [year.kind(first + timedelta(days=at)) for at in range(days)]
    working = sum(kind is not calendar.DayKind.OFF for kind in kinds)
    about = ". ".join(part.rstrip(".") for part in (year.basis, year.note) if part) + "."
    return YearRow(number, working, len(year.short), len(year.transfers), year.checked_on, about)


def _platform(known: platforms.Platform, day: date) -> PlatformRow:
    row = known.status_on(day)
    since = f"С {numeric(row.since)}. " if row.since != date.min else ""
    about = f"{known.name}. {since}Основание: {row.basis}. Источник: {row.source}."
    if footnote := known.footnote_on(day):
        about += f" На бумаге печатается сноска: «{footnote}»."
    return PlatformRow(known.id, known.name, row.status, row.label, row.checked_on, about)


def _act(known: legal.LegalAct, day: date) -> ActRow:
    if not known.in_force_on(day):
        chip = Chip("не действует", "stop")
    elif known.valid_until:
        left = (known.valid_until - day).days
        ends_soon = left <= 90
        word = f"ещё {count(left, 'день', 'дня', 'дней')}" if ends_soon else "действует"
        chip = Chip(word, "warn" if ends_soon else "ok")
    else:
        chip = Chip("действует", "ok") if known.binding else Chip("рекомендует", "info")
    term = f" Действует до {numeric(known.valid_until)}." if known.valid_until else ""
    about = f"{known.backs[:1].upper()}{known.backs[1:]}.{term} Источник: {known.source}."
    if known.note:
        about += f" {known.note}"
    return ActRow(known.id, known.short, known.cited, chip, known.checked_on, about)
