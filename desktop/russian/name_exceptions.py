"""Surnames and first names that the ending alone declines wrongly; our own tables, written by hand.

Source of the choices: the rules for surnames in А. А. Зализняк, «Грамматический словарь русского
языка», and Л. П. Калакуцкая, «Склонение фамилий и личных имён в русском литературном языке».
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Masculine surnames with a stem of their own: nominative, genitive, instrumental.
_OWN_STEMS = """
заяц зайца зайцем|соловей соловья соловьём|воробей воробья воробьём|муравей муравья муравьём
репей репья репьём|ручей ручья ручьём|орёл орла орлом|орел орла орлом|козёл козла козлом
козел козла козлом|осёл осла ослом|осел осла ослом|котёл котла котлом|котел котла котлом
щегол щегла щеглом|дятел дятла дятлом|лев льва львом|пёс пса псом|павел павла павлом
пень пня пнём|деготь дёгтя дёгтем|дёготь дёгтя дёгтем|лапоть лаптя лаптем|ноготь ногтя ногтем
коготь когтя когтем|локоть локтя локтем|ломоть ломтя ломтём|корень корня корнем
перец перца перцем|палец пальца пальцем|немец немца немцем|месяц месяца месяцем
горобец горобца горобцом|жеребец жеребца жеребцом|молодец молодца молодцом
холодец холодца холодцом|удалец удальца удальцом|продавец продавца продавцом
кузнец кузнеца кузнецом|скворец скворца скворцом|песок песка песком|кусок куска куском
холодок холодка холодком|медок медка медком|сырок сырка сырком|лесок леска леском
глазок глазка глазком|возок возка возком|голосок голоска голоском|кивок кивка кивком
молоток молотка молотком|желток желтка желтком|листок листка листком|росток ростка ростком
цветок цветка цветком|платок платка платком|хомяк хомяка хомяком|белок белка белком
бобок бобка бобком|уголок уголка уголком|челнок челнока челноком|сурок сурка сурком
зверок зверка зверком|кий кия кием|вий вия вием|змий змия змием|топчий топчия топчием
ковёр ковра ковром|узел узла узлом|хребет хребта хребтом
"""

SURNAMES: dict[str, tuple[str, str]] = {
    word: (genitive, instrumental)
    for line in _OWN_STEMS.split("\n")
    for word, genitive, instrumental in (entry.split() for entry in line.split("|") if entry)
}

# Hissing stems whose instrumental is stressed on the ending: плющом, not плющем. Those in -ач are
# stressed there by rule (`inflection`), but for the foreign ones named below.
STRESSED = _words("""
    чиж ёж еж ключ сыч морж уж лещ хрущ плющ борщ ковш меч луч хрыч бич нож стриж клещ хлыщ плащ
    хрящ прыщ сургуч кирпич кулич кулеш барыш голыш малыш крепыш мятеж рубеж чертёж паралич москвич
    """)
UNSTRESSED_ACH = frozenset(["ковач"])
# Feminine type: лапша — лапшой; the rest in -жа, -ча, -ша, -ща, -ца take -ей.
STRESSED_A = _words("""
    лапша душа свеча левша ханжа межа каланча саранча алыча парча епанча вожжа праща паранджа овца
    пыльца бахча госпожа
    """)

# Indeclinable though the ending looks declinable (French stress on the last vowel and the like).
STIFF_SURNAMES = _words("дюма золя петипа дега люка ферма делакруа бенуа франсуа")
STIFF_FIRST = _words("николя франсуа бенуа андреа данте")
STIFF_MALE_FIRST = _words("захария закия")  # a woman is Закия, Закии

# First parts of hyphenated surnames that are no surnames themselves and never change.
STIFF_PREFIXES = _words("""
    тер тёр бонч сен сент сан санта мак аль эль ар ас ад аш ан ат абу абд абдул ибн бен бин бинт
    ван фон де дю ди да дель дер ден ле ла мелик нор грум шах хан бек кара кызыл ак демут ага
    хаджи гаджи мир мирза бай нур султан сейид сеид шейх
    """)
# The same for first names: Абдул-Рахман, Жан-Поль, Мухаммад-Амин.
STIFF_FIRST_PREFIXES = STIFF_PREFIXES | _words(
    "жан магомед мухаммад мухаммед мохаммед мохаммад мухамад ахмад саид сайд гулям полад"
)

# The word after the father's name in a Turkic patronymic; the whole patronymic stays as it is.
SON_WORDS = _words("оглы оглу огли улы уулу ули угли углы")
DAUGHTER_WORDS = _words("кызы кизи кизы гызы гызи кыз")
PATRONYMIC_WORDS = SON_WORDS | DAUGHTER_WORDS

# Written apart before a name or a surname and never changed: де ла Круз, ибн Сина.
PARTICLES = _words("де ла ле ду дю ди да дель дер ден ван фон цу аль эль ибн бен бин")
