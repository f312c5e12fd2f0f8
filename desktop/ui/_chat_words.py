"""Words and chips of chats and consents: one state looks the same wherever it is shown."""

from collections.abc import Sequence
from datetime import date, timedelta

from desktop import clock
from desktop.operations import consents
from desktop.operations.chats import HoursLine
from desktop.operations.consents import MatrixRow
from desktop.reference import platforms
from desktop.russian.dates import WEEKDAYS_SHORT, numeric
from desktop.ui.chips import Chip

STATE_CHIPS = {
    "project": Chip("проект", "muted", "file-pen"),
    "consents": Chip("сбор согласий", "info", "file-check"),
    "order": Chip("приказ", "info", "stamp"),
    "open": Chip("открыт", "ok"),
    "paused": Chip("приостановлен", "warn", "circle-pause"),
    "closed": Chip("закрыт", "muted", "archive"),
}
CONSENT_CHIPS = {
    "none": Chip("нет бланка", "muted", "circle-dashed"),
    "printed": Chip("выдан бланк", "info", "printer"),
    "signed": Chip("подписано", "ok"),
    "refused": Chip("отказ", "stop", "ban"),
    "withdrawn": Chip("отозвано", "warn", "undo-2"),
    "expired": Chip("истекло", "warn", "hourglass"),
    "conflict": Chip("родители не согласны", "stop", "scale"),
}
# What the person does by going to a state: (from any of, or None) → the word of the button.
STEP_WORDS = {
    "project": "Вернуть в проект",
    "consents": "Собирать согласия",
    "order": "Записать приказ",
    "open": "Открыть чат",
    "paused": "Приостановить",
    "closed": "Закрыть чат",
}
EXPIRES_SOON = 30  # days


def step_word(now: str, to: str) -> str:
    """The word of the button that takes a chat from one state to another."""
    if now == "paused" and to == "open":
        return "Открыть снова"
    if now == "order" and to == "consents":
        return "Вернуть к согласиям"
    return STEP_WORDS[to]


def hours_in_words(hours: Sequence[HoursLine]) -> str:
    """«пн–пт 08:00–19:00; сб 10:00–14:00»; "" when there are none."""
    by_day: dict[int, str] = {}
    for line in hours:
        told = f"{line.opens}–{line.closes}"
        by_day[line.weekday] = f"{by_day[line.weekday]}, {told}" if line.weekday in by_day else told
    parts: list[str] = []
    day = 0
    while day < 7:
        if day not in by_day:
            day += 1
            continue
        last = day
        while by_day.get(last + 1) == by_day[day]:
            last += 1
        days = WEEKDAYS_SHORT[day]
        if last > day:
            days += ("–" if last > day + 1 else ", ") + WEEKDAYS_SHORT[last]
        parts.append(f"{days} {by_day[day]}")
        day = last + 1
    return "; ".join(parts)


def platform_chip(ident: str, day: date) -> Chip | None:
    """The status of a platform on a day; None for one the reference does not know."""
    platform = platforms.platforms().get(ident)
    if platform is None:
        return None
    status = platform.status_on(day).status
    if platforms.personal_data_forbidden(platform, day):
        return Chip(status.word, "stop")
    if status is platforms.PlatformStatus.CONDITIONAL:
        return Chip(status.word, "warn")
    return Chip(status.word, "ok")


def day_words(day: date | None) -> str:
    """«20.11.2026», or nothing."""
    return numeric(day) if day else ""


def expires_soon(line: MatrixRow) -> bool:
    """Whether what the family signed runs out within a month."""
    if line.state not in ("signed", "conflict") or line.valid_until is None:
        return False
    return line.valid_until <= clock.today() + timedelta(days=EXPIRES_SOON)


def is_answered(line: MatrixRow) -> bool:
    """Whether the family said anything: yes, no, or yes and then no."""
    return line.state not in ("none", "printed")


def consent_chip(line: MatrixRow) -> Chip:
    """The chip of a child's line; a signature that soon runs out warns."""
    if line.state == "signed" and expires_soon(line):
        return Chip(f"до {day_words(line.valid_until)}", "warn", "hourglass")
    return CONSENT_CHIPS[line.state]


def conflict_words(line: MatrixRow) -> str:
    """Who agrees and who does not, said aloud."""
    latest: dict[int | None, list[consents.ConsentRow]] = {}
    for form in line.forms:
        latest.setdefault(form.guardian_id, []).append(form)
    stand = [consents.standing(forms) for forms in latest.values()]
    agree = [form.guardian or "семья" for form in stand if form.state == "signed"]
    against = [form.guardian or "семья" for form in stand if form.state in ("refused", "withdrawn")]
    return (
        f"Представители не согласны между собой: {', '.join(agree)} – за, "
        f"{', '.join(against)} – против. Пока они не договорились, сведения и снимки ребёнка "
        "в чат не отправляют (СК РФ, ст. 61)."
    )
