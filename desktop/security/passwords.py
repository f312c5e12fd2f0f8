"""What a password must be: long and not among those everybody tries (OWASP ASVS 5.0, 6.2)."""

from collections.abc import Iterable

from desktop.errors import UserError

SHORTEST, LONGEST = 10, 128
_GUESSABLE = 2  # zxcvbn scores 0 and 1: below about 10^6 guesses
# zxcvbn knows English and a little transliterated Russian; these stand first in Russian lists.
_COMMON_WORDS = (
    "пароль солнышко солнце любовь люблю привет россия москва наташа настя марина светлана "
    "секретарь директор заведующая воспитатель администратор учитель школа садик детскийсад "
    "детский йцукен йцукенгшщз йцукенгшщзх фывапролд ячсмитьбю максим дмитрий андрей сергей "
    "александр николай татьяна екатерина мамочка котенок зайчик ромашка победа спартак password "
    "qwerty gfhjkm cjkysirj ghbdtn "
)
_COMMON = frozenset(_COMMON_WORDS.split())


def check_password(password: str, known_words: Iterable[str] = ()) -> None:
    """Accept a new password or raise UserError that says what to change.

    `known_words` are words anybody would try here: the institution's name, the login.
    No composition rules and no forced changes: length is what counts.
    """
    if len(password) < SHORTEST:
        raise UserError(
            f"Пароль слишком короткий: нужно не меньше {SHORTEST} знаков. "
            "Удобно взять три-четыре слова подряд."
        )
    if len(password) > LONGEST:
        raise UserError(f"Пароль длиннее {LONGEST} знаков: сократите его.")
    if len(set(password)) < 4:
        raise UserError("Пароль состоит из повторов: возьмите три-четыре разных слова.")
    from zxcvbn import zxcvbn  # 0.1 s of word lists, needed only here

    words = [word for word in known_words if word]
    folded = password.casefold()
    letters = "".join(sign for sign in folded.replace("ё", "е") if sign.isalpha())
    bare = "".join(sign for sign in folded if sign.isalnum())
    near = ["".join(sign for sign in word.casefold() if sign.isalnum()) for word in words]
    if any(len(word) > 3 and len(bare.replace(word, "")) < 5 for word in near):
        raise UserError(
            "Пароль почти совпадает с названием или именем входа: добавьте другие слова."
        )
    if letters in _COMMON or zxcvbn(password[:72], user_inputs=words)["score"] < _GUESSABLE:
        raise UserError(
            "Такой пароль подбирают первым: возьмите три-четыре слова, которые вместе "
            "придут в голову только вам."
        )
