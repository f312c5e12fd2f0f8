"""What a column may mean, and the Russian headings offices write over it."""

import re
from enum import StrEnum

from desktop.importing.letters import folded, repaired


class Kind(StrEnum):
    """What is being imported."""

    PEOPLE = "people"
    STAFF = "staff"
    CONSENTS = "consents"


class Field(StrEnum):
    """The meaning of a column. Several columns may carry one meaning: their texts are joined."""

    FULL_NAME = "full_name"
    LAST = "last"
    FIRST = "first"
    MIDDLE = "middle"
    BIRTH_DATE = "birth_date"
    SEX = "sex"
    GROUP = "group"
    ADMITTED_ON = "admitted_on"
    ADMISSION_ORDER = "admission_order"
    STATUS = "status"
    DEPARTED_ON = "departed_on"
    ROLE = "role"
    MOTHER = "mother"
    FATHER = "father"
    GUARDIANS = "guardians"
    KINSHIP = "kinship"
    PHONES = "phones"
    MOTHER_PHONES = "mother_phones"
    FATHER_PHONES = "father_phones"
    EMAIL = "email"
    MOTHER_EMAIL = "mother_email"
    FATHER_EMAIL = "father_email"
    NOTE = "note"
    POST = "post"
    HIRED_ON = "hired_on"
    EXPERIENCE_SINCE = "experience_since"
    CATEGORIES = "categories"
    RESOURCE = "resource"
    CHAT = "chat"
    SIGNED_ON = "signed_on"
    VALID_UNTIL = "valid_until"
    STATE = "state"
    NUMBER = "number"
    NOT_KEPT = "not_kept"
    IGNORED = "ignored"


TITLES: dict[Field, str] = {
    Field.FULL_NAME: "ФИО",
    Field.LAST: "Фамилия",
    Field.FIRST: "Имя",
    Field.MIDDLE: "Отчество",
    Field.BIRTH_DATE: "Дата рождения",
    Field.SEX: "Пол",
    Field.GROUP: "Группа, класс",
    Field.ADMITTED_ON: "Дата зачисления",
    Field.ADMISSION_ORDER: "Приказ о зачислении",
    Field.STATUS: "Состояние (выбыл)",
    Field.DEPARTED_ON: "Дата выбытия",
    Field.ROLE: "Кто это (ученик, родитель, работник)",
    Field.MOTHER: "Мать",
    Field.FATHER: "Отец",
    Field.GUARDIANS: "Родители, представители",
    Field.KINSHIP: "Кем приходится",
    Field.PHONES: "Телефоны",
    Field.MOTHER_PHONES: "Телефон матери",
    Field.FATHER_PHONES: "Телефон отца",
    Field.EMAIL: "Электронная почта",
    Field.MOTHER_EMAIL: "Почта матери",
    Field.FATHER_EMAIL: "Почта отца",
    Field.NOTE: "Примечание (берётся только «выбыл»)",
    Field.POST: "Должность",
    Field.HIRED_ON: "Дата приёма",
    Field.EXPERIENCE_SINCE: "Педагогический стаж с",
    Field.CATEGORIES: "Категории данных",
    Field.RESOURCE: "Ресурс",
    Field.CHAT: "Чат",
    Field.SIGNED_ON: "Дата",
    Field.VALID_UNTIL: "Действует до",
    Field.STATE: "Состояние",
    Field.NUMBER: "Номер",
    Field.NOT_KEPT: "Не переносится: таких сведений программа не хранит",
    Field.IGNORED: "Не переносится",
}

_NAMES = (Field.FULL_NAME, Field.LAST, Field.FIRST, Field.MIDDLE)
CHOICES: dict[Kind, tuple[Field, ...]] = {
    Kind.PEOPLE: (
        *_NAMES, Field.BIRTH_DATE, Field.SEX, Field.GROUP, Field.ADMITTED_ON,
        Field.ADMISSION_ORDER, Field.STATUS, Field.DEPARTED_ON, Field.ROLE, Field.MOTHER,
        Field.FATHER, Field.GUARDIANS, Field.KINSHIP, Field.PHONES, Field.MOTHER_PHONES,
        Field.FATHER_PHONES, Field.EMAIL, Field.MOTHER_EMAIL, Field.FATHER_EMAIL, Field.NOTE,
        Field.NOT_KEPT, Field.IGNORED,
    ),
    Kind.STAFF: (
        *_NAMES, Field.POST, Field.PHONES, Field.EMAIL, Field.HIRED_ON, Field.EXPERIENCE_SINCE,
        Field.BIRTH_DATE, Field.DEPARTED_ON, Field.STATUS, Field.NOT_KEPT, Field.IGNORED,
    ),
    Kind.CONSENTS: (
        *_NAMES, Field.BIRTH_DATE, Field.GROUP, Field.CATEGORIES, Field.RESOURCE, Field.CHAT,
        Field.SIGNED_ON, Field.VALID_UNTIL, Field.STATE, Field.GUARDIANS, Field.NUMBER,
        Field.NOT_KEPT, Field.IGNORED,
    ),
}  # fmt: skip

_CHILD = r"(?:ребен\w*|дет\w+|воспитанник\w*|обучающ\w*|учащ\w*|учени\w*|школьник\w*|дошкольник\w*)"
_PARENT = r"(?:родител\w*|представител\w*|опекун\w*|заявител\w*)"
_MOTHER = r"(?:мат(?:ь|ери|ерью)|мам[аыуе])"
_FATHER = r"(?:от(?:ец|ца|цу)|пап[аыуе])"
_PHONE = r"(?:тел\b|тел\.|телефон\w*|моб\w*|сот\w*|номер\w* (?:мобильн|телеф)\w*)"
_MAIL = r"(?:[eе]-?mail|емайл|имейл|эл\w*\.? ?(?:почт\w*|адрес\w*)|почта|mail)"
_NAME = r"(?:фио|ф\.? ?и\.? ?о\.?|ф\.? ?и\.?\b|фамили\w*)"

# First match wins, so the narrow comes before the wide. (Field, pattern, confidence.)
_COMMON: tuple[tuple[Field, str, float], ...] = (
    # Special categories and state numbers: ст. 10 152-ФЗ; the program has no place for them.
    (Field.NOT_KEPT, r"снилс|\bполис|\bомс\b|льгот|диагноз|здоров|\bовз\b|инвалид|заболева|аллерг"
     r"|привив|пмпк|физкульт|диспансер|медиц|прививк|национальн|вероиспов|религи|паспорт"
     r"|свидетельств|\bинн\b|\bсоц\w* статус|малоимущ|многодет|неполн\w* сем|гражданств", 1.0),
    (Field.IGNORED, r"место рожд|мест\w* (?:работ|жит)|адрес(?! ?(?:эл|[eе]-?mail|почты))|прописк"
     r"|регистрац|прожив|район|улиц\w*|\bдом\b(?!\W*тел)|квартир|индекс|возраст$|полных лет"
     r"|год рожд|^г ?р$|личн\w* дел|л/д|^№ ?п\.? ?/?п|^п/п$|^№$|^n$|^id|^номер п(?:о|/п)|^код$"
     r"|путевк|подпис|оплат|образовани\w*(?! с)|категори\w* работ|квалификац", 1.0),
)  # fmt: skip
_PEOPLE: tuple[tuple[Field, str, float], ...] = (
    (Field.MOTHER_PHONES, rf"{_PHONE}.*\b{_MOTHER}\b", 1.0),
    (Field.FATHER_PHONES, rf"{_PHONE}.*\b{_FATHER}\b", 1.0),
    (Field.MOTHER_EMAIL, rf"{_MAIL}.*\b{_MOTHER}\b|\b{_MOTHER}\b.*{_MAIL}", 1.0),
    (Field.FATHER_EMAIL, rf"{_MAIL}.*\b{_FATHER}\b|\b{_FATHER}\b.*{_MAIL}", 1.0),
    (Field.GUARDIANS, rf"\b{_MOTHER}\b.*\b{_FATHER}\b|\b{_FATHER}\b.*\b{_MOTHER}\b", 1.0),
    (Field.MOTHER, rf"{_NAME}.*\b{_MOTHER}\b|\b{_MOTHER}\b.*{_NAME}", 1.0),
    (Field.FATHER, rf"{_NAME}.*\b{_FATHER}\b|\b{_FATHER}\b.*{_NAME}", 1.0),
    (Field.MOTHER_PHONES, rf"\b{_MOTHER}\b.*{_PHONE}", 1.0),
    (Field.FATHER_PHONES, rf"\b{_FATHER}\b.*{_PHONE}", 1.0),
    (Field.MOTHER, rf"^{_MOTHER}$|^(?:имя|отчество) {_MOTHER}\b|^{_MOTHER} (?:имя|отчество)", 1.0),
    (Field.FATHER, rf"^{_FATHER}$|^(?:имя|отчество) {_FATHER}\b|^{_FATHER} (?:имя|отчество)", 1.0),
    (Field.KINSHIP, r"кем приходит|степень родств|родств|^кто (?:для|по отнош)|^кто$", 1.0),
    (Field.GUARDIANS, rf"(?:{_NAME}|^имя|^отчество).*{_PARENT}|{_PARENT}.*(?:{_NAME}|имя|отчество)",
     1.0),
    (Field.GUARDIANS, rf"^{_PARENT}.*(?:,|\(|\bи\b).*{_PHONE}", 1.0),
    (Field.PHONES, _PHONE, 1.0),
    (Field.EMAIL, _MAIL, 1.0),
    (Field.GUARDIANS, rf"^(?:сведения о |данные о |о |контакт\w* )?(?:законн\w* )?{_PARENT}"
     r"(?:\s*\(.*|\s*,.*| законн\w*.*| и .*)?$", 1.0),
    (Field.GUARDIANS, rf"{_PARENT}|\b{_MOTHER}\b|\b{_FATHER}\b", 0.6),
    (Field.PHONES, r"контакт|^номер$", 0.7),
    (Field.FULL_NAME, rf"{_NAME}.*рожд", 0.8),
    (Field.BIRTH_DATE, r"дата (?:и год )?рож|д\.? ?р\.?$|^рожден|день рожд|дата рожд|^др\b"
     r"|число,? месяц,? год рожд|^родил", 1.0),
    (Field.DEPARTED_ON, r"дат\w* (?:выбыт|отчисл|выпуск)|^выбыти|^отчислен\w*$", 1.0),
    (Field.ADMITTED_ON, r"дат\w* (?:зач|поступ|прием|прибыт|принят)|^зачислен\w*$|^поступил\w*$"
     r"|^принят$", 1.0),
    (Field.ADMISSION_ORDER, r"приказ", 0.9),
    (Field.STATUS, r"выбыл|^статус|^состояние|отчисл|движени", 0.9),
    (Field.SEX, r"^пол\b|^пол$|м/ж|муж\w*/жен", 1.0),
    (Field.ROLE, r"^роль$|^тип (?:пользовател|учетн)", 1.0),
    (Field.LAST, rf"^фамилия(?: {_CHILD})?$", 1.0),
    (Field.FIRST, rf"^имя(?: {_CHILD})?$", 1.0),
    (Field.MIDDLE, rf"^отчество(?: {_CHILD})?(?: ?\(.*\))?$", 1.0),
    (Field.FULL_NAME, rf"{_NAME}.*{_CHILD}|{_CHILD}.*{_NAME}|^имя,? фамилия|^фамилия\W+имя", 1.0),
    (Field.FULL_NAME, rf"^(?:список )?{_CHILD}$|^имя {_CHILD}\b|^{_CHILD}\b", 0.8),
    (Field.FULL_NAME, rf"^{_NAME}(?:$|\W)|фамилия.*имя", 0.9),
    (Field.GROUP, r"^(?:\w+ )?(?:групп[аы]|класс\w*|объединени\w*|кружок|секция|студия)\b"
     r"|^гр\.?$|^кл\.?$|^название группы|учебн\w* коллектив|^параллель|^литера?$|^буква", 0.95),
    (Field.NOTE, r"примеч|коммент|заметк|прочее|дополнит", 1.0),
)  # fmt: skip
_STAFF: tuple[tuple[Field, str, float], ...] = (
    (Field.EXPERIENCE_SINCE, r"стаж", 0.9),
    (Field.HIRED_ON, r"дат\w* (?:прием|принят|начал\w* работ|поступ)|^принят\w*$|работает с", 1.0),
    (Field.DEPARTED_ON, r"увол", 1.0),
    (Field.POST, r"должност|^профессия|^кем работает|специальност", 1.0),
    (Field.PHONES, _PHONE, 1.0),
    (Field.EMAIL, _MAIL, 1.0),
    (Field.PHONES, r"^контакт", 0.7),
    (Field.BIRTH_DATE, r"дата (?:и год )?рож|^рожден|день рожд|^др\b", 1.0),
    (Field.LAST, r"^фамилия(?: работник\w*| сотрудник\w*)?$", 1.0),
    (Field.FIRST, r"^имя(?: работник\w*| сотрудник\w*)?$", 1.0),
    (Field.MIDDLE, r"^отчество(?: работник\w*| сотрудник\w*)?(?: ?\(.*\))?$", 1.0),
    (Field.FULL_NAME, rf"^{_NAME}(?:$|\W)|^фамилия\W+имя|^(?:сотрудник|работник|педагог)\w*$"
     r"|^(?:воспитател|учител)\w*$", 0.95),
    (Field.STATUS, r"^статус|^состояние", 0.9),
)  # fmt: skip
_CONSENTS: tuple[tuple[Field, str, float], ...] = (
    (Field.CATEGORIES, r"категори|состав\w* данных|перечень данных|какие данные|на что", 1.0),
    (Field.RESOURCE, r"ресурс|площадк|платформ|куда|^где\b|сайт", 1.0),
    (Field.CHAT, r"^чат\w*", 1.0),
    (Field.VALID_UNTIL, r"действ\w* (?:до|по)|срок|действительн|^до$|окончани", 1.0),
    (Field.STATE, r"состояни|^статус|^согласие$|^ответ$|решени|отметка", 1.0),
    (Field.NUMBER, r"^(?:№|номер|рег\w*).*", 0.9),
    (Field.BIRTH_DATE, r"рожд|^др\b", 1.0),
    (Field.SIGNED_ON, r"^дата\b|подписан|^от$", 0.9),
    (Field.GUARDIANS, rf"{_PARENT}|\b{_MOTHER}\b|\b{_FATHER}\b|кто подписал|^подписа(?:л|нт)", 1.0),
    (Field.LAST, rf"^фамилия(?: {_CHILD})?$", 1.0),
    (Field.FIRST, rf"^имя(?: {_CHILD})?$", 1.0),
    (Field.MIDDLE, rf"^отчество(?: {_CHILD})?$", 1.0),
    (Field.FULL_NAME, rf"^{_CHILD}\b|{_NAME}.*{_CHILD}|^{_NAME}(?:$|\W)|^фамилия\W+имя", 1.0),
    (Field.GROUP, r"^групп[аы]\b|^класс\b|^объединени", 1.0),
    (Field.NUMBER, r"номер|№", 0.7),
)  # fmt: skip


def _compile(
    *tables: tuple[tuple[Field, str, float], ...],
) -> tuple[tuple[Field, re.Pattern[str], float], ...]:
    return tuple((f, re.compile(pattern), sure) for table in tables for f, pattern, sure in table)


_TABLES = {
    Kind.PEOPLE: _compile(_COMMON, _PEOPLE),
    Kind.STAFF: _compile(_COMMON, _STAFF),
    Kind.CONSENTS: _compile(_COMMON[:1], _CONSENTS, _COMMON[1:]),
}


def heading_key(text: str) -> str:
    """A heading folded for the table: one line, Latin look-alikes repaired, no end punctuation."""
    joined = re.sub(r"(\w)-\s*\n\s*(\w)", r"\1\2", text)
    # «БОЛЬШИМИ» headings typed on a Latin layout («ФИO») are repaired like names are.
    key = re.sub(r"\s*([,/])\s*", r"\1", folded(repaired(joined)))
    return key.replace(",", ", ").strip(" .,:;*")


def recognise(text: str, kind: Kind) -> tuple[Field, float] | None:
    """What a heading means and how sure that is (0…1), or None for an unknown text."""
    if not text or len(text) > 120:
        return None
    key = heading_key(text)
    for field, pattern, confidence in _TABLES[kind]:
        if pattern.search(key):
            # A long sentence with one telling word in it is a remark, not a heading.
            return field, confidence if len(key) <= 60 else confidence * 0.7
    return None
