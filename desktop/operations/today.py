"""What needs a person today: missing steps, signatures, answers of families, terms, platforms.

Everything is gathered in a fixed number of queries, whatever the number of chats and people.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from desktop import clock
from desktop.models import Chat, ChatState, Child, HeadTerm, Organization, User
from desktop.operations import access, papers
from desktop.operations import regulation as acts
from desktop.operations._operation import Session, requires
from desktop.operations._paper_effects import unsigned_grounds
from desktop.operations._today_facts import Facts, gather
from desktop.operations.administrators import ROLES
from desktop.operations.consents import summary
from desktop.operations.office import in_force
from desktop.operations.permissions import Permission
from desktop.reference.platforms import personal_data_forbidden, platforms
from desktop.russian.dates import numeric
from desktop.russian.plural import count

Level = Literal["stop", "warn", "info"]
DAYS_AHEAD = 30
SHOWN = 6  # lines of one section; the rest is counted
NAMES = 3  # children named in a line
SLOW_SIGNATURE = 3  # days after which an unsigned paper is late
_WITH_FAMILIES = "institution"


@dataclass(frozen=True)
class Line:
    """One thing to do: how pressing, in a word and a sentence, and the place to act."""

    level: Level
    word: str
    sentence: str
    screen: str
    item: Any = None


@dataclass(frozen=True)
class Section:
    """Lines of one kind; `icon` is a name of the family of icons."""

    id: str
    title: str
    icon: str
    lines: tuple[Line, ...]


@requires(Permission.CHATS_READ)
def today(session: Session) -> tuple[Section, ...]:
    """What waits, the pressing first; sections without a line are left out."""
    day = clock.today()
    facts = gather(day)
    sections = (
        Section("steps", "Первые шаги", "list-checks", tuple(_steps(session, day, facts))),
        Section("sign", "На подпись", "signature", tuple(_to_sign(session, day))),
        Section("platforms", "Платформы", "triangle-alert", tuple(_platforms(facts))),
        Section("administrators", "Администраторы чатов", "user-check", tuple(_roles(facts))),
        Section("orders", "Чаты без приказа", "file-text", tuple(_orders(facts))),
        Section("consents", "Согласия семей", "file-check", tuple(_consents(facts))),
        Section("terms", "Сроки", "calendar-clock", tuple(_terms(facts))),
    )
    return tuple(
        Section(s.id, s.title, s.icon, _cut(s.lines)) for s in sections if s.lines
    )  # fmt: skip


def _cut(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The most pressing lines, and how many more there are."""
    ordered = sorted(lines, key=lambda line: ("stop", "warn", "info").index(line.level))
    if len(ordered) <= SHOWN + 1:
        return tuple(ordered)
    rest = len(ordered) - SHOWN
    more = Line("info", "ещё", f"И ещё {rest}: откройте раздел.", ordered[SHOWN].screen)
    return (*ordered[:SHOWN], more)


# Sections


def _steps(session: Session, day: date, facts: Facts) -> Iterable[Line]:
    def step(sentence: str, screen: str, item: Any = None) -> Line:
        return Line("info", "шаг", sentence, screen, item)

    if Organization.select().first() is None:
        yield step(
            "Заполните сведения об организации: без них не составить ни одного документа.",
            "settings",
            "office",
        )
    elif not any(_lasts(term.since, term.until, day) for term in HeadTerm.select()):
        yield step("Запишите руководителя: его именем подписываются приказы.", "settings", "office")
    if in_force(day) is None:
        yield step(
            "Выберите положение о чатах: по нему программа проверяет сообщения и сроки.",
            "regulation",
        )
    if Child.select().first() is None:
        yield step("Загрузите списки детей и родителей из таблицы.", "people", "import")
    if not facts.chats and Chat.select().first() is None:
        yield step("Заведите первый чат в реестре.", "chats")
    if not access.is_recovery_key_confirmed(session):
        yield step(
            "Проверьте ключ восстановления: введите его с бумаги, пока пароль не забыт.",
            "settings",
            "users",
        )
    if User.select().where(User.active).count() < 2:
        yield step(
            "Заведите вторую учётную запись, например руководителю: забытый пароль одной "
            "откроет другая.",
            "settings",
            "users",
        )


def _lasts(since: date | None, until: date | None, day: date) -> bool:
    return (since is None or since <= day) and (until is None or day <= until)


def _to_sign(session: Session, day: date) -> Iterable[Line]:
    for paper in papers.to_sign(session):
        late = (day - paper.date).days > SLOW_SIGNATURE
        yield Line(
            "warn" if late else "info",
            "ждёт подписи",
            f"№ {paper.number} от {numeric(paper.date)} «{paper.title}».",
            "documents",
            paper.id,
        )


def _platforms(facts: Facts) -> Iterable[Line]:
    for chat in facts.chats:
        platform = platforms().get(chat.platform)
        if platform is None:
            yield Line(
                "warn",
                "неизвестна",
                f"{_named(chat)}: платформы «{chat.platform}» нет в справочнике.",
                "chats",
                chat.id,
            )
        elif personal_data_forbidden(platform, facts.day):
            label = platform.status_on(facts.day).label.rstrip(".")
            yield Line(
                "stop",
                "платформа",
                f"{_named(chat)}, {platform.name}: {label}.",
                "chats",
                chat.id,
            )


def _roles(facts: Facts) -> Iterable[Line]:
    regulation = in_force(facts.day)
    asked = acts.bindings("role", facts.day, regulation) if regulation else ()
    curator = next((role for role in asked if role.id == "curator"), None)
    official = [chat for chat in facts.chats if chat.kind != "parents"]
    if curator and official and not any(r.role == "curator" for r in facts.appointments[None]):
        source = acts.quoted(regulation, curator)
        yield Line("warn", "нет", f"Не назначен куратор чатов ({source}).", "chats")
    for chat in official:
        present = facts.appointments[chat.id]
        gone = [row for row in present if row.dismissed_on and row.dismissed_on <= facts.day]
        filled = {row.role for row in present if row not in gone}
        empty = [role for role in asked if role.id not in filled and role.id != "curator"]
        if chat.kind == "staff":
            empty = [role for role in empty if role.id != "administrator-parents"]
        for row in gone:
            yield Line(
                "stop",
                "уволен",
                f"{_named(chat)}: администратор {row.last} {row.first} уволен, назначьте другого.",
                "chats",
                _administrators(chat),
            )
        if len(present) == len(gone):
            yield Line(
                "stop" if chat.state in ("open", "paused") else "warn",
                "нет",
                f"{_named(chat)}: нет ни одного администратора.",
                "chats",
                _administrators(chat),
            )
        elif empty:
            told = "; ".join(
                f"не назначен {ROLES[role.id]} ({acts.quoted(regulation, role)})"
                for role in {role.id: role for role in empty}.values()
            )
            yield Line("warn", "нет", f"{_named(chat)}: {told}.", "chats", _administrators(chat))
        elif len(present) - len(gone) == 1:
            yield Line(
                "info",
                "один",
                f"{_named(chat)}: администратор один, назначьте замещающего на время отпуска "
                "и болезни.",
                "chats",
                _administrators(chat),
            )


def _orders(facts: Facts) -> Iterable[Line]:
    unsigned = unsigned_grounds()
    query = ChatState.select(ChatState.chat, ChatState.basis).where(ChatState.basis != "")
    grounded = {chat for chat, basis in query.tuples() if basis not in unsigned}
    for chat in facts.chats:
        if chat.kind != "parents" and chat.state in ("open", "paused") and chat.id not in grounded:
            yield Line(
                "warn",
                "нет приказа",
                f"{_named(chat)} работает без подписанного приказа о создании.",
                "documents",
                {"document": "order-create-chats", "chat_ids": [chat.id]},
            )


def _consents(facts: Facts) -> Iterable[Line]:
    for chat in facts.chats:
        if chat.kind != _WITH_FAMILIES:
            continue
        silent, quarrels, ended, ending = [], [], [], []
        for child, name in facts.children.get(chat.id, ()):
            forms = [
                *facts.answers.get((child, chat.id), ()),
                *facts.answers.get((child, None), ()),
            ]
            if not forms:
                silent.append(name)
            elif summary([state for state, _ in forms]) == "conflict":
                quarrels.append(name)
            else:
                last = _last_day(forms)
                if last is not None and last < facts.day:
                    ended.append(name)
                elif last is not None and last <= facts.day + timedelta(DAYS_AHEAD):
                    ending.append(f"{name} (до {numeric(last)})")
        yield from _silent(chat, silent)
        soon = f"согласие истекает в ближайшие {DAYS_AHEAD} дней"
        told: tuple[tuple[Level, str, str, list[str], str], ...] = (
            ("stop", "спор", "conflict", quarrels, "родители не согласны между собой"),
            ("stop", "истекло", "expired", ended, "согласие истекло, нужен новый бланк"),
            ("warn", "истекает", "expiring", ending, soon),
        )
        for level, word, state, names, what in told:
            if names:
                sentence = f"{_named(chat)}: {what} – {_listed(names)}."
                yield Line(level, word, sentence, "consents", _families(chat, state))


def _silent(chat: Chat, names: list[str]) -> Iterable[Line]:
    if not names:
        return
    families = count(len(names), "семья", "семьи", "семей")
    place = _families(chat, "waiting")
    if chat.state == "project":
        told = f"бланки согласий ещё не розданы ({families})"
        yield Line("info", "бланки", f"{_named(chat)}: {told}.", "consents", place)
    elif chat.state in ("consents", "order", "open"):
        told = f"без ответа {families} – {_listed(names)}"
        yield Line("warn", "нет ответа", f"{_named(chat)}: {told}.", "consents", place)


def _families(chat: Chat, state: str) -> dict[str, Any]:
    """The answers of that kind for a chat, as the screen of consents understands it."""
    return {"chat_id": chat.id, "state": state}


def _administrators(chat: Chat) -> dict[str, Any]:
    """The administrators on a chat's card, as the screen of chats understands it."""
    return {"chat_id": chat.id, "tab": "administrators"}


def _last_day(forms: list[tuple[str, date | None]]) -> date | None:
    """The last day somebody's signature holds; None when it has no end or nobody signed."""
    terms = [until for state, until in forms if state == "signed"]
    known = [until for until in terms if until is not None]
    return max(known) if known and len(known) == len(terms) else None


def _terms(facts: Facts) -> Iterable[Line]:
    horizon = facts.day + timedelta(DAYS_AHEAD)
    by_id = {chat.id: chat for chat in facts.chats}
    for chat in facts.chats:
        if chat.term_until and chat.term_until < facts.day:
            told = f"срок вышел {numeric(chat.term_until)}, продлите или закройте чат"
            yield Line("stop", "вышел", f"{_named(chat)}: {told}.", "chats", chat.id)
        elif chat.term_until and chat.term_until <= horizon:
            told = f"срок кончается {numeric(chat.term_until)}"
            yield Line("warn", "кончается", f"{_named(chat)}: {told}.", "chats", chat.id)
    for ident, rows in facts.appointments.items():
        for row in rows:
            if row.until is None or row.until > horizon or (ident and ident not in by_id):
                continue
            name = f"{row.last or row.guardian_last} {row.first or row.guardian_first}"
            where = _named(by_id[ident]) if ident else "Вся организация"
            yield Line(
                "warn",
                "кончается",
                f"{where}: {ROLES.get(row.role, row.role)} {name} – до {numeric(row.until)}.",
                "chats",
                ident,
            )
    for term in HeadTerm.select():
        if term.until and facts.day <= term.until <= horizon:
            yield Line(
                "warn",
                "кончается",
                f"Полномочия руководителя ({term.last} {term.first}) – до {numeric(term.until)}.",
                "settings",
                "office",
            )


def _named(chat: Chat) -> str:
    return f"Чат № {chat.number} «{chat.title}»"


def _listed(names: list[str]) -> str:
    rest = len(names) - NAMES
    return ", ".join(names[:NAMES]) + (f" и ещё {rest}" if rest > 0 else "")
