"""Names of children and their families, birth dates: only with the family's consent."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from desktop.rules._consents import Decision
from desktop.rules._level import Level
from desktop.rules._mentions import Mention
from desktop.rules._neutral import neutral
from desktop.rules._office import Person
from desktop.rules._people import forbidding_platform
from desktop.rules._rule import Context, Example, Hit, Rule, Suggestion
from desktop.russian.dates import parse_date

_DATE = re.compile(
    r"(?<!\d)\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})(?!\d)"
    r"|(?<!\d)\d{1,2} (?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)[а-я]*(?: \d{4})?"
)
_BIRTH = re.compile(
    r"роди(?:л|т)|рожд|\bд\.? ?р\b|\bг\.? ?р\b|именин|исполн(?:ит|яет|ил)|днюх", re.IGNORECASE
)
_REACH = 60  # characters between a name and its date
_LONGEST_NAME = 80
_AGES = range(1, 20)  # full years of a pupil's age, to tell a birth date from a date of an event


def _find(context: Context) -> Iterator[Hit]:
    mentions = context.people.mentions(context.text, context.chat)
    platform = forbidding_platform(context.chat, context.day)
    if context.draft.to == "private" and platform is None:
        return  # a parent is told of the parent's own child; nobody else reads it
    banned = ""
    if platform is not None:
        banned = f"{platform.name}: персональные данные туда передавать нельзя при любом согласии"
    for mention in mentions:
        yield from _child(context, mention, banned)
    yield from _births(context, mentions, banned)


def _child(context: Context, mention: Mention, banned: str) -> Iterator[Hit]:
    children = _meant(context, mention)
    employees = [p for p in mention.people if p.kind == "employee"]
    if employees and (mention.by_post or not children):
        return
    if not children:
        yield from _guardian(context, mention, banned)
        return
    near = [child for child in children if _is_near(context, child)]
    sure = not employees and (mention.certain or (len(near) == 1 and len(children) == 1))
    decisions = [(c, context.people.decide(c, "name", context.chat, context.day)) for c in children]
    start, end = context.text.span(mention.start, mention.end)
    if not banned and all(decision.confirmed for _, decision in decisions):
        for child, decision in decisions:
            yield Hit(start, end, f"{_called(child)}: {decision.words}.", positive=True)
        return
    if banned:
        reason, level = banned, Level.STOP
    else:
        reason = _reason(decisions)
        level = context.level if sure else min(context.level, Level.FIX)
    yield Hit(
        start,
        end,
        f"{_who(context, children, near)}: {reason}. {_advice(children)}",
        _suggestions(context, mention, children),
        level,
    )


def _guardian(context: Context, mention: Mention, banned: str) -> Iterator[Hit]:
    guardians = [p for p in mention.people if p.kind == "guardian"]
    if not guardians:
        return
    with_surname = any(part == "last" for part, _ in mention.parts)
    sure = mention.certain and with_surname
    if not sure:
        guardians = [g for g in guardians if _is_near(context, g)]
    children = [
        context.people.by_ref[ref]
        for guardian in guardians
        for ref in guardian.children
        if ref in context.people.by_ref
    ]
    if not children:
        return
    decisions = [
        (c, context.people.decide(c, "family", context.chat, context.day)) for c in children
    ]
    start, end = context.text.span(mention.start, mention.end)
    if not banned and all(decision.confirmed for _, decision in decisions):
        yield Hit(start, end, f"{_called(guardians[0])}: {decisions[0][1].words}.", positive=True)
        return
    level = Level.STOP if banned else context.level if sure else min(context.level, Level.FIX)
    yield Hit(
        start,
        end,
        f"{_called(guardians[0])} – законный представитель ребёнка: {banned or _reason(decisions)}."
        " Уберите имя или напишите этой семье лично.",
        (Suggestion("Напишите этой семье лично"),),
        level,
    )


def _births(context: Context, mentions: tuple[Mention, ...], banned: str) -> Iterator[Hit]:
    """Dates of birth: a date beside a child's name with a word of birth, or right after the name.

    A date further than one sentence away belongs to something else.
    """
    plain = context.text.plain
    named = [(m, _meant(context, m)) for m in mentions]
    named = [(m, children) for m, children in named if len(children) == 1]
    starts = [mention.start for mention, _ in named]
    for match in _DATE.finditer(plain) if named else ():
        low = bisect_left(starts, match.start() - _REACH - _LONGEST_NAME)
        high = bisect_right(starts, match.end() + _REACH)
        for mention, children in named[low:high]:
            if not _is_birth(context, plain, mention, match):
                continue
            child = children[0]
            decision = context.people.decide(child, "birth_date", context.chat, context.day)
            start, end = context.text.span(*match.span())
            if decision.confirmed and not banned:
                yield Hit(start, end, f"{_called(child)}: {decision.words}.", positive=True)
            else:
                reason = banned or decision.words
                yield Hit(
                    start,
                    end,
                    f"Дата рождения ребёнка ({_called(child)}): {reason}. Уберите дату.",
                    (Suggestion("Убрать дату", ""),),
                    Level.STOP if banned else None,
                )
            break


def _is_birth(context: Context, plain: str, mention: Mention, date: re.Match[str]) -> bool:
    first, last = sorted([(mention.start, mention.end), date.span()])
    gap = plain[first[1] : last[0]]
    if len(gap) > _REACH or "\n\n" in gap or re.search(r"[.!?] +[А-ЯЁ]", gap):
        return False
    if _BIRTH.search(gap) or _BIRTH.search(plain[last[1] : last[1] + 20].partition("\n")[0]):
        return True
    if _BIRTH.search(plain[max(0, first[0] - 30) : first[0]].rpartition("\n")[2]):
        return True
    day = parse_date(date.group())
    right_after = date.start() >= mention.end and re.fullmatch(r"[ \t,;(–—-]*", gap)
    return bool(right_after and day and (context.day.year - day.year) in _AGES)


def _meant(context: Context, mention: Mention) -> tuple[Person, ...]:
    """The children meant: those of the chat's groups before others; not children of a namesake."""
    near = tuple(child for child in mention.children if _is_near(context, child))
    return near or mention.children


def _is_near(context: Context, person: Person) -> bool:
    return context.chat is not None and bool(set(context.chat.groups) & set(person.groups))


def _called(person: Person) -> str:
    return f"{person.last} {person.first}".strip()


def _who(context: Context, children: tuple[Person, ...], near: list[Person]) -> str:
    if len(children) > 3:
        return f"Похоже на имя ребёнка (подходят {len(children)} детей в базе)"
    titles = {group.id: group.title for group in context.people.office.groups}
    names = []
    for child in children:
        group = next((titles[g] for g in child.groups if g in titles), "")
        names.append(_called(child) + (f" ({group})" if group and child not in near else ""))
    return " или ".join(names)


def _reason(decisions: list[tuple[Person, Decision]]) -> str:
    return next(decision.words for _, decision in decisions if not decision.confirmed)


def _advice(children: tuple[Person, ...]) -> str:
    if len(children) > 1:
        return "Уберите имя или напишите родителям лично."
    return "Замените имя на «ребёнок» или напишите родителям лично."


def _suggestions(
    context: Context, mention: Mention, children: tuple[Person, ...]
) -> tuple[Suggestion, ...]:
    private = Suggestion("Напишите родителям лично")
    replaced = neutral(context.text, mention, children[0]) if len(children) == 1 else None
    if replaced is None:
        return (private,)
    word, start, end = replaced
    place = context.text.span(start, end)
    return (Suggestion(f"Заменить на «{word}»", word, *place), private)


def _spread(*texts: str) -> tuple[Example, ...]:
    """Texts written as «до ‹метка› после» with the mark in ‹›."""
    found = []
    for text in texts:
        marks = tuple(piece.partition("›")[0] for piece in text.split("‹")[1:])
        found.append(Example(text.replace("‹", "").replace("›", ""), marks))
    return tuple(found)


RULE = Rule(
    id="child-data",
    title="Персональные данные детей и родителей",
    level=Level.STOP,
    basis=(
        "Имя ребёнка, дату рождения и сведения о семье публикуют только с письменного согласия "
        "законных представителей (ст. 9 Федерального закона от 27.07.2006 № 152-ФЗ)"
    ),
    find=_find,
    bad=_spread(
        "Сегодня ‹Тетерину Савелию› вручили грамоту.",
        "‹тетерин савелий› опять без сменки",
        "‹САВЕЛИЙ ТЕТЕРИН› занял первое место!",
        "Родители ‹Савелия Т.›, зайдите в группу.",
        "‹С. Тетерин› и ‹Тетерин С.› – молодцы.",
        "У ‹Cавелия› завтра день рождения.",
        "‹савушка› забыл шапку",
        "Про ‹Тетериных› поговорим на собрании.",
        "Для ‹Зимы Розы› не принесли справку.",
        "Мама ‹Розы› не сдала анкету.",
        "‹Роза› забыла сменку.",
        "‹𝓒авелий› молодец",
        "‹Тетерин Савелий›, ‹14.03.2021› – в список.",
        "‹Мамедов Али Гусейн оглы› идёт на олимпиаду.",
        "‹Лосева-Бурая› не пришла.",
        "‹Тетерина Ульяна Глебовна› принесёт ключи.",
        "Ждём ‹Лаптеву Мирославу›.",
    ),
    good=(
        Example("В группе зима: лепим снеговика, читаем «Роза и Жаба», дарим мороз по коже."),
        Example("Вера в себя и надежда на лучшее – тема занятия. Любовь к Родине!"),
        Example("Дед Мороз и Снегурочка ждут детей на улице Савелия Тетерина, дом 5."),
        Example("Приём ведёт Арина Витальевна, воспитатель Тетерина Н. К. – по вторникам."),
        Example("Беляева Кира получила грамоту."),  # consent no. 7 of the sample office
        Example("Ваш Савелий сегодня плохо спал.", to="private"),
        Example("Тетерин З. И. не из нашего города."),
        Example("Библиотека имени С. Г. Тетерина открыта."),
    ),
)
