"""Somebody seen in a chat: who it is and what the profile says; leaving the chat."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from desktop import clock
from desktop.operations.participants import LEFT_REASONS, ParticipantRow
from desktop.ui._chat_people import People, search
from desktop.ui._dialog import Filled, FormDialog
from desktop.ui.form import ChoiceField, DateField, PickField, TextField


@dataclass(frozen=True)
class Member:
    """What is recorded of a member; `person` is «guardian:7», «employee:3» or empty."""

    person: str
    profile_name: str
    joined_on: date | None


class ParticipantDialog(FormDialog):
    """Person, name of the profile, day of joining."""

    def __init__(
        self,
        parent: QWidget | None,
        people: People,
        row: ParticipantRow | None,
        form_id: str,
        problem: str,
    ) -> None:
        known = row is not None and row.id is not None
        super().__init__(
            parent,
            "Участник чата",
            [
                PickField(
                    "person",
                    "Кто это",
                    search(people.everybody),
                    hint="Пусто – пока не узнан: это будет видно в списке.",
                ),
                TextField(
                    "profile",
                    "Имя в профиле",
                    max_length=200,
                    hint="Слово в слово, как его видят в чате.",
                ),
                DateField("joined_on", "Вступил", required=True),
            ],
            "Сохранить" if known else "Записать",
            form_id=form_id,
            problem=problem,
            width=520,
        )

    def is_right(self) -> bool:
        told = self.form.values()
        if not told["person"] and not told["profile"]:
            self.form.show_error("profile", "Выберите человека или впишите имя профиля.")
            return False
        if told["joined_on"] > clock.today():
            self.form.show_error("joined_on", "Эта дата ещё не наступила.")
            return False
        return True


def ask(
    parent: QWidget | None,
    people: People,
    row: ParticipantRow | None = None,
    *,
    form_id: str = "",
    typed: str = "",
    problem: str = "",
) -> Filled[Member] | None:
    """What to record of a member, or None. `row` is the line the person stands on."""
    dialog = ParticipantDialog(parent, people, row, form_id, problem)
    dialog.begin(
        {
            "person": people.find(row.person) if row else None,
            "profile": row.profile_name if row else "",
            "joined_on": (row.joined_on if row else None) or clock.today(),
        },
        typed,
    )
    if not dialog.run():
        return None
    told = dialog.form.values()
    member = Member(told["person"] or "", told["profile"], told["joined_on"])
    return Filled(member, dialog.form.snapshot())


class LeaveDialog(FormDialog):
    """Reason and day of leaving."""

    def __init__(self, parent: QWidget | None, row: ParticipantRow) -> None:
        self._joined_on = row.joined_on
        super().__init__(
            parent,
            "Выход из чата",
            [
                ChoiceField(
                    "reason", "Причина", [(word, word) for word in LEFT_REASONS], required=True
                ),
                DateField("on_date", "Когда вышел", required=True),
            ],
            "Записать выход",
            intro=f"{row.name or 'Участник'}. Причина – из списка; запись останется.",
            danger=True,
            width=480,
        )

    def is_right(self) -> bool:
        day = self.form.field("on_date").value()
        wrong = ""
        if day > clock.today():
            wrong = "Эта дата ещё не наступила."
        elif self._joined_on is not None and day < self._joined_on:
            wrong = f"Вступил {self._joined_on:%d.%m.%Y}: выйти раньше не мог."
        if wrong:
            self.form.show_error("on_date", wrong)
        return not wrong


def ask_leave(parent: QWidget | None, row: ParticipantRow) -> tuple[str, date] | None:
    """(reason, day) of leaving, or None."""
    dialog = LeaveDialog(parent, row)
    dialog.begin({"on_date": clock.today()})
    if not dialog.run():
        return None
    told = dialog.form.values()
    return told["reason"], told["on_date"]
