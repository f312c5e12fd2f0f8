"""A person's name as it stands in a cell → surname, first name, patronymic."""

import re
from dataclasses import dataclass
from functools import lru_cache

from desktop.importing.letters import folded, repaired


@dataclass(frozen=True)
class NameParts:
    """A full name in the nominative, each part as written (Ё kept), capitals put right."""

    last: str = ""
    first: str = ""
    middle: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.last, self.first, self.middle)))


# The second word of a Turkic patronymic: «Гусейн оглы», «Лейла кызы».
_OGLY = {"оглы", "оглу", "кызы", "гызы", "улы", "уулу", "углы", "казы"}
_PATRONYMIC = re.compile(r"(?:ович|евич|ьич|овна|евна|ична|инична|ёвич|ёвна)$", re.IGNORECASE)
_SHORT_PATRONYMIC = re.compile(r"^(?:кузьмич|ильич|фомич|лукич|никитич|саввич|фокич|илларионыч)$")
_SURNAME = re.compile(
    r"(?:[оеё]в|[иы]н|ова|ева|ёва|ина|ына|ск(?:ий|ой|ая)|цк(?:ий|ой|ая)|енко|чук|щук|[^аеиоу]ук|юк"
    r"|швили|дзе|[ая]дзе|янц?|их|ых|ович|евич|[ое]вский|ман|берг|штейн)$"
)
# Names common enough to tell «Иван Петров» from «Петров Иван»; rare ones are told by endings.
_FIRST = frozenset(
    re.findall(
        r"\w+",
        """
    александр алексей анатолий андрей антон арсений артем артур богдан борис вадим валентин валерий
    василий виктор виталий владимир владислав всеволод вячеслав геннадий георгий герман глеб
    григорий давид даниил данил данила денис дмитрий евгений егор захар иван игнат игорь илья
    кирилл константин лев леонид макар максим марат марк матвей мирон михаил назар никита николай
    олег павел петр платон прохор ринат роберт родион роман руслан рустам савелий святослав семен
    сергей станислав степан тамерлан тарас тигран тимофей тимур федор филипп эдуард эльдар эмиль
    юлиан юрий ян ярослав али амир ахмед ислам магомед мухаммад омар рамазан расул саид дамир
    айдар азамат
    агата аглая аделина аида алевтина александра алена алина алиса алла альбина амина амелия
    анастасия ангелина анжелика анна антонина арина ася валентина валерия варвара василиса вера
    вероника виктория виолетта влада галина дарина дарья диана дина ева евгения екатерина елена
    елизавета есения жанна злата зоя инна ирина камилла карина кира кристина ксения лариса лера
    лидия лилия любовь людмила майя маргарита марина мария марьяна марьям милана милена мила
    мирослава надежда наталья наталия нелли нина нонна оксана олеся ольга полина раиса регина
    римма сабина светлана снежана соня софия софья стефания таисия тамара татьяна ульяна фатима
    эвелина элина эльвира эмилия эмма юлия яна ярослава гульнара зарина лейла мадина патимат
    асия аиша айгуль динара
    """,
    )
)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’`´][^\W\d_]+)*\.?")


def tidy(text: str) -> str:
    """One word or several: Latin look-alikes repaired, spaces single, shouting put to normal case.

    «ИВАНОВА - петрова» → «Иванова-Петрова», «d'Арк» stays, «ГУСЕЙН ОГЛЫ» → «Гусейн оглы».
    """
    text = re.sub(r"\s*[-‐‑‒–—−]\s*", "-", repaired(" ".join(text.split())))
    return " ".join(_cased(word) for word in text.split())


def _cased(word: str) -> str:
    if folded(word) in _OGLY:
        return word.lower()
    if "." in word:
        return word.upper()  # initials
    letters = [c for c in word if c.isalpha()]
    shouted = len(letters) > 1 and all(c.isupper() for c in letters)
    whispered = bool(letters) and all(c.islower() for c in letters)
    if not shouted and not whispered:
        return word
    parts = re.split(r"([-'’])", word.lower())
    return "".join(
        part if part in {"оглы", "кызы", "оол", "заде"} and i else part[:1].upper() + part[1:]
        for i, part in enumerate(parts)
    )


def is_patronymic(word: str) -> bool:
    """Whether a word ends like a Russian patronymic (surnames like «Абрамович» do too)."""
    return bool(_PATRONYMIC.search(word) or _SHORT_PATRONYMIC.match(folded(word)))


def is_known_first(word: str) -> bool:
    """Whether a word is one of the common first names."""
    return folded(word) in _FIRST


def looks_like_surname(word: str) -> bool:
    """Whether a word ends as Russian, Ukrainian, Armenian, Georgian surnames do."""
    return bool(_SURNAME.search(folded(word)))


@lru_cache(maxsize=1 << 13)
def split_full_name(text: str) -> tuple[NameParts, str]:
    """«Фамилия Имя Отчество» in any order → (parts, doubt).

    `doubt` is a Russian remark when the order was guessed or words were left over, else "". The
    order is told by the patronymic's ending, then by known first names, then by surname endings;
    without evidence it is surname, first name, patronymic.
    """
    words = [w for w in _WORD.findall(tidy(text)) if w != "."]
    words, ogly = _join_ogly(words)
    if not words:
        return NameParts(), ""
    if ogly is not None:
        rest, middle = words[:ogly] + words[ogly + 1 :], words[ogly]
        last, first, doubt = _two(rest)
        return NameParts(last, first, middle), doubt
    middles = [i for i, word in enumerate(words) if is_patronymic(word)]
    if len(words) >= 3 and middles:
        return _by_patronymic(words, middles)
    if len(words) == 2 and middles == [1] and is_known_first(words[0]):
        return NameParts("", words[0], words[1]), ""
    if len(words) <= 2:
        last, first, doubt = _two(words)
        return NameParts(last, first), doubt
    # No patronymic: foreign names, «Нгуен Тхи Ань», «Ким Ли На».
    if is_known_first(words[0]) and not is_known_first(words[1]) and looks_like_surname(words[-1]):
        return NameParts(words[-1], words[0], " ".join(words[1:-1])), _doubt(text)
    if len(words) == 3:
        return NameParts(words[0], words[1], words[2]), ""
    return NameParts(words[0], " ".join(words[1:])), _doubt(text)


def _join_ogly(words: list[str]) -> tuple[list[str], int | None]:
    for i in range(len(words) - 1, 0, -1):
        if folded(words[i]) in _OGLY and i >= 2:
            return [*words[: i - 1], f"{words[i - 1]} {words[i]}", *words[i + 1 :]], i - 1
        hyphened = re.search(r"-(оглы|кызы|гызы|улы|уулу)$", folded(words[i]))
        if hyphened:
            return words, i
    return words, None


def _by_patronymic(words: list[str], middles: list[int]) -> tuple[NameParts, str]:
    # «Абрамович Роман Аркадьевич»: of two the one that follows a first name, else the later.
    at = next((i for i in reversed(middles) if i and is_known_first(words[i - 1])), middles[-1])
    if at == 0:
        # «Петрович Иван» with more words, or «Ильич Иван Петров»: rare, shown to the person.
        if len(words) == 3 and is_known_first(words[1]) and looks_like_surname(words[2]):
            return NameParts(words[2], words[1], words[0]), ""
        return NameParts(words[0], words[1], " ".join(words[2:])), ""
    if at == 1:
        # «Анна Петровна Иванова».
        return NameParts(" ".join(words[2:]), words[0], words[1]), ""
    before, after = words[:at], words[at + 1 :]
    middle = " ".join([words[at], *after])
    if len(before) == 2:
        last, first, doubt = _two(before)
        return NameParts(last, first, middle), doubt
    if is_known_first(before[-1]):
        return NameParts(" ".join(before[:-1]), before[-1], middle), ""
    return NameParts(before[0], " ".join(before[1:]), middle), _doubt(" ".join(words))


def _two(words: list[str]) -> tuple[str, str, str]:
    """(surname, first name, doubt) of two words in unknown order."""
    if len(words) < 2:
        word = words[0] if words else ""
        return ("", word, "") if is_known_first(word) else (word, "", "")
    last, first = words[0], " ".join(words[1:])
    if len(words) > 2:
        return last, first, _doubt(" ".join(words))
    if is_known_first(last) and not is_known_first(first):
        # «Роман Ян»: without a surname's ending the usual order stands.
        sure = looks_like_surname(first)
        return first, last, "" if sure else _doubt(" ".join(words))
    return last, first, ""


def _doubt(text: str) -> str:
    return f"порядок фамилии и имени в «{' '.join(text.split())}» определён предположительно"
