"""A step of a chat's life: on which day, for what reason, on what ground."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from desktop import clock
from desktop.operations.chats import StateLine
from desktop.ui._chat_words import step_word
from desktop.ui._dialog import Filled, FormDialog
from desktop.ui.form import DateField, Field, MultilineField, TextField

_INTRO = {
    "consents": "Семьям раздают бланки согласий; чат откроют, когда всё собрано.",
    "order": "Приказ о создании чата издан. Если он составлен в программе, чат переходит сюда сам.",
    "open": "Чат начинает работать: в нём можно писать семьям.",
    "paused": "Чат не работает до нового решения; участники и согласия остаются.",
    "closed": "Закрытый чат больше не открывают, он остаётся в реестре. Сведения семей, нужные "
    "только для него, уничтожают в течение 30 дней (152-ФЗ, ст. 21, ч. 4).",
    "project": "Чат возвращается в проект: раздача согласий прекращена.",
}


@dataclass(frozen=True)
class Step:
    """What is recorded."""

    state: str
    on_date: date
    reason: str
    basis: str


class StateDialog(FormDialog):
    """Date, and as the step needs it reason and ground."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        now: str,
        to: str,
        missing: Sequence[str],
        last: StateLine | None,
        form_id: str,
        problem: str,
    ) -> None:
        self._last = last
        fields: list[Field] = [DateField("on_date", "Дата", required=True)]
        needs_reason = to in ("paused", "closed")
        if to == "order" or any("приказ" in line for line in missing):
            fields.append(
                TextField(
                    "basis",
                    "Приказ, изданный на бумаге",
                    required=to == "order",
                    placeholder="приказ от 05.10.2026 № 12-ОД",
                    hint="Дата и номер: они станут основанием чата.",
                )
            )
        fields.append(
            MultilineField(
                "reason",
                "Причина" if needs_reason else "Примечание",
                required=needs_reason,
                lines=2,
            )
        )
        super().__init__(
            parent,
            f"{step_word(now, to)}: «{title}»",
            fields,
            step_word(now, to),
            intro=_INTRO[to],
            warning=[f"Не хватает: {line}." for line in missing],
            form_id=form_id,
            problem=problem,
            danger=to == "closed",
            width=520,
        )

    def is_right(self) -> bool:
        day = self.form.field("on_date").value()
        if day > clock.today():
            self.form.show_error("on_date", "Эта дата ещё не наступила.")
            return False
        if self._last is not None and day < self._last.on_date:
            self.form.show_error(
                "on_date", f"Прошлый шаг записан {self._last.on_date:%d.%m.%Y}: раньше нельзя."
            )
            return False
        return True


def ask(
    parent: QWidget | None,
    title: str,
    now: str,
    to: str,
    missing: Sequence[str] = (),
    last: StateLine | None = None,
    form_id: str = "",
    typed: str = "",
    problem: str = "",
) -> Filled[Step] | None:
    """The step to record, or None. `missing` is what the regulation asks and is not there yet."""
    dialog = StateDialog(parent, title, now, to, missing, last, form_id, problem)
    dialog.begin({"on_date": clock.today()}, typed)
    if not dialog.run():
        return None
    told = dialog.form.values()
    step = Step(to, told["on_date"], told["reason"], told.get("basis", ""))
    return Filled(step, dialog.form.snapshot())
