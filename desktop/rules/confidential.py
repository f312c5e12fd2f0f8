"""Phones and e-mails of people do not belong in a common chat."""

import re
from collections.abc import Iterator
from functools import lru_cache

from desktop.rules._level import Level
from desktop.rules._office import Organization
from desktop.rules._people import forbidding_platform
from desktop.rules._rule import Context, Example, Hit, Rule, Suggestion
from desktop.russian.folding import phone_digits

_D = "[0-9оОoO]"
_GAP = r"[\s()\[\].,/\-‐‑‒–—_*]{0,3}"
_PHONE = re.compile(
    rf"(?<![0-9A-Za-zА-Яа-яЁё@])(?:\+{_GAP}7|[78]){_GAP}(?:{_D}{_GAP}){{9}}{_D}(?![0-9])"
    rf"|(?<![0-9A-Za-zА-Яа-яЁё@+])\(?9{_D}{{2}}\)?(?:{_GAP}{_D}){{6}}{_GAP}{_D}(?![0-9])"
)
_LOCAL = re.compile(
    r"(?:\bтел(?:ефон\w*|\b)|звон\w+|\bпозвон\w+|\bномер\w*|☎|📞|📱)[^\d\n]{0,25}?"
    r"((?<!\d)\d{1,3}[-– ]\d{2}[-– ]\d{2}(?!\d|[-–. ]\d))",
    re.IGNORECASE,
)
# A number after these words is not a phone.
_OTHER_NUMBER = re.compile(
    r"(?:инн|огрн\w*|кпп|бик|снилс|счет\w*|сч[её]т\w*|р/с|к/с|октмо|окпо|полис\w*|карт\w+|"
    r"паспорт\w*|серия|артикул|код)\W{0,4}(?:№\s*)?$",
    re.IGNORECASE,
)
# Landlines of these are public.
_PUBLIC = re.compile(
    r"поликлиник|регистратур|горяч\w+ лини|служб|администраци|департамент|управлени|отдел\w* |"
    r"министерств|комисси|прокуратур|полици|диспетчер|больниц|театр|музе[йяею]|библиотек|бассейн|"
    r"касс[аыеу]|доверия|при[её]мн|учреждени|медпункт|аварийн",
    re.IGNORECASE,
)
_LETTERS = str.maketrans("оОoO", "0000")

_AT = r"(?:\s?@\s?|\s?[\[({](?:at|собака|эт)[\])}]\s?|\s(?:собака)\s)"
_EMAIL = re.compile(
    rf"(?<![\w.+%-])[\w.+%-]{{1,64}}{_AT}(?:[\w-]{{1,63}}\.){{1,6}}(?:[A-Za-z]{{2,12}}|рф|рус|дети|"
    r"москва|онлайн|xn--[\w-]{2,30})(?!\w)",
    re.IGNORECASE,
)


def _find(context: Context) -> Iterator[Hit]:
    if context.draft.to == "private" and forbidding_platform(context.chat, context.day) is None:
        return
    own = context.people.office.organization
    yield from _phones(context, own)
    yield from _emails(context, own)


def _phones(context: Context, own: Organization) -> Iterator[Hit]:
    text = context.text.shown
    own_phones = _own_phones(own.phones)
    told = -1
    for match in _PHONE.finditer(text):
        start, end = match.span()
        digits = phone_digits(match.group().translate(_LETTERS))
        if digits is None or sum(char.isdigit() for char in match.group()) < 8:
            continue
        lead = text[max(0, start - 2) : start]
        follows = told >= 0 and not text[told:start].strip()  # another phone, not the same number
        if not follows and re.search(r"\d[ -]?$", lead) and not re.search(r"[,;\n]", lead):
            continue  # the middle of a longer number
        if digits in own_phones or digits[1:4] == "800":
            told = end
            continue
        before = text[max(0, start - 60) : start]
        if _OTHER_NUMBER.search(before):
            continue
        told = end
        if digits[1] != "9" and _PUBLIC.search(before.rpartition("\n")[2]):
            continue
        yield _phone_hit(context, start, end, own)
    for match in _LOCAL.finditer(text):
        start, end = match.span(1)
        tail = re.sub(r"\D", "", match[1])
        if any(phone.endswith(tail) for phone in own_phones):
            continue
        if not _PUBLIC.search(text[max(0, match.start() - 60) : start]):
            yield _phone_hit(context, start, end, own)


def _phone_hit(context: Context, start: int, end: int, own: Organization) -> Hit:
    suggestions = [Suggestion("Убрать номер", "")]
    for phone in own.phones[:1]:  # as the office writes it: codes of towns differ in length
        suggestions.insert(0, Suggestion("Указать телефон учреждения", phone))
    return Hit(
        *context.text.span(start, end),
        "Номер телефона увидит весь чат. Уберите его или сообщите лично.",
        tuple(suggestions),
        _level(context),
    )


@lru_cache(maxsize=8)
def _own_phones(phones: tuple[str, ...]) -> frozenset[str]:
    return frozenset(digits for phone in phones if (digits := phone_digits(phone)))


def _emails(context: Context, own: Organization) -> Iterator[Hit]:
    addresses = {email.casefold() for email in own.emails}
    hosts = {_host(site) for site in own.sites if site}
    for match in _EMAIL.finditer(context.text.shown):
        name, _, host = _clean(match.group()).rpartition("@")
        if f"{name}@{host}" in addresses or host in hosts:
            continue
        yield Hit(
            *context.text.span(*match.span()),
            "Адрес электронной почты увидит весь чат. Уберите его или сообщите лично.",
            (
                *(Suggestion("Указать почту учреждения", email) for email in own.emails[:1]),
                Suggestion("Убрать адрес", ""),
            ),
            _level(context),
        )


def _clean(email: str) -> str:
    joined = re.sub(_AT, "@", email.casefold())
    return re.sub(r"\s", "", joined)


def _host(site: str) -> str:
    host = re.sub(r"^\w+://", "", site.strip().casefold()).partition("/")[0]
    return host.removeprefix("www.")


def _level(context: Context) -> Level | None:
    return Level.STOP if forbidding_platform(context.chat, context.day) else None


RULE = Rule(
    id="confidential",
    title="Телефоны и адреса почты",
    level=Level.STOP,
    basis=(
        "Телефон и адрес почты человека – его персональные данные, в общий чат их не передают "
        "(ст. 7 Федерального закона от 27.07.2006 № 152-ФЗ)"
    ),
    find=_find,
    bad=(
        Example("Звоните: 8 (916) 000-12-34.", ("8 (916) 000-12-34",)),
        Example("Мой номер +7 916 000 12 34", ("+7 916 000 12 34",)),
        Example("89160001234, 8.916.000.12.35", ("89160001234", "8.916.000.12.35")),
        Example("Пишите на 916 000-12-34.", ("916 000-12-34",)),
        Example("Номер 8 916\n000 12 34", ("8 916\n000 12 34",)),
        Example("Тел. 8-9I6 нет, а 8-916-ооо-12-34 да", ("8-916-ооо-12-34",)),
        Example("+7(916)0001234 89160001235", ("+7(916)0001234", "89160001235")),
        Example("Телефон родителя: 45-67-89", ("45-67-89",)),
        Example("Почта zima.roza@mail.example.ru", ("zima.roza@mail.example.ru",)),
        Example("Пишите: роза@пример.рф", ("роза@пример.рф",)),
        Example("zima (собака) example.ru", ("zima (собака) example.ru",)),
        Example("５ группа: ８９１６０００１２３４", ("８９１６０００１２３４",)),
    ),
    good=(
        Example("Телефон детского сада: 8 (4852) 00-11-22, почта lukoshko31@sad.example.ru."),
        Example("Звоните 00-11-22 с 8.00 до 19.00."),
        Example("Почта методиста: metod@lukoshko31.example.ru"),
        Example("ИНН 7600000000, счёт 40701810000000000000, карта 4276 8900 1234 5678."),
        Example("Горячая линия 8-800-200-01-22. Приказ от 08.09.2024 № 112-18-26."),
        Example("Регистратура поликлиники: 8 (4852) 33-44-55."),
        Example("Сбор 20.11.2026 в 8 30, всего 89 детей и 160 взрослых."),
        Example("Ваш врач: 8 (916) 000-12-34.", to="private"),
    ),
)
