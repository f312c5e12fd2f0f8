"""Messages to the group only in the hours agreed for the chat."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from desktop.reference.calendar import Calendar, DayKind, YearMissing
from desktop.rules._level import Level
from desktop.rules._rule import Context, Example, Hit, Rule, Suggestion
from desktop.russian.dates import WEEKDAYS, numeric, on_weekday

_FRIDAY, _SUNDAY = 4, 6
_SEARCH_DAYS = 60  # longer than any run of holidays with a vacation round it


class _Hours:
    """Which hours of a day are open: the chat's own rows, else those of the regulation.

    A day off by the production calendar is as a Sunday; a weekend made working, without a row of
    its own, is as a Friday.
    """

    def __init__(self, context: Context) -> None:
        self.rows: dict[int, tuple[time, time]] = {}
        chat, params = context.chat, context.params
        self.by_calendar = True
        self.basis = ""
        if chat and chat.hours:
            for row in chat.hours:
                self.rows[row.weekday] = (_time(row.opens), _time(row.closes))
            self.basis = chat.hours_basis
        elif params.get("opens") and params.get("closes"):
            window = (_time(str(params["opens"])), _time(str(params["closes"])))
            days_quiet = bool(params.get("days_off", False))
            usual = range(5) if days_quiet else range(7)
            for weekday in params.get("weekdays") or usual:
                self.rows[int(weekday)] = window
            self.by_calendar = days_quiet
        self.calendar = Calendar(dict(context.people.office.calendar))

    def of(self, day: date) -> tuple[time, time] | None:
        """The open hours of a day, None for a closed one. Raises YearMissing."""
        weekday = day.weekday()
        if self.by_calendar:
            off = self.calendar.kind(day) is DayKind.OFF
            if off and weekday < _FRIDAY + 1:
                weekday = _SUNDAY
            elif not off and weekday > _FRIDAY and weekday not in self.rows:
                weekday = _FRIDAY
        return self.rows.get(weekday)

    def next_open(self, moment: datetime) -> datetime | None:
        """The first open minute not before the moment; None when it cannot be told."""
        for ahead in range(_SEARCH_DAYS):
            day = moment.date() + timedelta(days=ahead)
            try:
                hours = self.of(day)
            except YearMissing:
                return None
            if hours is None:
                continue
            earliest = moment.time().replace(second=0, microsecond=0) if not ahead else time.min
            if earliest <= hours[1]:
                return datetime.combine(day, max(earliest, hours[0]), moment.tzinfo)
        return None


def _time(text: str) -> time:
    hour, _, minute = text.strip().replace(".", ":").partition(":")
    if int(hour) == 24:
        return time(23, 59)
    return time(int(hour), int(minute or 0))


def _find(context: Context) -> Iterator[Hit]:
    draft = context.draft
    if draft.at is None or draft.to != "chat" or draft.urgent:
        return
    hours = _Hours(context)
    if not hours.rows:
        return
    day, moment = draft.at.date(), draft.at.time().replace(second=0, microsecond=0)
    try:
        today = hours.of(day)
    except YearMissing as missing:
        yield Hit(0, 0, str(missing), level=Level.ADVICE)
        today = hours.rows.get(day.weekday())
        if today is None:  # a weekend that may have been made working: no guess
            return
    if today and today[0] <= moment <= today[1]:
        return
    new_at = hours.next_open(draft.at)
    moved: tuple[Suggestion, ...] = ()
    if new_at:
        words = f"{on_weekday(new_at.date())}, {numeric(new_at.date())}, в {new_at:%H:%M}"
        moved = (Suggestion(f"Отправить {words}", new_at=new_at),)
    basis = f" ({hours.basis})" if hours.basis else ""
    if today:
        why = f"в чат пишут с {today[0]:%H:%M} до {today[1]:%H:%M}{basis}, а не в {moment:%H:%M}"
    else:
        why = f"{numeric(day)}, {WEEKDAYS[day.weekday()]} – не время для сообщений в чат{basis}"
    yield Hit(0, 0, f"{why[0].upper()}{why[1:]}. Перенесите отправку.", moved)


RULE = Rule(
    id="quiet-hours",
    title="Время отправки",
    level=Level.FIX,
    basis="Писать в общий чат принято в часы, о которых договорились с родителями",
    find=_find,
    bad=(
        Example("Завтра экскурсия.", at="2026-11-20T22:30"),
        Example("Завтра экскурсия.", at="2026-11-20T07:59"),
        Example("Завтра экскурсия.", at="2026-11-20T19:01"),
        Example("Завтра экскурсия.", at="2026-11-21T12:00"),  # Saturday
        Example("С праздником!", at="2026-11-04T12:00"),  # a holiday, Wednesday
        Example("Завтра экскурсия.", at="2119-11-20T12:00", level=Level.ADVICE),
    ),
    good=(
        Example("Завтра экскурсия."),
        Example("Завтра экскурсия.", at="2026-11-20T08:00"),
        Example("Завтра экскурсия.", at="2026-11-20T19:00"),
        Example("Прорвало трубу, заберите детей.", at="2026-11-20T22:30", urgent=True),
        Example("Завтра экскурсия.", at="2026-11-20T22:30", to="private"),
        Example("Завтра экскурсия.", at="2026-11-20T22:30", chat=4),  # nobody set the hours
        Example("Завтра экскурсия.", at="2024-11-02T12:00"),  # a Saturday made working
    ),
)
