"""The recovery key: printed once, typed back, kept in the head's safe."""

import hashlib
import secrets

from desktop.errors import UserError

# Crockford's base 32: no I, L, O, U, so a hand-copied key has no doubtful letters.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKES = str.maketrans(
    {"O": "0", "I": "1", "L": "1", "О": "0", "А": "A", "В": "B", "Е": "E", "К": "K", "М": "M"}
    | {"Н": "H", "Р": "P", "С": "C", "Т": "T", "Х": "X", "У": "Y"}
)
SECRET_BYTES, CHECK_BYTES, GROUPS = 16, 4, 8


def new_key() -> str:
    """128 random bits and a 32-bit check as 8 groups of 4 signs."""
    return _encode(secrets.token_bytes(SECRET_BYTES))


def secret_of(typed: str) -> bytes:
    """The 16 secret bytes of a typed key; spaces, hyphens and letter case do not matter.

    Raises UserError when a sign is wrong or missing: the check value sees any single typo.
    """
    signs = typed.upper().translate(_LOOK_ALIKES)
    signs = "".join(sign for sign in signs if sign not in " -–—\t\r\n\u00a0")
    wrong = UserError(
        "Ключ восстановления набран неверно: сверьте с листом все 8 групп по 4 знака "
        "и введите ещё раз."
    )
    if len(signs) != GROUPS * 4 or any(sign not in ALPHABET for sign in signs):
        raise wrong
    number = 0
    for sign in signs:
        number = number * 32 + ALPHABET.index(sign)
    raw = number.to_bytes(SECRET_BYTES + CHECK_BYTES, "big")
    secret, check = raw[:SECRET_BYTES], raw[SECRET_BYTES:]
    if _check(secret) != check:
        raise wrong
    return secret


def _check(secret: bytes) -> bytes:
    return hashlib.sha256(b"poryadok recovery" + secret).digest()[:CHECK_BYTES]


def _encode(secret: bytes) -> str:
    number = int.from_bytes(secret + _check(secret), "big")
    signs = ""
    for _ in range(GROUPS * 4):
        number, index = divmod(number, 32)
        signs = ALPHABET[index] + signs
    return "-".join(signs[start : start + 4] for start in range(0, len(signs), 4))
