"""Key slots: who can open what, and that nothing altered is accepted."""

import json
from pathlib import Path

import make
import pytest

from desktop.errors import UserError
from desktop.security import recovery
from desktop.security.passwords import check_password
from desktop.security.slots import FILE_NAME, Cost, KeyRing, WrongPassword, new_keys

PASSWORD = "две лодки у причала"


@pytest.fixture
def keys() -> dict[str, bytes]:
    return new_keys()


@pytest.fixture
def ring(tmp_path: Path, keys: dict[str, bytes]) -> KeyRing:
    ring = KeyRing.new(tmp_path).with_user("Секретарь", "secretary", PASSWORD, keys, make.SWIFT)
    ring = ring.with_user("Воспитатель", "teacher", PASSWORD + "!", keys, make.SWIFT)
    ring.save()
    return KeyRing.load(tmp_path)


def test_a_secretary_opens_everything(ring: KeyRing, keys: dict[str, bytes]) -> None:
    slot, opened = ring.unlock("секретарь ", PASSWORD)
    assert (slot.role, opened) == ("secretary", keys)


def test_a_teacher_gets_the_drafts_key_and_no_other(ring: KeyRing, keys: dict[str, bytes]) -> None:
    _, opened = ring.unlock("Воспитатель", PASSWORD + "!")
    assert opened == {"drafts": keys["drafts"]}


def test_the_teachers_slot_does_not_even_contain_the_main_key(ring: KeyRing) -> None:
    teacher = ring.slot_of("Воспитатель")
    secretary = ring.slot_of("Секретарь")
    assert len(teacher.box) == 48 + 16
    assert len(secretary.box) == 3 * 48 + 16


@pytest.mark.parametrize("login", ["Секретарь", "Воспитатель", "Кто-то"])
def test_a_wrong_password_opens_nothing(ring: KeyRing, login: str) -> None:
    with pytest.raises(WrongPassword):
        ring.unlock(login, "не тот пароль совсем")


def test_no_altered_slot_file_is_accepted_with_other_content(
    ring: KeyRing, tmp_path: Path, keys: dict[str, bytes]
) -> None:
    """Every byte of keys.json turned once: refused, or opened with exactly the same content."""
    path = tmp_path / FILE_NAME
    whole = path.read_bytes()
    accepted = 0
    for place in range(0, len(whole), 7):
        altered = bytearray(whole)
        altered[place] ^= 0x04
        path.write_bytes(bytes(altered))
        try:
            slot, opened = KeyRing.load(tmp_path).unlock("Секретарь", PASSWORD)
        except UserError:
            continue
        accepted += 1
        assert (slot.role, opened) == ("secretary", keys)
    assert accepted < len(whole) / 7


def test_a_role_cannot_be_promoted_by_editing_the_file(ring: KeyRing, tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    told = json.loads(path.read_bytes())
    told["slots"][1]["role"] = "head"
    path.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(WrongPassword):
        KeyRing.load(tmp_path).unlock("Воспитатель", PASSWORD + "!")


def test_a_damaged_file_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("{", encoding="utf-8")
    with pytest.raises(UserError, match="резервной копии"):
        KeyRing.load(tmp_path)


def test_the_previous_file_is_kept(ring: KeyRing, tmp_path: Path, keys: dict[str, bytes]) -> None:
    before = (tmp_path / FILE_NAME).read_bytes()
    ring.with_user("Заведующая", "head", PASSWORD, keys, make.SWIFT).save()
    assert (tmp_path / f"{FILE_NAME}.1").read_bytes() == before


def test_the_last_who_opens_the_main_base_stays(ring: KeyRing) -> None:
    with pytest.raises(UserError, match="единственный"):
        ring.without("Секретарь")
    assert ring.without("Воспитатель").logins() == (("Секретарь", "secretary"),)


def test_a_taken_login_is_refused_whatever_its_case(ring: KeyRing, keys: dict[str, bytes]) -> None:
    with pytest.raises(UserError, match="занято"):
        ring.with_user("СЕКРЕТАРЬ", "head", PASSWORD, keys, make.SWIFT)


def test_who_has_no_main_key_makes_no_office_account(ring: KeyRing) -> None:
    _, drafts_only = ring.unlock("Воспитатель", PASSWORD + "!")
    with pytest.raises(UserError, match="открывает основные данные"):
        ring.with_user("Самозванец", "head", PASSWORD, drafts_only, make.SWIFT)


def test_the_real_cost_takes_part_in_opening(tmp_path: Path, keys: dict[str, bytes]) -> None:
    ring = KeyRing.new(tmp_path).with_user("Секретарь", "secretary", PASSWORD, keys)
    assert ring.slots[0].cost == Cost(128 * 1024, 3, 1)
    assert ring.unlock("Секретарь", PASSWORD)[1] == keys


def test_recovery_key_opens_everything(
    ring: KeyRing, tmp_path: Path, keys: dict[str, bytes]
) -> None:
    typed = recovery.new_key()
    ring.with_recovery(typed, keys, make.SWIFT).save()
    slot, opened = KeyRing.load(tmp_path).unlock_recovery(typed.lower().replace("-", " "))
    assert (slot.role, opened) == ("recovery", keys)
    with pytest.raises(UserError, match="не от этих данных"):
        KeyRing.load(tmp_path).unlock_recovery(recovery.new_key())


def test_every_one_sign_typo_of_a_recovery_key_is_noticed() -> None:
    typed = recovery.new_key()
    seen = 0
    for place, sign in enumerate(typed):
        if sign == "-":
            continue
        for other in recovery.ALPHABET:
            if other != sign:
                seen += 1
                with pytest.raises(UserError, match="набран неверно"):
                    recovery.secret_of(typed[:place] + other + typed[place + 1 :])
    assert seen == 32 * 31


def test_a_recovery_key_forgives_look_alikes() -> None:
    typed = recovery.new_key()
    worn = typed.replace("0", "О").replace("1", "l").replace("A", "А").replace("C", "с")
    assert recovery.secret_of(worn) == recovery.secret_of(typed)


@pytest.mark.parametrize(
    "password",
    [
        "короткий",
        "а" * 129,
        "11111111111111",
        "qwertyuiop",
        "Пароль123456",
        "солнышко2024",
        "Ромашка № 5 2026",
        "ручеёк ручеёк"[:3] * 4,
    ],
)
def test_weak_passwords_are_refused_with_advice(password: str) -> None:
    with pytest.raises(UserError):
        check_password(password, ("Ромашка № 5", "Секретарь"))


@pytest.mark.parametrize("password", [PASSWORD, "Vx7!pQ2#zLm9", "окно выходит во двор"])
def test_long_own_words_are_accepted(password: str) -> None:
    check_password(password, ("Ромашка № 5",))
