"""The main place of a teacher: paste a draft, see what is wrong and why, mend it, copy it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from desktop import clock
from desktop.operations import drafts, messages
from desktop.operations.drafts import DraftRow
from desktop.operations.messages import ChatChoice
from desktop.operations.permissions import Permission
from desktop.rules._check import Checker
from desktop.rules._level import Level
from desktop.rules._rule import Draft
from desktop.russian.dates import numeric
from desktop.russian.plural import count
from desktop.ui import act, ask, bus, icons, look
from desktop.ui._check_columns import Columns, Tall
from desktop.ui._check_drafts import DraftList, Keeper, Kept, first_line, kept, told
from desktop.ui._check_editor import DraftEdit
from desktop.ui._check_found import Found, safe_changes, tie, why_not
from desktop.ui._check_live import Answer, Live
from desktop.ui._check_remarks import Band, Remarks
from desktop.ui._check_settings import Sending, SendingRow
from desktop.ui._screen import Page, Screen

_MENU_LINES = 20
_NOT_READY = "Готовлю проверку…"
_NO_REMARKS_YET = (
    "Здесь будут замечания к тексту: что не так, почему и как исправить одним нажатием."
)
_NOTHING = "Напишите или вставьте текст"


class CheckPage(Page):
    """Drafts at the left, the draft with its verdict in the middle, remarks at the right."""

    keys = (
        ("Ctrl+N", "новое сообщение"),
        ("F8, Shift+F8", "следующее и прошлое замечание"),
        ("Ctrl+Shift+C", "скопировать текст"),
        ("Ctrl+Z", "вернуть, как было"),
    )

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Проверка сообщения", parent)
        self._found: Sequence[Found] = ()
        self._answer: Answer | None = None
        self._is_copy_wanted = False
        self._is_opened = False  # the draft of the last time was brought back
        self._wanted: int | None = None  # asked for by another screen before that
        self._build_head()
        self._build_middle()
        self.remarks = Remarks(self)
        self.draft_list = DraftList(self)
        self.columns = Columns(self.draft_list, self.middle, self.remarks, self)
        self.columns.rearranged.connect(self._rearranged, Qt.ConnectionType.QueuedConnection)
        self.body.addWidget(self.columns)
        self.live = Live(self._draft, self)
        self.keeper = Keeper(self._kept, self)

        self.edit.textChanged.connect(self._touched)
        self.edit.caret_in.connect(self._caret_in)
        self.sending.changed.connect(self._touched)
        self.live.answered.connect(self._show)
        self.keeper.stored.connect(self._list_drafts)
        self.remarks.chosen.connect(self._choose)
        self.remarks.applied.connect(self._mend)
        self.remarks.walked.connect(self._walk)
        self.draft_list.opened.connect(self._open)
        self.draft_list.dropped.connect(self._drop)
        look.changed.connect(self._restyle)
        for keys, deed in (
            ("Ctrl+N", self.start_new),
            ("Ctrl+F", self.draft_list.focus_search),
            ("F8", self._walk_on),
            ("Shift+F8", self._walk_back),
            ("Ctrl+Shift+C", self.copy),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(deed)
        self._restyle()
        self._say()

    # What the window asks of every page

    def reload(self) -> None:
        """Ask for the chats, the checker of the office as it is now, and the drafts."""
        act.ask(self, messages.chat_choices, done=self._take_chats)
        act.ask(self, messages.checker, done=self._take_checker)
        self._list_drafts()

    def show_item(self, item: Any) -> None:
        """Open the draft with this id."""
        if self._is_opened:
            self._open(int(item))
        else:
            self._wanted = int(item)

    def focus_start(self) -> None:
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> None:
        """Store what is typed at once."""
        self.keeper.flush()

    # Drafts

    def start_new(self) -> None:
        """Begin a message; the one in work is kept."""
        self.keeper.leave()
        before = self.sending.value()
        self._put(None, Kept("", Sending(chat=before.chat or self.sending.usual_chat())))
        self._list_drafts()
        self.edit.setFocus()

    def _list_drafts(self) -> None:
        act.ask(self, drafts.drafts, done=self._take_drafts)

    def _take_drafts(self, rows: Sequence[DraftRow]) -> None:
        if not self._is_opened:
            self._is_opened = True
            first = next((row for row in rows if row.id == self._wanted), None)
            first = first or next(iter(rows), None)
            is_typed = not self._kept().is_blank  # faster than the base
            if first is not None and not is_typed:
                self._put(first.id, kept(first))
            if not act.allowed(Permission.PEOPLE_READ):  # whoever sees only this screen types now
                self.edit.setFocus()
        self.draft_list.show_rows(rows, self.keeper.id)

    def _open(self, draft_id: int) -> None:
        if draft_id == self.keeper.id:
            return
        # Read anew: the list may still hold the text of a moment ago.
        act.ask(self, drafts.drafts, done=lambda rows: self._take_draft(draft_id, rows))

    def _take_draft(self, draft_id: int, rows: Sequence[DraftRow]) -> None:
        row = next((row for row in rows if row.id == draft_id), None)
        if row is not None:
            self.keeper.leave()
            self._put(row.id, kept(row))
        self._list_drafts()

    def _put(self, draft_id: int | None, draft: Kept) -> None:
        self._is_opened = True
        self.sending.set_value(draft.sending)
        self._is_copy_wanted = False
        self._forget()
        self.edit.set_text(draft.text)
        self.keeper.open(draft_id, self._kept())
        self.live.touch(0)
        self._say()

    def _drop(self) -> None:
        draft = self._kept()
        if not draft.is_blank and not ask.confirm(
            self,
            "Удалить черновик?",
            f"«{first_line(draft.text)}» будет удалён без возврата.",
            "Удалить черновик",
            danger=True,
        ):
            return
        self.keeper.drop()
        self._put(None, Kept("", Sending(chat=draft.sending.chat)))
        self._list_drafts()
        self.edit.setFocus()

    def _fill_menu(self) -> None:
        self._menu.clear()
        for row in self.draft_list.rows[:_MENU_LINES]:
            line = first_line(row.text)
            line = line if len(line) <= 50 else f"{line[:49]}…"
            action = self._menu.addAction(f"{line} ({told(row.updated_at)})".replace("&", "&&"))
            action.setData(row.id)
        if not self._menu.actions():
            self._menu.addAction("Черновиков пока нет").setEnabled(False)

    def _open_chosen(self, action: QAction) -> None:
        self._open(int(action.data()))

    # The check

    def _take_chats(self, chats: Sequence[ChatChoice]) -> None:
        self.sending.set_chats(chats)
        if self.keeper.id is None and self._kept().is_blank:
            value = self.sending.value()
            if value.chat is None and (usual := self.sending.usual_chat()) is not None:
                self.sending.set_value(replace(value, chat=usual))
        self.live.touch(0)

    def _take_checker(self, checker: Checker) -> None:
        self.live.use(checker)

    def _kept(self) -> Kept:
        return Kept(self.edit.text(), self.sending.value())

    def _draft(self) -> Draft:
        """The draft for the rules. «Сейчас» is this minute, so quiet hours are seen."""
        value = self.sending.value()
        at = value.planned_at
        if self.sending.is_now:
            at = clock.now().replace(tzinfo=None, second=0, microsecond=0)
        return Draft(
            text=self.edit.text(),
            at=at,
            to=value.to,
            chat=value.chat,
            attachments=value.attachments,
            urgent=value.urgent,
        )

    def _touched(self) -> None:
        self.keeper.touch()
        self.live.touch()
        if self._answer is not None and self._kept().is_blank:
            self._forget()
            self._say()
        else:
            self._say_size()

    def _forget(self) -> None:
        """No answer is about the text any more."""
        self._found, self._answer = (), None
        self.edit.set_marks(())

    def _show(self, answer: Answer) -> None:
        """Marks, cards and verdict of an answer about the text as it stands."""
        if self._kept().is_blank:
            self._is_copy_wanted = False
            return
        number = self.remarks.current
        before = self._found[number] if 0 <= number < len(self._found) else None
        self._answer = answer
        self._found = tie(answer, self.edit)
        self._say()
        self.edit.set_marks([found.mark for found in self._found])
        if self.remarks.current < 0 and before is not None and before.span.is_empty:
            again = [n for n, f in enumerate(self._found) if f.remark == before.remark]
            self.remarks.set_current(again[0] if again else -1)
        if self._is_copy_wanted:
            self.copy()

    def _say(self) -> None:
        """Band, cards and buttons for the last answer."""
        answer = self._answer
        if answer is None:
            self.band.say("info", _NOTHING if self._kept().is_blank else _NOT_READY)
            self.remarks.show_remarks((), 0, (), _NO_REMARKS_YET)
        else:
            self._say_verdict(answer)
            self.remarks.show_remarks(
                [found.remark for found in self._found],
                len(answer.verdict.findings),
                answer.verdict.confirmed,
                "Замечаний нет.",
            )
        self.fix_button.setVisible(bool(safe_changes(self._found)))
        blocked = why_not(self._answer)
        self.copy_note.setText(blocked)
        self.copy_note.setVisible(bool(blocked))
        self.copy_button.setToolTip(blocked or "Скопировать текст без оформления (Ctrl+Shift+C)")
        self.copy_button.setAccessibleDescription(blocked)
        self._say_size()

    def _say_size(self) -> None:
        """What changes with every key."""
        letters = len(self.edit.text().strip())
        self.count_label.setText(count(letters, "знак", "знака", "знаков") if letters else "")
        self.copy_button.setEnabled(bool(letters) and self.copy_note.isHidden())

    def _say_verdict(self, answer: Answer) -> None:
        verdict = answer.verdict
        role = {Level.STOP: "stop", Level.FIX: "warn"}.get(verdict.level or Level.ADVICE, "ok")
        if role == "ok" and self.sending.problem():
            self.band.say("warn", "Исправьте: непонятно, когда отправлять")
        else:
            self.band.say(role, verdict.sentence)

    # Mending

    def _choose(self, number: int) -> None:
        if number < len(self._found):
            self.edit.select(number)
            self.remarks.set_current(number)
            self.edit.setFocus()

    def _caret_in(self, number: int) -> None:
        self.remarks.set_current(number)

    def _walk_on(self) -> None:
        self._walk(1)

    def _walk_back(self) -> None:
        self._walk(-1)

    def _walk(self, step: int) -> None:
        """To the next remark in the order of the text, round at the end."""
        total = len(self.remarks.cards[: len(self._found)])
        if not total:
            return
        current = self.remarks.current
        if current < 0:
            at = self.edit.textCursor().position()
            passed = sum(1 for f in self._found[:total] if f.span.cursor.selectionStart() < at)
            current = passed - 1 if step > 0 else passed
        self._choose((current + step) % total)

    def _mend(self, number: int, place: int) -> None:
        """Do what the button of a card says."""
        if number >= len(self._found) or place >= len(self._found[number].mends):
            return
        mend = self._found[number].mends[place]
        if mend.suggestion.new_at is not None:
            self.sending.plan(mend.suggestion.new_at)
            self.live.touch(0)
            when = mend.suggestion.new_at
            bus.told.emit(f"Отправка перенесена: {numeric(when.date())}, {when:%H:%M}.", None)
            return
        words = mend.suggestion.replacement
        if words is None or mend.span is None or mend.span.is_touched:
            self.live.touch(0)  # the stretch was edited meanwhile: look again first
            return
        self.edit.replace([(mend.span, words)])
        self.live.touch(0)
        self.edit.setFocus()

    def _fix_safe(self) -> None:
        changes = safe_changes(self._found)
        if changes:
            self.edit.replace(changes)
            self.live.touch(0)
            places = count(len(changes), "место", "места", "мест")
            bus.told.emit(f"Исправлено: {places}. Вернуть, как было, – Ctrl+Z.", None)
        self.edit.setFocus()

    # Copying

    def copy(self) -> None:
        """Put the text on the clipboard, unless it is forbidden to send it."""
        text = self.edit.text().strip()
        if not text:
            self._is_copy_wanted = False
            return
        if not self.live.is_fresh:  # judged first: a paste and Ctrl+Shift+C may be one breath
            self._is_copy_wanted = True
            self.live.touch(0)
            return
        self._is_copy_wanted = False
        blocked = why_not(self._answer)
        if blocked:
            bus.failed.emit(blocked)
            return
        QGuiApplication.clipboard().setText(text)
        to_chat = self.sending.value().to == "chat" and self.sending.chat_title()
        where = f"чат {self.sending.chat_title()}" if to_chat else "сообщение"
        bus.told.emit(f"Текст скопирован: вставьте его в {where}.", None)

    # How it looks

    def _build_head(self) -> None:
        self.drafts_button = QPushButton("Черновики", self)
        self.drafts_button.setAccessibleName("Открыть черновик")
        look.set_role(self.drafts_button, "quiet")
        self._menu = QMenu(self.drafts_button)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._menu.triggered.connect(self._open_chosen)
        self.drafts_button.setMenu(self._menu)
        self.new_button = QPushButton("Новое сообщение", self)
        self.new_button.setAccessibleName("Новое сообщение")
        self.new_button.setToolTip("Начать новое сообщение (Ctrl+N)")
        icons.put(self.new_button, "plus")
        self.new_button.clicked.connect(self.start_new)
        self.head.addWidget(self.drafts_button)
        self.head.addWidget(self.new_button)

    def _build_middle(self) -> None:
        self.middle = Tall(self)
        self.sending = SendingRow(self.middle)
        self.band = Band(self.middle)
        self.edit = DraftEdit(self.middle)
        self.copy_note = QLabel(self.middle)
        self.copy_note.setTextFormat(Qt.TextFormat.PlainText)
        self.copy_note.setWordWrap(True)
        look.set_role(self.copy_note, "error")
        self.count_label = QLabel(self.middle)
        look.set_role(self.count_label, "hint")
        self.fix_button = QPushButton("Исправить всё безопасное", self.middle)
        self.fix_button.setAccessibleName("Исправить всё безопасное")
        self.fix_button.setToolTip("Прописные буквы и необычный шрифт станут обычными")
        self.fix_button.clicked.connect(self._fix_safe)
        self.copy_button = QPushButton("Скопировать", self.middle)
        self.copy_button.setAccessibleName("Скопировать текст сообщения")
        look.set_role(self.copy_button, "primary")
        icons.put(self.copy_button, "copy", "on_accent")
        self.copy_button.clicked.connect(self.copy)
        foot = QHBoxLayout()
        foot.addWidget(self.count_label)
        foot.addStretch(1)
        foot.addWidget(self.fix_button)
        foot.addWidget(self.copy_button)
        self._middle_column = QVBoxLayout(self.middle)
        self._middle_column.setContentsMargins(0, 0, 0, 0)
        self._middle_column.addWidget(self.sending)
        self._middle_column.addWidget(self.band)
        self._middle_column.addWidget(self.edit, 1)
        self._middle_column.addWidget(self.copy_note)
        self._middle_column.addLayout(foot)

    def _rearranged(self, has_list: bool) -> None:
        self.drafts_button.setVisible(not has_list)
        self.band.set_tight(not has_list)
        self.count_label.setVisible(has_list)

    def _restyle(self) -> None:
        self._middle_column.setSpacing(look.px(8))


SCREEN = Screen(
    id="check",
    title="Проверка сообщения",
    icon="spell-check",
    order=20,
    permission=Permission.CHECK,
    make=CheckPage,
)
