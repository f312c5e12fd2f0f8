"""Parents in a cell: names, kinship, phones and e-mail in any order → guardians."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from desktop.importing.letters import folded, repaired
from desktop.importing.name_parts import NameParts, is_known_first, is_patronymic, split_full_name
from desktop.russian.dates import parse_date
from desktop.russian.folding import phone_digits
from desktop.russian.names import guess_sex


@dataclass(frozen=True)
class GuardianRow:
    """One representative of a child as read from the file.

    `kinship` is «мать», «отец», «бабушка»… or "" when the file does not tell; `phones` are
    normalised 7XXXXXXXXXX; the name may be empty when only a phone was given.
    """

    name: NameParts
    kinship: str = ""
    phones: tuple[str, ...] = ()
    email: str = ""


_KIN = (
    ("приёмная мать", r"приемн\w+ ма(?:ть|ма)", "f"),
    ("приёмный отец", r"приемн\w+ (?:отец|папа)", "m"),
    ("приёмный родитель", r"приемн\w+ родител\w+", ""),
    ("мать", r"мат(?:ь|ери)|мам[аы]|мамин", "f"),
    ("отец", r"от(?:ец|ца)|пап[аы]|папин", "m"),
    ("бабушка", r"бабушк[аи]|бабуля|баб", "f"),
    ("дедушка", r"дедушк[аи]|дед", "m"),
    ("опекун", r"опекун\w*", ""),
    ("попечитель", r"попечител\w+", ""),
    ("отчим", r"отчим", "m"),
    ("мачеха", r"мачеха", "f"),
    ("тётя", r"тет[яи]", "f"),
    ("дядя", r"дяд[яи]", "m"),
    ("сестра", r"сестра", "f"),
    ("брат", r"брат", "m"),
    ("законный представитель", r"законн\w+ представител\w+|представител\w+", ""),
)
_KIN_RES = tuple((title, re.compile(pattern), sex) for title, pattern, sex in _KIN)
_SEX_OF = {title: sex for title, _, sex in _KIN}
# Beside a phone or a name, but no part of a name.
_NOISE = re.compile(
    r"(?:тел|телефон\w*|моб|мобильн\w*|сот|сотов\w*|раб|рабоч\w*|дом|домашн\w*|доб|нет|не|фио|эл"
    r"|почта|номер|конт|контактн\w*|whatsapp|вацап|ватсап|сферум|max|макс|telegram|или|имеется"
    r"|указан\w*|безработн\w*|одиночка|неизвест\w*|прочерк|умер\w*)"
)
_EMAIL = r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"
_DIGITS = r"\+?\(?\d(?:[^\S\n]|[\d()\-–—.])*\d"
# The thin space joins «приёмная мать» into one word, see _tokens.
_WORDS = r"[^\W\d_]+(?:[-'’\u2009][^\W\d_]+)*\.?"
_SHORT_KIN = r"(?:(?<=\n)|(?<![^\s,;/]))[мо](?=\s*[:–-]|\.\s*[А-ЯЁ\d+]|\s+[+\d])[.:–-]?"
_TOKEN = re.compile(
    rf"(?P<email>{_EMAIL})|(?P<phone>{_DIGITS})|(?P<short>{_SHORT_KIN})|(?P<word>{_WORDS})"
    r"|(?P<stop>[\n;/|])|(?P<comma>[,()+&:–—])"
)


@dataclass
class _Draft:
    words: list[str] = field(default_factory=list)
    kinship: str = ""
    phones: list[str] = field(default_factory=list)
    email: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.kinship or self.phones or self.email)


def split_phones(text: str) -> tuple[list[str], list[str]]:
    """All phones of a text → (7XXXXXXXXXX without repeats, pieces of digits that are no phone)."""
    if (single := phone_digits(text)) is not None:
        return [single], []
    good: list[str] = []
    bad: list[str] = []
    for match in re.finditer(_DIGITS, text):
        found, rest = _cut(match[0])
        good += [phone for phone in found if phone not in good]
        bad += rest
    return good, bad


def _cut(run: str) -> tuple[list[str], list[str]]:
    """A run of digits, perhaps several phones one after another without a comma."""
    if (single := phone_digits(run)) is not None:
        return [single], []
    digits = re.sub(r"\D", "", run)
    found = []
    while len(digits) >= 10:
        for length in (11, 10):
            phone = phone_digits(digits[:length]) if len(digits) >= length else None
            # What remains must again be empty or a phone, else the cut is wrong.
            if phone is not None and (len(digits) == length or len(digits) - length >= 10):
                found.append(phone)
                digits = digits[length:]
                break
        else:
            break
    return found, [run] if digits and parse_date(run) is None else []


def parse_guardians(text: str, kinship: str = "") -> tuple[tuple[GuardianRow, ...], list[str]]:
    """The people of one cell → (guardians in order, Russian remarks on what was not understood).

    `kinship` is what the column says («мать»); words in the cell («бабушка») win over it.
    """
    remarks: list[str] = []
    drafts = [_Draft()]
    phone_first: bool | None = None
    in_brackets = False
    pending: list[str] = []
    shown = bool(re.search(r"\b[А-ЯЁ][а-яёА-ЯЁ]", repaired(text)))

    def flush() -> None:
        small = all(word.islower() for word in pending)
        if small and not any(is_known_first(w) or is_patronymic(w) for w in pending):
            # Small letters are remarks («место работы», «звонить вечером»), not names.
            if pending and not shown:
                remarks.append(f"«{' '.join(pending)[:40]}» не похоже на имя")
        else:
            for words in _people(pending):
                if drafts[-1].words:
                    drafts.append(_Draft())
                drafts[-1].words = words
        pending.clear()

    for kind, value in _tokens(text):
        if kind == "word":
            pending.append(value)
            continue
        flush()
        current = drafts[-1]
        if kind == "kin":
            sex = _SEX_OF[value]
            clash = bool(current.words) and _sex(current.words) not in ("", sex) and sex != ""
            if current.kinship and in_brackets:
                continue  # «(бабушка, опекун)» is one person
            if current.kinship or clash or (current.phones and current.words and not in_brackets):
                drafts.append(_Draft(kinship=value))
            else:
                current.kinship = value
        elif kind == "phone":
            phones, bad = split_phones(value)
            if phone_first is None:
                phone_first = not current.words and not current.kinship
            # «8916… (мама), 8903… (бабушка)»: what follows a phone tells whose it is.
            if phone_first and current.phones and phones and (current.words or current.kinship):
                current = _Draft()
                drafts.append(current)
            current.phones += [p for p in phones if p not in current.phones]
            remarks += [f"«{piece.strip()}» не похоже на телефон" for piece in bad]
        elif kind == "email":
            current.email = current.email or value.lower()
        elif kind == "comma" and value in "()":
            in_brackets = value == "("
    flush()
    found = []
    for number, draft in enumerate(d for d in drafts if not d.is_empty):
        name, doubt = split_full_name(" ".join(draft.words))
        if doubt:
            remarks.append(doubt)
        own = draft.kinship or (kinship if number == 0 else "")
        if own == kinship and _SEX_OF.get(own) and _sex(draft.words) not in ("", _SEX_OF[own]):
            remarks.append(f"«{name}» стоит в столбце «{own}», но имя другого пола")
        if draft.words or draft.phones or draft.email:
            found.append(GuardianRow(name, own, tuple(draft.phones), draft.email))
    return tuple(found), remarks


@lru_cache(maxsize=1 << 13)
def _word_kind(value: str) -> tuple[str, str]:
    """(token, value) of one word of a cell: kinship, a word to pass over, or part of a name."""
    key = folded(repaired(value)).rstrip(".")
    if kin := next((t for t, pattern, _ in _KIN_RES if pattern.fullmatch(key)), ""):
        return "kin", kin
    if _NOISE.fullmatch(key) or (len(key) == 1 and value[0].islower()):
        return "stop", value
    return "word", repaired(value)


def parse_kinship(text: str) -> str:
    """A cell of the column «кем приходится» → kinship, "" when unknown."""
    key = folded(repaired(text))
    return next((title for title, pattern, _ in _KIN_RES if pattern.search(key)), "")


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    text = re.sub(r"(?i)приемн(\w+)[^\S\n]+(\w+)", r"приемн\1_\2", text.replace("приём", "прием"))
    text = re.sub(r"(?i)законн(\w+)[^\S\n]+представител", r"представител", text).replace(
        "_", "\u2009"
    )
    # «8.9161234567E+10» and «89161234567.0» are one number, not a word among digits.
    text = re.sub(
        r"(?<![\d.])[78][.,]\d{7,10}[EeЕе]\+10(?!\d)|(?<!\d)\d{10,11}[.,]0(?!\d)",
        lambda m: phone_digits(m[0]) or m[0],
        text,
    )
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        value = match[0]
        if kind == "short":
            yield "kin", "мать" if value[0] == "м" else "отец"
        elif kind == "word":
            yield _word_kind(value)
        else:
            yield kind, value


def _people(words: list[str]) -> Iterator[list[str]]:
    """«Иванова Анна Петровна Иванов Пётр Сергеевич» holds two people: cut after a patronymic."""
    rest = list(words)
    while len(rest) >= 5:
        cut = next((i for i in range(1, 4) if i < len(rest) - 2 and is_patronymic(rest[i])), None)
        if cut is None or not any(map(is_patronymic, rest[cut + 1 :])):
            break
        yield rest[: cut + 1]
        rest = rest[cut + 1 :]
    yield rest


def _sex(words: list[str]) -> str:
    return _sex_of_name(" ".join(words))


@lru_cache(maxsize=1 << 13)
def _sex_of_name(text: str) -> str:
    name, _ = split_full_name(text)
    return guess_sex(name.last, name.first, name.middle)
