"""Titles of groups and classes as offices write them → one spelling."""

import re

from desktop.importing.letters import folded, repaired

_QUOTES = dict.fromkeys(map(ord, "«»„“”‟\"'’`‘"), '"')
_CLASS = re.compile(
    r"(?:кл(?:асс)?\.?\s*)?(?P<grade>\d{1,2})\s*[-–—/ ]?\s*[\"(]?\s*(?P<letter>[А-ЯЁ]?)\s*[\")]?"
    r"(?:\s*-?\s*(?:кл(?:асс\w{0,2})?\.?|-?й класс))?",
    re.IGNORECASE,
)
_CLASS_INSIDE = re.compile(
    r"(?<![\d.])(\d{1,2})\s*[-–— ]?\s*\"?\s*([А-ЯЁ]?)\s*\"?\s*(?:-?\s*го\s+)?класс", re.IGNORECASE
)
_CLASS_AFTER = re.compile(
    r"класс[ае]?\s+(\d{1,2})\s*[-–—]?\s*\"?\s*([А-ЯЁ])\s*\"?(?!\w)", re.IGNORECASE
)
_QUOTED = re.compile(r"\"\s*([^\"]{2,60}?)\s*\"")
_GROUP_WORD = re.compile(
    r"\b(?:групп\w*|класс\w*|объединени\w*|круж(?:ок|ка)|секци\w|студи\w|гр\.)(?:\W|$)",
    re.IGNORECASE,
)
# Words that stand before a title without being part of it.
_LEAD = re.compile(
    r"^(?:(?:список|списочный состав|состав)\s+)?(?:(?:детей|воспитанников|обучающихся|учащихся"
    r"|учеников|учениц|родителей)\s+)?(?:на\s+\S+\s+)?(?:название\s+)?(?:групп[аыу]|гр\.|класс[а]?"
    r"|объединени[ея]|кружок|кружка|секци[яи]|студи[яи])\s*:?\s*",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"\(?\s*(?:на\s+)?20\d\d\s*[-–—/]\s*(?:20)?\d\d\s*(?:уч\w*\.?\s*)?(?:г\w*\.?)?\s*\)?",
    re.IGNORECASE,
)
_AGES = re.compile(r"\(?\b\d\s*[-–—]\s*\d\s*(?:лет|года?|г\.)\)?", re.IGNORECASE)
_LIST = re.compile(r"список|состав|сведения", re.IGNORECASE)
_PLAIN_SHEET = re.compile(
    r"(?:лист|sheet|список|списки|дети|люди|данные|общий|воспитанники|обучающиеся|учащиеся|ученики"
    r"|книга|таблица|table|вставка|свод|реестр|контингент|все|выгрузка|export|отчет)[\s_]*\w{0,3}"
    r"(?: детей| всех| учеников| учащихся| воспитанников)?",
    re.IGNORECASE,
)
LAST_GRADE = 12


def class_title(text: str) -> str | None:
    """«7А», «7-а», «7 «А» класс», «8B» → «7 А», «8 В»; None when it is no class at all.

    Grade 12 exists in evening schools (п. 17 Порядка, Приказ Минпросвещения России от 22.03.2021
    № 115 knows four levels up to the 11th; 12 years in evening and special schools).
    """
    plain = _plain(text)
    match = _CLASS.fullmatch(plain)
    if match is None:
        return None
    letter = repaired(match["letter"].upper())
    return f"{int(match['grade'])} {letter}".strip()


def is_possible_class(title: str) -> bool:
    """Whether a title made by `class_title` names a grade that exists."""
    return 1 <= int(title.split()[0]) <= LAST_GRADE


def group_title(text: str) -> str:
    """The title of a group in one spelling: class as above, quotes and «группа» taken off.

    «Группа «Солнышко»» → «Солнышко»; «Старшая группа № 3» stays. Empty text → "".
    """
    if (title := class_title(text)) is not None:
        return title
    plain = _AGES.sub(" ", _YEAR.sub(" ", _plain(text)))
    if inside := _CLASS_INSIDE.search(plain) or _CLASS_AFTER.search(plain):
        return f"{int(inside[1])} {repaired(inside[2].upper())}".strip()
    if quoted := _QUOTED.search(plain):
        return _sentence(quoted[1])
    bare = " ".join(_LEAD.sub("", plain).split()).strip(' .,:;-–—"')
    if re.fullmatch(r"(?:№\s*)?\d+", bare):
        return f"Группа № {bare.lstrip('№ ')}"
    return _sentence(bare)


def group_key(title: str) -> str:
    """Two titles with one key name one group."""
    return re.sub(r"[^\w]+", " ", folded(repaired(group_title(title)))).strip()


def title_row_group(text: str) -> str | None:
    """The group a title over the table names: «Список детей группы «Ромашка» 2026/2027»."""
    if len(text) > 200:
        return None
    plain = _plain(text)
    if _CLASS_INSIDE.search(plain) or _CLASS_AFTER.search(plain):
        return group_title(plain)
    word = _GROUP_WORD.search(plain)
    if word is None:
        return None
    found = _QUOTED.findall(plain, max(word.start() - 25, 0))
    if found:
        return _sentence(found[-1])
    if not _LIST.search(plain) and len(plain.split()) <= 5:
        return group_title(plain) or None
    named = re.search(r"групп[аы]\s+(.+)$", _YEAR.sub("", plain), re.IGNORECASE)
    return group_title(named[1]) or None if named and len(named[1].split()) <= 4 else None


def subhead_group(text: str) -> str | None:
    """The group a row with this single text opens, or None when it does not look like one."""
    plain = _plain(text)
    if len(plain) > 80:
        return None
    if class_title(plain) is not None and not re.fullmatch(r"\d+", plain):
        return class_title(plain)
    if _GROUP_WORD.search(plain) or re.fullmatch(r"\"[^\"]+\"(?:\s*\([^)]*\))?", plain):
        return group_title(plain) or None
    return None


def sheet_group(name: str) -> str | None:
    """The group a sheet is called after; None for «Лист1», «Список», «Sheet2»."""
    plain = _plain(name)
    if class_title(plain) is not None:
        return class_title(plain) if not re.fullmatch(r"\d+", plain) else None
    if _PLAIN_SHEET.fullmatch(plain) or not re.search(r"[^\W\d_]", plain):
        return None
    return group_title(plain) or None


def _plain(text: str) -> str:
    return repaired(" ".join(text.translate(_QUOTES).split())).strip()


def _sentence(text: str) -> str:
    """«РОМАШКА» → «Ромашка»; a title that is not all capitals stays as written."""
    text = " ".join(text.split())
    if text.isupper() and len(text) > 3:
        text = text.lower()
    return text[:1].upper() + text[1:]
