"""Key slots: who can open which base (trust.md 4.3).

`keys.json` holds one slot a person. A slot wraps the keys of the bases that its holder may open
with a key made from the password by Argon2id. The teacher's slot holds no key of the main base, so
the border of that role is cryptographic. What a slot says of its holder is authenticated with it.
"""

import json
import secrets
import uuid
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from desktop.errors import UserError
from desktop.security.files import write_atomically
from desktop.security.recovery import secret_of

FILE_NAME = "keys.json"
KEY_BYTES = 48  # 32 of key and 16 of salt: 96 hex digits for SQLCipher
BASES = ("main", "scans", "drafts")
HOLDS = {
    "secretary": BASES,
    "head": BASES,
    "teacher": ("drafts",),
    "recovery": BASES,
}
RECOVERY = "recovery"


@dataclass(frozen=True)
class Cost:
    """Argon2id cost: memory in KiB, passes, lanes."""

    memory: int = 128 * 1024
    passes: int = 3
    lanes: int = 1


FLOOR = Cost(memory=64 * 1024)


@dataclass(frozen=True)
class Slot:
    """One holder and the wrapped keys. `login` is the sign-in name, `holds` the bases it opens."""

    id: str
    login: str
    role: str
    holds: tuple[str, ...]
    cost: Cost
    salt: bytes
    nonce: bytes
    box: bytes

    def label(self, store: str) -> bytes:
        """What is authenticated together with the wrapped keys."""
        said: dict[str, Any] = {
            "store": store,
            "id": self.id,
            "login": self.login,
            "role": self.role,
            "holds": self.holds,
            "cost": [self.cost.memory, self.cost.passes, self.cost.lanes],
            "salt": self.salt.hex(),
        }
        return json.dumps(said, ensure_ascii=False, sort_keys=True).encode()


class WrongPassword(UserError):
    """The password or recovery key opens nothing."""


@dataclass(frozen=True)
class KeyRing:
    """All slots of one data folder. Changes return a new ring; `save` makes it durable."""

    folder: Path
    store: str
    slots: tuple[Slot, ...]

    @classmethod
    def new(cls, folder: Path) -> "KeyRing":
        """An empty ring for a folder that has none yet."""
        if (folder / FILE_NAME).exists():
            raise UserError(
                "В этой папке уже есть данные программы: войдите в них или выберите другую папку."
            )
        return cls(folder, uuid.uuid4().hex, ())

    @classmethod
    def load(cls, folder: Path) -> "KeyRing":
        """The ring kept in `folder`. Raises UserError when it is missing or not readable."""
        path = folder / FILE_NAME
        try:
            return cls._parse(folder, path.read_bytes())
        except FileNotFoundError:
            raise UserError(
                "В папке данных нет файла ключей keys.json: верните его из копии папки. Если рядом "
                "лежит keys.json.1 – это прежняя версия, переименуйте её в keys.json."
            ) from None
        except OSError:
            raise UserError(
                "Файл ключей keys.json не читается: проверьте права на папку данных."
            ) from None
        except (ValueError, KeyError, TypeError):
            raise UserError(
                "Файл ключей keys.json повреждён: верните его из резервной копии "
                "(рядом лежит прежняя версия keys.json.1)."
            ) from None

    @classmethod
    def _parse(cls, folder: Path, content: bytes) -> "KeyRing":
        told = json.loads(content)
        if told["version"] != 1:
            raise UserError(
                "Данные созданы более новой версией программы: обновите программу на этом "
                "компьютере."
            )
        slots = tuple(
            Slot(
                id=slot["id"],
                login=slot["login"],
                role=slot["role"],
                holds=tuple(slot["holds"]),
                cost=_sane(Cost(*(int(number) for number in slot["cost"]))),
                salt=bytes.fromhex(slot["salt"]),
                nonce=bytes.fromhex(slot["nonce"]),
                box=bytes.fromhex(slot["box"]),
            )
            for slot in told["slots"]
        )
        return cls(folder, str(told["store"]), slots)

    def save(self, keep_previous: bool = True) -> None:
        """Write the ring so that a power cut leaves the old or the new one.

        Without `keep_previous` no copy of the former ring stays: what was closed stays closed.
        """
        told = {
            "version": 1,
            "store": self.store,
            "slots": [
                {
                    "id": slot.id,
                    "login": slot.login,
                    "role": slot.role,
                    "holds": list(slot.holds),
                    "cost": [slot.cost.memory, slot.cost.passes, slot.cost.lanes],
                    "salt": slot.salt.hex(),
                    "nonce": slot.nonce.hex(),
                    "box": slot.box.hex(),
                }
                for slot in self.slots
            ],
        }
        content = json.dumps(told, ensure_ascii=False, indent=1).encode()
        write_atomically(self.folder / FILE_NAME, content, keep_previous)

    def logins(self) -> tuple[tuple[str, str], ...]:
        """(login, role) of every person who can sign in, in order of creation."""
        return tuple((slot.login, slot.role) for slot in self.slots if slot.role != RECOVERY)

    def slot_of(self, login: str) -> Slot:
        """The person's slot. Raises WrongPassword: who may sign in is not told apart."""
        wanted = login.strip().casefold()
        for slot in self.slots:
            if slot.role != RECOVERY and slot.login.casefold() == wanted:
                return slot
        raise WrongPassword(
            "Имя входа или пароль не подходят: проверьте раскладку и введите ещё раз."
        )

    def unlock(self, login: str, password: str) -> tuple[Slot, dict[str, bytes]]:
        """The person's slot and the keys it holds, by base. Raises WrongPassword."""
        slot = self.slot_of(login)
        keys = _open(self.store, slot, password.encode())
        if keys is None:
            raise WrongPassword(
                "Имя входа или пароль не подходят: проверьте раскладку и введите ещё раз."
            )
        return slot, keys

    def unlock_recovery(self, typed: str) -> tuple[Slot, dict[str, bytes]]:
        """The recovery slot and all keys by the printed key. Raises UserError on a typo."""
        secret = secret_of(typed)
        for slot in self.slots:
            if slot.role == RECOVERY:
                keys = _open(self.store, slot, secret)
                if keys is not None:
                    return slot, keys
        raise WrongPassword(
            "Этот ключ восстановления не от этих данных: возьмите последний напечатанный лист."
        )

    def with_user(
        self, login: str, role: str, password: str, keys: dict[str, bytes], cost: Cost | None = None
    ) -> "KeyRing":
        """The ring with one more person; the slot gets only the keys that the role may hold."""
        login = login.strip()
        if not login:
            raise UserError("Введите имя входа, например «Секретарь».")
        if any(slot.login.casefold() == login.casefold() for slot in self.slots):
            raise UserError(f"Имя входа «{login}» уже занято: выберите другое.")
        return self._with(login, role, password.encode(), keys, cost or Cost())

    def with_recovery(
        self, typed: str, keys: dict[str, bytes], cost: Cost | None = None
    ) -> "KeyRing":
        """The ring with this recovery key as its only one."""
        others = tuple(slot for slot in self.slots if slot.role != RECOVERY)
        ring = replace(self, slots=others)
        return ring._with("", RECOVERY, secret_of(typed), keys, cost or FLOOR)

    def without(self, login: str) -> "KeyRing":
        """The ring without that person. The last person who opens the main base stays."""
        gone = self.slot_of(login)
        rest = tuple(slot for slot in self.slots if slot is not gone)
        if not any("main" in slot.holds and slot.role != RECOVERY for slot in rest):
            raise UserError(
                f"«{gone.login}» – единственный, кто открывает основные данные: "
                "сначала заведите другого секретаря или руководителя."
            )
        return replace(self, slots=rest)

    def with_password(
        self, login: str, password: str, keys: dict[str, bytes], cost: Cost | None = None
    ) -> "KeyRing":
        """The ring in which that person's slot is made anew with another password."""
        old = self.slot_of(login)
        rest = tuple(slot for slot in self.slots if slot is not old)
        ring = replace(self, slots=rest)
        return ring._with(old.login, old.role, password.encode(), keys, cost or old.cost)

    def _with(
        self, login: str, role: str, secret: bytes, keys: dict[str, bytes], cost: Cost
    ) -> "KeyRing":
        holds = HOLDS[role]
        missing = [base for base in holds if len(keys.get(base, b"")) != KEY_BYTES]
        if missing:
            raise UserError(
                "Эту роль может завести только тот, кто сам открывает основные данные: "
                "войдите как секретарь или руководитель."
            )
        slot = Slot(
            id=uuid.uuid4().hex,
            login=login,
            role=role,
            holds=holds,
            cost=cost,
            salt=secrets.token_bytes(16),
            nonce=secrets.token_bytes(12),
            box=b"",
        )
        return replace(self, slots=(*self.slots, _close(self.store, slot, secret, keys)))


def new_keys() -> dict[str, bytes]:
    """Fresh random keys for all bases of a new data folder."""
    return {base: secrets.token_bytes(KEY_BYTES) for base in BASES}


def choose_cost() -> Cost:
    """The full cost where it takes at most a second on this computer, else the floor."""
    from time import perf_counter

    started = perf_counter()
    _stretch(b"measure", b"0" * 16, FLOOR)
    return Cost() if perf_counter() - started < 0.5 else FLOOR


def _sane(cost: Cost) -> Cost:
    """The cost as it stands; ValueError for one that an altered file asks and no computer can."""
    if not (8 <= cost.memory <= 2**20 and 1 <= cost.passes <= 20 and 1 <= cost.lanes <= 16):
        raise ValueError("absurd cost")
    if cost.memory < 8 * cost.lanes:
        raise ValueError("absurd cost")
    return cost


def _stretch(secret: bytes, salt: bytes, cost: Cost) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        secret, salt, cost.passes, cost.memory, cost.lanes, hash_len=32, type=Type.ID
    )


def _close(store: str, slot: Slot, secret: bytes, keys: dict[str, bytes]) -> Slot:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    wrapping = AESGCM(_stretch(secret, slot.salt, slot.cost))
    content = b"".join(keys[base] for base in slot.holds)
    return replace(slot, box=wrapping.encrypt(slot.nonce, content, slot.label(store)))


def _open(store: str, slot: Slot, secret: bytes) -> dict[str, bytes] | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    wrapping = AESGCM(_stretch(secret, slot.salt, slot.cost))
    try:
        content = wrapping.decrypt(slot.nonce, slot.box, slot.label(store))
    except InvalidTag:
        return None
    return {
        base: content[index * KEY_BYTES : (index + 1) * KEY_BYTES]
        for index, base in enumerate(slot.holds)
    }
