"""Only ordinary letters: no decorated ones, no look-alikes, no hidden marks, no emoji flood."""

import re
import unicodedata
from collections.abc import Iterator

from desktop.rules._level import Level
from desktop.rules._rule import Context, Example, Hit, Rule, Suggestion
from desktop.rules._text import PLAIN, Text, ordinary
from desktop.russian.folding import delatinize
from desktop.russian.plural import count

_HIDDEN = frozenset(
    "\u200b\u200c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064"
    "\u2066\u2067\u2068\u2069\ufeff\u034f\u115f\u1160\u3164\uffa0\u180e\u061c"
)
_STRESS = "\u0300\u0301"
_VOWELS = frozenset("аеёиоуыэюяАЕЁИОУЫЭЮЯ")
_EMOJI = (
    "[\U0001f000-\U0001f0ff\U0001f200-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u231a-\u23ff]"
    "[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]*(?:\u200d[\U0001f000-\U0001faff\u2600-\u27bf][\ufe0f"
    "\U0001f3fb-\U0001f3ff]*)*"
)
_FLAG = "[\U0001f1e6-\U0001f1ff]{2}"
_PICTURE = re.compile(f"{_EMOJI}|{_FLAG}|[0-9#*]\ufe0f?\u20e3")
_FLOOD = re.compile(rf"(?:(?:{_EMOJI}|{_FLAG})\s?){{5,}}")
_DRAWING = re.compile(r"[\u2500-\u259f\u25a0-\u25ff\u2800-\u28ff]{4,}")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN, _CYRILLIC = re.compile("[A-Za-z]"), re.compile("[\u0400-\u04ff]")
_BRAND = re.compile(r"[A-Z]{3,}[а-яё]{1,3}|[A-Za-z]{4,}[а-яё]{1,3}")
_MANY, _PER_WORDS = 10, 8  # pictures in a message: more than ten, and one for every eight words


def _find(context: Context) -> Iterator[Hit]:
    raw = context.draft.text
    hits = [*_strange(raw), *_mixed(raw), *_drawings(raw)]
    covered = sorted(_merged(raw, hits))
    whole = _repaired(raw) if len(covered) > 1 else None
    for start, end, what in covered:
        piece = _repaired(raw[start:end])
        suggestions = [Suggestion("Обычные буквы", piece)]
        if whole is not None:
            suggestions.append(Suggestion("Обычные буквы во всём тексте", whole, 0, len(raw)))
        yield Hit(start, end, f"{what}. Наберите обычным шрифтом.", tuple(suggestions))
    yield from _flood(context)


def _strange(raw: str) -> Iterator[tuple[int, int, str]]:
    """Stretches of decorated letters, combining marks and hidden characters."""
    if PLAIN.fullmatch(raw):
        return
    pictures = [m.span() for m in _PICTURE.finditer(raw)]
    skip = {at for start, end in pictures for at in range(start, end)}
    for at, char in enumerate(raw):
        if at in skip or char < "\u00ad":
            continue
        if what := _what(raw, at, char):
            yield at, at + 1, what


def _what(raw: str, at: int, char: str) -> str:
    before = raw[at - 1] if at else ""
    category = unicodedata.category(char)
    if char in _HIDDEN:
        return "В тексте есть невидимые знаки"
    if category in ("Mn", "Me"):
        if char == "\u0306" and before in ("и", "И", "у", "У"):
            return ""
        if char == "\u0308" and before in ("е", "Е"):
            return ""
        if char in _STRESS and before in _VOWELS:
            return ""
        if char in "\ufe0e\ufe0f" or char in "\U0001f3fb\U0001f3ff":
            return ""
        return "Буквы с лишними значками"
    if "\U0001f1e6" <= char <= "\U0001f1ff":
        return "Декоративные буквы"
    if category[0] == "L" or "\u24b6" <= char <= "\u24e9" or "\U0001f130" <= char <= "\U0001f189":
        plain = ordinary(char)
        if plain and plain != char and _is_decorated(char):
            return "Декоративные буквы"
    if "\uff01" <= char <= "\uff5e":
        return "Декоративные знаки"
    return ""


def _is_decorated(char: str) -> bool:
    """A drawn variant of a letter, not a letter of another alphabet or one with an accent."""
    name = unicodedata.name(char, "")
    if name.startswith(("GREEK", "CYRILLIC", "ARABIC", "HANGUL", "HEBREW", "DEVANAGARI")):
        return False
    plain = unicodedata.normalize("NFKC", char)
    if plain == char:  # NFKC leaves alone: phonetic small capitals and the like, or «é»
        return unicodedata.normalize("NFD", char) == char
    return char not in "ªº"


def _mixed(raw: str) -> Iterator[tuple[int, int, str]]:
    """Words of both alphabets: «Ивaнoв» with Latin «a» and «o»."""
    for match in _WORD.finditer(raw):
        if _unmixed(match) != match.group():
            yield match.start(), match.end(), "В слове смешаны русские и латинские буквы"


def _unmixed(match: re.Match[str]) -> str:
    """The word in one alphabet where it mixes two; «MAXе» and «Zoomом» are names with endings."""
    word = match.group()
    if not (_LATIN.search(word) and _CYRILLIC.search(word)) or _BRAND.fullmatch(word):
        return word
    return delatinize(word)


def _drawings(raw: str) -> Iterator[tuple[int, int, str]]:
    for match in _DRAWING.finditer(raw):
        yield match.start(), match.end(), "Рисунок из знаков"


def _merged(raw: str, hits: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Stretches widened to whole words and joined when only spaces part them."""
    found: list[tuple[int, int, str]] = []
    for start, end, what in sorted(hits):
        if found and start < found[-1][1]:
            continue
        while start > 0 and _joins(raw[start - 1]):
            start -= 1
        while end < len(raw) and _joins(raw[end]):
            end += 1
        if found and not raw[found[-1][1] : start].strip(" \t"):
            found[-1] = (found[-1][0], end, found[-1][2])
        else:
            found.append((start, end, what))
    return found


def _joins(char: str) -> bool:
    return unicodedata.category(char)[0] in "LM" or char in _HIDDEN or ordinary(char).isalpha()


def _repaired(piece: str) -> str:
    text = Text(piece).shown
    return _WORD.sub(_unmixed, _DRAWING.sub("", text))


def _flood(context: Context) -> Iterator[Hit]:
    raw = context.draft.text
    flooded = False
    for match in _FLOOD.finditer(raw):
        flooded = True
        first = _PICTURE.match(match.group())
        kept = first.group() if first else ""
        end = match.start() + len(match.group().rstrip())
        yield Hit(
            match.start(),
            end,
            "Слишком много картинок подряд. Оставьте одну.",
            (Suggestion("Оставить одну", kept), Suggestion("Убрать", "")),
        )
    pictures = sum(1 for _ in _PICTURE.finditer(raw))
    if not flooded and pictures > _MANY and pictures * _PER_WORDS > len(context.text.tokens):
        number = count(pictures, "картинка", "картинки", "картинок")
        yield Hit(0, 0, f"В сообщении {number} – текст трудно читать. Оставьте одну-две.")


RULE = Rule(
    id="fancy-font",
    title="Шрифт",
    level=Level.FIX,
    basis="Сообщение набирают обычным шрифтом, чтобы его мог прочесть каждый",
    find=_find,
    bad=(
        Example("𝓢𝓾𝓹𝓮𝓻 новость", ("𝓢𝓾𝓹𝓮𝓻",)),
        Example("Ⓟⓡⓘⓥⓔⓣ всем", ("Ⓟⓡⓘⓥⓔⓣ",)),
        Example("Ｈｅｌｌｏ родители", ("Ｈｅｌｌｏ",)),
        Example("Это ᴨᴩиʙᴇᴛ от группы", ("ᴨᴩиʙᴇᴛ",)),
        Example("П̶р̶и̶в̶е̶т̶ всем", ("П̶р̶и̶в̶е̶т̶",)),
        Example("Соб\u200bрание", ("Соб\u200bрание",)),
        Example("Собрaние завтра", ("Собрaние",)),
        Example("Ура 🎉🎉🎉🎉🎉🎉", ("🎉🎉🎉🎉🎉🎉",)),
        Example("▓▒░▒▓ Внимание", ("▓▒░▒▓",)),
    ),
    good=(
        Example("Йогурт, ёлка, за́мок: й и ё в любой записи, ударение можно."),
        Example("Кафе\u0301, и\u0306огурт, е\u0308лка"),
        Example("Семья Gödel, WhatsApp, № 5, 10 °C, S = πr², α-версия 👍🏽"),
        Example("Ура! 🎉 Ждём вас 👨‍👩‍👧 завтра 🇷🇺"),
        Example("Пишите в MAXе, файл в PDF, Әлиә и Өмет."),
        Example("Итог — 5 ÷ 2 × 3 ≈ 7½ «да» … 1️⃣ 2️⃣ 3️⃣ ✅"),
    ),
)
