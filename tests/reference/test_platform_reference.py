"""Platforms: statuses by date, names people really type, complaints about a bad file."""

from datetime import date
from pathlib import Path

import pytest

from desktop.errors import UserError
from desktop.reference import platforms as reference
from desktop.reference.platforms import PlatformKind, PlatformStatus, personal_data_forbidden

# Messengers of the list of Roskomnadzor of 1 March 2023.
LISTED = (
    "discord",
    "teams",
    "skype_business",
    "snapchat",
    "telegram",
    "threema",
    "viber",
    "whatsapp",
    "wechat",
)


@pytest.mark.parametrize("id_", LISTED)
def test_listed_messengers_forbid_data_from_the_first_of_march_2023(id_: str) -> None:
    platform = reference.platforms()[id_]
    assert not personal_data_forbidden(platform, date(2023, 2, 28))
    assert platform.status_on(date(2023, 3, 1)).status is PlatformStatus.PD_FORBIDDEN
    assert "149-ФЗ" in platform.status_on(date(2023, 3, 1)).basis
    for day in (date(2023, 3, 1), date(2024, 12, 13), date(2025, 9, 1), date(2026, 11, 20)):
        assert personal_data_forbidden(platform, day)


@pytest.mark.parametrize(
    ("id_", "day", "status"),
    [
        ("viber", date(2019, 8, 9), PlatformStatus.ALLOWED),
        ("viber", date(2024, 12, 12), PlatformStatus.PD_FORBIDDEN),
        ("viber", date(2024, 12, 13), PlatformStatus.UNAVAILABLE),
        ("whatsapp", date(2026, 2, 10), PlatformStatus.PD_FORBIDDEN),
        ("whatsapp", date(2026, 2, 11), PlatformStatus.UNAVAILABLE),
        ("facebook", date(2022, 3, 20), PlatformStatus.CONDITIONAL),
        ("facebook", date(2022, 3, 21), PlatformStatus.BANNED),
        ("skype", date(2025, 5, 4), PlatformStatus.CONDITIONAL),
        ("skype", date(2025, 5, 5), PlatformStatus.CLOSED),
        ("max", date(2024, 9, 1), PlatformStatus.UNAVAILABLE),
        ("max", date(2025, 9, 1), PlatformStatus.ALLOWED),
        ("sferum_vk", date(2024, 8, 29), PlatformStatus.ALLOWED),
        ("sferum_vk", date(2025, 12, 1), PlatformStatus.CONDITIONAL),
        ("telegram", date(2026, 11, 20), PlatformStatus.PD_FORBIDDEN),
    ],
)
def test_status_on_a_day(id_: str, day: date, status: PlatformStatus) -> None:
    assert reference.platforms()[id_].status_on(day).status is status


@pytest.mark.parametrize("id_", ["max", "sferum", "vk_msg", "vk", "ok"])
def test_russian_platforms_do_not_forbid_data_today(id_: str) -> None:
    assert not personal_data_forbidden(reference.platforms()[id_], date(2026, 11, 20))


def test_every_status_answers_on_any_day_and_names_its_source() -> None:
    for platform in reference.platforms().values():
        assert platform.status_on(date(1, 1, 1)) is platform.statuses[0]
        for row in platform.statuses:
            assert row.status.word
            assert row.checked_on >= date(2026, 11, 20)
            assert row.basis
            assert row.source


def test_open_and_closed() -> None:
    kinds = {id_: platform.kind for id_, platform in reference.platforms().items()}
    assert kinds["vk"] is PlatformKind.OPEN
    assert kinds["vk_msg"] is PlatformKind.CLOSED
    assert kinds["max"] is PlatformKind.BOTH


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("в контакте", "vk"),
        ("ВКонтакте", "vk"),
        (" ВК.", "vk"),
        ("vk", "vk"),
        ("вайбер", "viber"),
        ("VIBER", "viber"),
        ("ватсап", "whatsapp"),
        ("Вотсап", "whatsapp"),
        ("ватсапп", "whatsapp"),
        ("What's App", "whatsapp"),
        ("Whats App", "whatsapp"),
        ("телега", "telegram"),
        ("тг", "telegram"),
        ("Телеграм-канал", "telegram"),
        ("макс", "max"),
        ("МАХ", "max"),
        ("Max", "max"),
        ("сферум", "sferum"),
        ("ИКОП «Сферум»", "sferum"),
        ("Сферум в VK Мессенджере", "sferum_vk"),
        ("инстаграм", "instagram"),
        ("Мой круг", "moikrug"),
        ("skype for business", "skype_business"),
        ("голубиная почта", None),
        ("", None),
        ("…", None),
    ],
)
def test_find_by_what_people_type(text: str, id_: str | None) -> None:
    found = reference.find(text)
    assert (found.id if found else None) == id_


def test_find_among_the_platforms_of_the_office() -> None:
    only = {"viber": reference.platforms()["viber"]}
    assert reference.find("телега", only) is None
    assert reference.find("вибер", only) == only["viber"]


def test_meta_footnote_only_since_the_ban() -> None:
    whatsapp = reference.platforms()["whatsapp"]
    assert whatsapp.footnote_on(date(2022, 3, 20)) == ""
    assert "Meta" in whatsapp.footnote_on(date(2022, 3, 21))
    assert reference.platforms()["viber"].footnote_on(date(2026, 11, 20)) == ""
    owned = {p.id for p in reference.platforms().values() if p.footnote}
    assert owned == {"whatsapp", "facebook", "instagram"}


OWN = """
[[platform]]
id = "journal"
name = "Дневник"
aliases = ["электронный дневник"]
owner = "область"
kind = "closed"
  [[platform.status]]
  status = "allowed"
  label = "Можно"
  basis = "решение области"
  source = "письмо"
  checked_on = 2026-11-20
  [[platform.status]]
  from = 2026-01-01
  status = "closed"
  label = "Закрыт"
  basis = "решение области"
  source = "письмо"
  checked_on = 2026-11-20
"""


def test_a_file_of_the_office(tmp_path: Path) -> None:
    path = tmp_path / "платформы.toml"
    path.write_text(OWN, encoding="utf-8")
    journal = reference.read(path)["journal"]
    assert not personal_data_forbidden(journal, date(2025, 12, 31))
    assert personal_data_forbidden(journal, date(2026, 1, 1))


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ('kind = "closed"', 'kind = "secret"', "строка 7, поле «kind»", "допустимы: «closed»"),
        ('"allowed"', '"fine"', "строка 9, поле «status»", "значения «fine» нет"),
        ("from = 2026-01-01", "from = 2026.1", "строка 15, поле «from»", "нужна дата"),
        ("  from = 2026-01-01\n", "", "поле «status»", "по возрастанию"),
        ('owner = "область"\n', "", "строка 2, поле «owner»", "обязательно"),
        ('name = "Дневник"', "name = 5", "строка 4, поле «name»", "нужен текст"),
        ('["электронный дневник"]', '"дневник"', "строка 5, поле «aliases»", "список строк"),
        ('["электронный дневник"]', '["—"]', "строка 5, поле «aliases»", "ни буквы, ни цифры"),
        ('status = "allowed"', 'from = 2020-01-01\nstatus = "allowed"', "«status»", "первого"),
        ('label = "Закрыт"', f'label = "{"я" * 201}"', "строка 17, поле «label»", "длиннее 200"),
        ('label = "Закрыт"', 'lable = "Закрыт"', "строка 14, поле «label»", "обязательно"),
        ("[[platform]]", "[[platforms]]", "поле «platforms»", "такого поля"),
        ("[[platform]]", "[[platform]", "строка 2", "не по правилам TOML"),
    ],
)
def test_a_bad_file_names_place_and_field(
    tmp_path: Path, old: str, new: str, place: str, words: str
) -> None:
    assert old in OWN
    text = OWN.replace(old, new)
    if new == "[[platforms]]":
        text = text.replace("[[platform.status]]", "[[platforms.status]]")
    path = tmp_path / "платформы.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError) as caught:
        reference.read(path)
    assert place in str(caught.value)
    assert words in str(caught.value)


def test_names_may_not_lead_to_two_platforms(tmp_path: Path) -> None:
    path = tmp_path / "две.toml"
    path.write_text(OWN + OWN, encoding="utf-8")
    with pytest.raises(UserError, match="строка 23, поле «id»: обозначение «journal» уже занято"):
        reference.read(path)
    path.write_text(OWN + OWN.replace('"journal"', '"other"'), encoding="utf-8")
    with pytest.raises(UserError, match="«Дневник» уже ведёт к «journal»"):
        reference.read(path)
    path.write_text("", encoding="utf-8")
    with pytest.raises(UserError, match="нет ни одной платформы"):
        reference.read(path)


def test_a_platform_without_aliases_or_statuses(tmp_path: Path) -> None:
    path = tmp_path / "платформы.toml"
    path.write_text(OWN.replace('aliases = ["электронный дневник"]\n', ""), encoding="utf-8")
    assert reference.read(path)["journal"].aliases == ()
    path.write_text(OWN[: OWN.index("  [[platform.status]]")], encoding="utf-8")
    with pytest.raises(UserError, match="поле «status»: у платформы нет ни одного статуса"):
        reference.read(path)
