"""Words in capitals are shouting; abbreviations are not."""

import re
from collections.abc import Iterator

from desktop.rules._abbreviations import ABBREVIATIONS, AFTER_ABBREVIATION, HEADS
from desktop.rules._level import Level
from desktop.rules._rule import Context, Example, Hit, Rule, Suggestion
from desktop.rules._text import Token
from desktop.rules._words import is_abbreviation, is_common, is_name, is_word

_ROMAN = re.compile(r"[ivxlcdm]+", re.IGNORECASE)
_JOINT = re.compile(r"[^\n]{0,8}|[ \t]*\n[ \t]*")
_VOWELS = frozenset("аеиоуыэюя")
_SHOUTED = 4  # letters from which one word alone is shouting
_ABBREVIATION = 6  # an unknown word up to this length may be an abbreviation


def _find(context: Context) -> Iterator[Hit]:
    own = _own_words(context)
    run: list[Token] = []
    for token in context.text.tokens:
        if _in_capitals(token) and (not run or _JOINT.fullmatch(token.gap)):
            run.append(token)
            continue
        yield from _judge(context, run, own)
        run = [token] if _in_capitals(token) else []
    yield from _judge(context, run, own)


def _own_words(context: Context) -> frozenset[str]:
    """Words the office itself writes in capitals: of its names, groups and chats."""
    office = context.people.office
    titles = [*office.organization.names, *(g.title for g in office.groups)]
    titles += [c.title for c in office.chats]
    found = {
        w.casefold().replace("ё", "е") for t in titles for w in re.findall(r"[А-ЯЁA-Z]{2,}", t)
    }
    return frozenset(found)


def _in_capitals(token: Token) -> bool:
    if token.shape == "upper" or (len(token.word) == 1 and token.word.isupper()):
        return True
    if token.shape != "mixed" or len(token.word) < 5 or token.key in ABBREVIATIONS:
        return False
    # «вНИМАНИЕ»: the key was pressed; «ВКонтакте», «СанПиН», «ФГОСа» are spelt so.
    return token.word[0].islower() and token.word[1:].isupper()


def _judge(context: Context, run: list[Token], own: frozenset[str]) -> Iterator[Hit]:
    loud = [_is_loud(token, own) for token in run]
    words = [_is_spoken(token, own) for token in run]
    if not any(loud) and sum(words) < 2:
        return
    counted = [n for n, (is_loud, spoken) in enumerate(zip(loud, words, strict=True))
               if is_loud or spoken]  # fmt: skip
    run = run[counted[0] : counted[-1] + 1]
    start, end = run[0].start, run[-1].end
    span = context.text.span(start, end)
    calm = _calm(context, run, own)
    what = "Слово набрано" if len(run) == 1 else "Слова набраны"
    yield Hit(
        *span,
        f"{what} прописными буквами – это читается как крик. Наберите обычными.",
        (Suggestion(f"Заменить на «{_short(calm)}»", calm),),
    )


def _is_loud(token: Token, own: frozenset[str]) -> bool:
    """One such word is enough."""
    if len(token.word) < _SHOUTED or _is_abbreviation(token, own):
        return False
    if is_word(token.key):
        return True
    vowels = sum(letter in _VOWELS for letter in token.key)
    if len(token.word) <= _ABBREVIATION:
        return False
    return vowels >= len(token.word) / 4


def _is_spoken(token: Token, own: frozenset[str]) -> bool:
    """Two such words side by side are enough: «НЕ СМЕЙ», «ВСЕ СЮДА»."""
    return len(token.word) > 1 and not _is_abbreviation(token, own) and is_word(token.key)


def _is_abbreviation(token: Token, own: frozenset[str]) -> bool:
    key = token.key
    if token.latin:
        return True
    return (
        key in ABBREVIATIONS
        or key in own
        or key.startswith(HEADS)
        or (is_abbreviation(key) and not is_common(key, capital=False))
    )


def _calm(context: Context, run: list[Token], own: frozenset[str]) -> str:
    """The run in ordinary letters: names and beginnings of sentences keep a capital."""
    plain = context.text.shown
    certain = _certain_names(context)
    out: list[str] = []
    at = run[0].start
    for number, token in enumerate(run):
        out.append(plain[at : token.start])
        at = token.end
        given = plain[token.start : token.end]
        alone = len(given) == 1
        initial = alone and plain[token.end : token.end + 1] == "."
        roman = token.latin and _ROMAN.fullmatch(given)
        if _is_abbreviation(token, own) or initial or roman or _is_after(run, number, own):
            out.append(given)
        elif _begins(token, number) or token.start in certain or _is_name(context, token):
            out.append(given[:1].upper() + given[1:].lower())
        else:
            out.append(given.lower())
    return "".join(out)


def _is_after(run: list[Token], number: int, own: frozenset[str]) -> bool:
    """«ДО» of «ФГОС ДО», which is a preposition elsewhere."""
    token = run[number]
    return (
        number > 0
        and token.key in AFTER_ABBREVIATION
        and token.gap == " "
        and _is_abbreviation(run[number - 1], own)
    )


def _begins(token: Token, number: int) -> bool:
    """A sentence begins here; a quotation does so only with its first word."""
    return token.opens and not token.gap.rstrip().endswith((":", ";", "(", ","))


def _certain_names(context: Context) -> frozenset[int]:
    mentions = context.people.mentions(context.text, context.chat)
    return frozenset(token.start for m in mentions for _, token in m.parts)


def _is_name(context: Context, token: Token) -> bool:
    known = context.people.index.read(token.key)
    if (known.last or known.first or known.middle) and not is_common(token.key, capital=False):
        return True
    return is_name(token.key)


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:37].rstrip() + "…"


RULE = Rule(
    id="caps-lock",
    title="Прописные буквы",
    level=Level.FIX,
    basis="Текст прописными буквами воспринимается как повышенный тон",
    find=_find,
    bad=(
        Example("СРОЧНО сдайте анкеты!", ("СРОЧНО",)),
        Example("Уважаемые родители, НЕ ОПАЗДЫВАЙТЕ", ("НЕ ОПАЗДЫВАЙТЕ",)),
        Example("ЗАВТРА В 10:00 СОБРАНИЕ. ЯВКА СТРОГО ОБЯЗАТЕЛЬНА",
                ("ЗАВТРА В 10:00 СОБРАНИЕ. ЯВКА СТРОГО ОБЯЗАТЕЛЬНА",)),
        Example("вСЕМ вНИМАНИЕ", ("вНИМАНИЕ",)),
        Example("НЕ НАДО так", ("НЕ НАДО",)),
    ),
    good=(
        Example("МАДОУ «Детский сад № 31» работает по ФГОС ДО, СанПиН и ГОСТ."),
        Example("ВПР, ЕГЭ и ОГЭ – по расписанию. ФИО укажите в заявлении."),
        Example("Чат в MAX и ВКонтакте. XXI век, глава IV."),
        Example("А. С. Пушкин и Л. Н. Толстой."),
        Example("Я и В. И. Дорохова ждём вас. НЕ забудьте сменку."),
        Example("Занятия по ИЗО, ОБЖ и ЛФК, осмотр – МСЭК, ЦРБ, ОРВИ."),
    ),
)  # fmt: skip
