"""What one row of a list of consents comes to: a new form, a mark on a form, nothing, or a refusal.

A consent is never guessed: a child only alike, a namesake or an unknown chat is a refusal with its
reason (152-ФЗ, art. 9 p. 1: a consent is concrete and definite).
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from desktop import clock
from desktop.importing.consents import ConsentRow
from desktop.importing.groups import group_key
from desktop.importing.matching import KnownChild, match
from desktop.importing.name_parts import NameParts
from desktop.importing.people import PersonRow
from desktop.models import (
    Chat,
    ChatGroup,
    Child,
    Consent,
    ConsentEvent,
    Guardian,
    Guardianship,
)
from desktop.operations import consents
from desktop.operations._people import current_stays
from desktop.russian.dates import numeric
from desktop.russian.folding import fold, name_key

_QUOTES = re.compile("[«»\"'“”„]")
_LEAD = re.compile(r"^(?:чат\w*|группа в \S+)?\s*(?:№\s*)?")
_OF_GROUP = re.compile(r"^(?:группы|класса|объединения|родителей)\s+")
_ANY_CHAT = re.compile(r"^(?:родительск\w+ )?(?:чат\w*)(?: (?:группы|класса|родителей))?$")


@dataclass
class Form:
    """A form on record or made by an earlier row of the list; `id` is None for the latter."""

    id: int | None
    child: int
    guardian: int | None
    chat: int | None
    resource: str
    categories: frozenset[str]
    valid_until: date | None
    number: str
    states: list[tuple[date, str]] = field(default_factory=list)
    ident: int = -1  # the row that makes it

    @property
    def state(self) -> tuple[date, str]:
        """(since, state) now."""
        return self.states[-1]


@dataclass(frozen=True)
class ConsentStep:
    """What to do with a row: register, mark (on `form`), same or reject (with `reasons`)."""

    row: ConsentRow
    deed: str
    child: int = 0
    guardian: int | None = None
    chat: int | None = None
    resource: str = ""
    categories: frozenset[str] = frozenset()
    day: date | None = None
    form: Form | None = None
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class _Refused(Exception):
    """Why a row cannot be taken."""


def plan_consents(rows: Sequence[ConsentRow]) -> list[ConsentStep]:
    """A step for every row, in the order of the list. Reads the base, writes nothing.

    Rows are judged in the order of their dates, so that «подписано» and «отозвано» of one list
    meet on one form.
    """
    reader = _Reader(rows)
    steps: dict[int, ConsentStep] = {}
    order = sorted(range(len(rows)), key=lambda at: (rows[at].date or clock.today(), at))
    for at in order:
        if not rows[at].importable:
            steps[at] = ConsentStep(rows[at], "reject")
            continue
        try:
            steps[at] = reader.step(at, rows[at])
        except _Refused as refusal:
            steps[at] = ConsentStep(rows[at], "reject", reasons=(str(refusal),))
    return [steps[at] for at in range(len(rows))]


class _Reader:
    """The base as a list of consents is compared with, read once; grows by the list's own forms."""

    def __init__(self, rows: Sequence[ConsentRow]) -> None:
        self.children: dict[tuple[str, str], list[KnownChild]] = defaultdict(list)
        stays = {child: (group, title) for child, group, title in current_stays().tuples()}
        self.stays = stays
        known = [
            KnownChild(ident, NameParts(last, first, middle), birth, stays.get(ident, (0, ""))[1])
            for ident, last, first, middle, birth in Child.select(
                Child.id, Child.last, Child.first, Child.middle, Child.birth_date
            ).tuples()
        ]
        for child in known:
            self.children[_name(child.name)].append(child)
        self.alike = self._alike(rows, known)
        self.guardians: dict[int, list[tuple[int, NameParts]]] = defaultdict(list)
        for child_id, ident, last, first, middle in (
            Guardianship.select(
                Guardianship.child, Guardian.id, Guardian.last, Guardian.first, Guardian.middle
            )
            .join(Guardian)
            .tuples()
        ):
            self.guardians[child_id].append((ident, NameParts(last, first, middle)))
        self._read_chats()
        self._read_forms()

    def _read_chats(self) -> None:
        self.chats: dict[str, list[int]] = defaultdict(list)
        self.titles: dict[int, str] = {}
        closed = set()
        numbers: dict[str, int] = {}
        for ident, number, title, state in Chat.select(
            Chat.id, Chat.number, Chat.title, Chat.state
        ).tuples():
            self.titles[ident] = f"№ {number} «{title}»"
            numbers[_place(number)] = ident
            self.chats[_place(title)].append(ident)
            if state == "closed":
                closed.add(ident)
        self.chats |= {number: [ident] for number, ident in numbers.items()}
        self.chats_of_group: dict[int, list[int]] = defaultdict(list)
        for chat, group in ChatGroup.select(ChatGroup.chat, ChatGroup.group).tuples():
            if chat not in closed:
                self.chats_of_group[group].append(chat)

    def _read_forms(self) -> None:
        states: dict[int, list[tuple[date, str]]] = defaultdict(list)
        for consent, day, state in (
            ConsentEvent.select(ConsentEvent.consent, ConsentEvent.on_date, ConsentEvent.state)
            .order_by(ConsentEvent.id)
            .tuples()
        ):
            states[consent].append((day, state))
        self.forms: dict[int, list[Form]] = defaultdict(list)
        self.by_number: dict[str, Form] = {}
        for record in Consent.select().order_by(Consent.id):
            form = Form(
                record.id,
                record.child_id,
                record.guardian_id,
                record.chat_id,
                record.resource,
                frozenset(record.categories.split(",")),
                record.valid_until,
                record.number,
                states[record.id],
            )
            self.forms[form.child].append(form)
            self.by_number[fold(form.number)] = form

    def _alike(self, rows: Sequence[ConsentRow], known: list[KnownChild]) -> dict[str, str]:
        """For each name nobody has: who is alike, to tell it in the refusal."""
        missing = {row.key: row for row in rows if _name(row.child) not in self.children}
        people = [
            PersonRow(row.row_number, row.sheet, row.child, row.birth_date)
            for row in missing.values()
        ]
        steps = match(people, known).steps if people else ()
        return {
            key: str(step.candidates[0].known.name)
            for key, step in zip(missing, steps, strict=True)
            if step.candidates
        }

    def step(self, at: int, row: ConsentRow) -> ConsentStep:
        """What a row without errors comes to. Raises _Refused."""
        notes: list[str] = []
        child = self._child(row)
        guardian = self._guardian(row, child.id, notes)
        chat, resource = self._chat(row, child.id, notes)
        day = self._day(row, notes)
        categories = row.categories or frozenset(consents.CATEGORIES)
        made = Form(
            None, child.id, guardian, chat, resource, categories, row.valid_until, row.number,
            [(day, row.state)], at,
        )  # fmt: skip
        form = self._same_form(row, made)
        if form is None:
            self.forms[child.id].append(made)
            if row.number:
                self.by_number[fold(row.number)] = made
            deed = "register"
        elif row.state in {state for _, state in form.states}:
            deed = "same"
        else:
            _check_step(form, day, row.state)
            form.states.append((day, row.state))
            deed = "mark"
        return ConsentStep(
            row, deed, child.id, guardian, chat, resource, categories, day,
            form if form is not None else made, (), tuple(notes),
        )  # fmt: skip

    def _child(self, row: ConsentRow) -> KnownChild:
        found = [
            child
            for child in self.children.get(_name(row.child), ())
            if _agree(child.name.middle, row.child.middle)
            and (not (row.birth_date and child.birth_date) or row.birth_date == child.birth_date)
        ]
        if len(found) > 1 and row.birth_date:
            found = [c for c in found if c.birth_date == row.birth_date] or found
        if len(found) > 1 and row.child.middle:
            found = [c for c in found if c.name.middle] or found
        if len(found) > 1 and row.group_title:
            key = group_key(row.group_title)
            found = [c for c in found if group_key(c.group) == key] or found
        if len(found) == 1:
            return found[0]
        if found:
            raise _Refused(f"Детей с таким именем {len(found)}: добавьте дату рождения или группу.")
        like = self.alike.get(row.key)
        hint = f" Похож: {like} – исправьте имя в списке." if like else " Сначала внесите его."
        raise _Refused(f"Ребёнка «{row.child}» нет среди записанных.{hint}")

    def _guardian(self, row: ConsentRow, child: int, notes: list[str]) -> int | None:
        if row.guardian is None or not str(row.guardian.name):
            return None
        name = row.guardian.name
        found = [
            ident
            for ident, own in self.guardians[child]
            if (not name.last or _name(own)[0] == _name(name)[0])
            and _name(own)[1] == _name(name)[1]
            and _agree(own.middle, name.middle)
        ]
        if len(set(found)) == 1:
            return found[0]
        notes.append(f"«{name}» не записан представителем ребёнка: внесено без имени подписавшего.")
        return None

    def _chat(self, row: ConsentRow, child: int, notes: list[str]) -> tuple[int | None, str]:
        """(chat, text of the resource). A plain «чат» is the one chat of the child's group."""
        for written in filter(None, (row.chat, row.resource)):
            ids = self.chats.get(_place(written), [])
            if len(ids) > 1:
                raise _Refused(f"Чатов «{written}» несколько: укажите номер по реестру.")
            if ids:
                return ids[0], row.resource
            group, title = self.stays.get(child, (0, ""))
            if _ANY_CHAT.match(fold(written)) or _OF_GROUP.sub("", _place(written)) == _place(
                title
            ):
                own = self.chats_of_group.get(group, [])
                if len(own) == 1:
                    notes.append(f"«{written}» – это чат {self.titles[own[0]]}.")
                    return own[0], row.resource
                raise _Refused(f"Какой именно «{written}», не сказано: укажите номер по реестру.")
        if row.chat:
            raise _Refused(f"Чата «{row.chat}» нет в реестре: заведите его или исправьте название.")
        if not row.resource:
            raise _Refused("Не сказано, для какого чата или ресурса согласие (152-ФЗ, ст. 9).")
        return None, row.resource

    def _day(self, row: ConsentRow, notes: list[str]) -> date:
        if row.date is None:
            if row.state in ("signed", "withdrawn"):
                what = "подписания" if row.state == "signed" else "отзыва"
                raise _Refused(f"Нет даты {what}: впишите её в список.")
            notes.append("Даты нет: записан сегодняшний день.")
            return clock.today()
        if row.date > clock.today():
            raise _Refused(f"Дата {numeric(row.date)} ещё не наступила: проверьте её.")
        return row.date

    def _same_form(self, row: ConsentRow, made: Form) -> Form | None:
        """The form this row speaks of: by number, else by child, place and representative."""
        numbered = self.by_number.get(fold(row.number)) if row.number else None
        if numbered is not None:
            if numbered.child != made.child:
                raise _Refused(f"Номер {row.number} занят согласием другого ребёнка.")
            return numbered
        if row.number:
            return None
        own = [form for form in reversed(self.forms[made.child]) if _is_one_place(form, made)]
        for form in own:
            if _has_state(form, made.states[0], row) and (
                form.categories == made.categories or row.state != "signed"
            ):
                if row.state == "signed" and form.valid_until != made.valid_until:
                    raise _Refused(
                        f"Согласие{f' № {form.number}' if form.number else ''} от этого дня уже "
                        "внесено с другим сроком: второй раз оно не вносится."
                    )
                return form
        follows = [
            form
            for form in own
            if row.state in consents.NEXT[form.state[1]] and made.states[0][0] >= form.state[0]
        ]
        return follows[0] if follows else None


def _has_state(form: Form, told: tuple[date, str], row: ConsentRow) -> bool:
    """Whether the form has been through that state on that day, on any day when none is told."""
    return told in form.states or (
        row.date is None and row.state in {state for _, state in form.states}
    )


def _check_step(form: Form, day: date, state: str) -> None:
    since, present = form.state
    if state not in consents.NEXT[present]:
        raise _Refused(
            f"Согласие № {form.number} сейчас «{consents.STATES[present]}»: отметку "
            f"«{consents.STATES[state]}» поставить нельзя."
        )
    if day < since:
        raise _Refused(f"Дата раньше прежней отметки этого согласия ({numeric(since)}).")


def _is_one_place(form: Form, made: Form) -> bool:
    if form.guardian != made.guardian and form.guardian and made.guardian:
        return False
    if form.chat is not None or made.chat is not None:
        return form.chat == made.chat
    return fold(form.resource) == fold(made.resource)


def _name(name: NameParts) -> tuple[str, str]:
    return name_key(name.last, "", ""), name_key("", name.first, "")


def _agree(one: str, other: str) -> bool:
    return not one or not other or name_key("", "", one) == name_key("", "", other)


def _place(text: str) -> str:
    """One spelling of a chat's title or number: «Чат «Ромашка»», «№ 3» → «ромашка», «3»."""
    plain = " ".join(_QUOTES.sub(" ", fold(text)).split())
    return _LEAD.sub("", plain).strip() or plain
