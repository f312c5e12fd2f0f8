"""What kinds of institution call the same things: воспитанник or обучающийся, группа or класс."""

from dataclasses import dataclass
from functools import cache

from desktop.russian.cases import Case

_ORDER = tuple(Case)


@dataclass(frozen=True)
class Word:
    """A noun or a noun phrase with its six cases, in both numbers, in the order of `Case`."""

    singular: tuple[str, str, str, str, str, str]
    plural: tuple[str, str, str, str, str, str]

    def __call__(self, case: Case = Case.NOM, *, many: bool = False) -> str:
        """The form in `case`, plural if `many`."""
        return (self.plural if many else self.singular)[_ORDER.index(case)]

    def capital(self, case: Case = Case.NOM, *, many: bool = False) -> str:
        """The same form with a capital letter, for a heading or a column."""
        form = self(case, many=many)
        return form[0].upper() + form[1:]

    def __str__(self) -> str:
        return self.singular[0]


@dataclass(frozen=True)
class Terms:
    """The words of one kind of institution (`kind`: kindergarten, school, extra).

    The sources are the law's own words: ФЗ-273, ст. 2 п. 15, ст. 33 ч. 1 (воспитанники,
    учащиеся, обучающиеся), ст. 51 (руководитель), ПП РФ от 21.02.2022 № 225 (posts).
    """

    kind: str
    child: Word
    girl: Word
    group: Word
    teacher: Word
    head: Word
    institution: Word


def _word(singular: str, plural: str) -> Word:
    one, many = singular.split("|"), plural.split("|")
    return Word(
        (one[0], one[1], one[2], one[3], one[4], one[5]),
        (many[0], many[1], many[2], many[3], many[4], many[5]),
    )


def _learner() -> tuple[Word, Word]:
    many = "обучающиеся|обучающихся|обучающимся|обучающихся|обучающимися|обучающихся"
    return (
        _word("обучающийся|обучающегося|обучающемуся|обучающегося|обучающимся|обучающемся", many),
        _word("обучающаяся|обучающейся|обучающейся|обучающуюся|обучающейся|обучающейся", many),
    )


def _director() -> Word:
    return _word(
        "директор|директора|директору|директора|директором|директоре",
        "директора|директоров|директорам|директоров|директорами|директорах",
    )


@cache
def terms(kind: str) -> Terms:
    """The words for `kind`: "kindergarten", "school" or "extra". Raises KeyError for another."""
    return {"kindergarten": _kindergarten, "school": _school, "extra": _extra}[kind]()


def _kindergarten() -> Terms:
    return Terms(
        kind="kindergarten",
        child=_word(
            "воспитанник|воспитанника|воспитаннику|воспитанника|воспитанником|воспитаннике",
            "воспитанники|воспитанников|воспитанникам|воспитанников|воспитанниками|воспитанниках",
        ),
        girl=_word(
            "воспитанница|воспитанницы|воспитаннице|воспитанницу|воспитанницей|воспитаннице",
            "воспитанницы|воспитанниц|воспитанницам|воспитанниц|воспитанницами|воспитанницах",
        ),
        group=_word(
            "группа|группы|группе|группу|группой|группе",
            "группы|групп|группам|группы|группами|группах",
        ),
        teacher=_word(
            "воспитатель|воспитателя|воспитателю|воспитателя|воспитателем|воспитателе",
            "воспитатели|воспитателей|воспитателям|воспитателей|воспитателями|воспитателях",
        ),
        head=_word(
            "заведующий|заведующего|заведующему|заведующего|заведующим|заведующем",
            "заведующие|заведующих|заведующим|заведующих|заведующими|заведующих",
        ),
        institution=_word(
            "детский сад|детского сада|детскому саду|детский сад|детским садом|детском саде",
            "детские сады|детских садов|детским садам|детские сады|детскими садами|детских садах",
        ),
    )


def _school() -> Terms:
    child, girl = _learner()
    return Terms(
        kind="school",
        child=child,
        girl=girl,
        group=_word(
            "класс|класса|классу|класс|классом|классе",
            "классы|классов|классам|классы|классами|классах",
        ),
        teacher=_word(
            "классный руководитель|классного руководителя|классному руководителю"
            "|классного руководителя|классным руководителем|классном руководителе",
            "классные руководители|классных руководителей|классным руководителям"
            "|классных руководителей|классными руководителями|классных руководителях",
        ),
        head=_director(),
        institution=_word(
            "школа|школы|школе|школу|школой|школе", "школы|школ|школам|школы|школами|школах"
        ),
    )


def _extra() -> Terms:
    child, girl = _learner()
    return Terms(
        kind="extra",
        child=child,
        girl=girl,
        group=_word(
            "объединение|объединения|объединению|объединение|объединением|объединении",
            "объединения|объединений|объединениям|объединения|объединениями|объединениях",
        ),
        teacher=_word(
            "педагог|педагога|педагогу|педагога|педагогом|педагоге",
            "педагоги|педагогов|педагогам|педагогов|педагогами|педагогах",
        ),
        head=_director(),
        institution=_word(
            "учреждение|учреждения|учреждению|учреждение|учреждением|учреждении",
            "учреждения|учреждений|учреждениям|учреждения|учреждениями|учреждениях",
        ),
    )
