"""Whether the family agreed: child × category × chat × date, two guardians, the whole history."""

from datetime import date

import pytest

from desktop.rules._check import Checker, Verdict
from desktop.rules._consents import Consents
from desktop.rules._level import Level
from desktop.rules._office import Chat, Consent, OfficeView, Person
from desktop.rules._rule import Draft

CHAT = Chat(1, "Ромашка", "5", platform="max", groups=(1,))
CHILD = Person("child:1", "Ершов", "Пётр", "Олегович", "m", (1,))
MOTHER, FATHER = "guardian:1", "guardian:2"
DAY = date(2026, 11, 20)


def _consent(number: str, guardian: str, *states: tuple[str, str], **other: object) -> Consent:
    fields: dict[str, object] = {
        "number": number,
        "child": "child:1",
        "guardian": guardian,
        "chat": 1,
        "categories": frozenset({"name"}),
        "valid_from": date(2026, 9, 1),
        "states": tuple((date.fromisoformat(day), state) for day, state in states),
    }
    return Consent(**(fields | other))


SIGNED = ("2026-09-01", "signed")
REFUSED = ("2026-09-02", "refused")


@pytest.mark.parametrize(
    ("consents", "outcome"),
    [
        ([], "none"),
        ([_consent("1", MOTHER)], "none"),
        ([_consent("1", MOTHER, SIGNED)], "confirmed"),
        ([_consent("1", MOTHER, ("2026-11-20", "signed"))], "confirmed"),
        ([_consent("1", MOTHER, ("2026-11-21", "signed"))], "none"),
        ([_consent("1", MOTHER, SIGNED, valid_until=DAY)], "confirmed"),
        ([_consent("1", MOTHER, SIGNED, valid_until=date(2026, 11, 19))], "expired"),
        ([_consent("1", MOTHER, SIGNED, valid_from=date(2026, 12, 1))], "early"),
        ([_consent("1", MOTHER, SIGNED, ("2026-10-01", "withdrawn"))], "withdrawn"),
        ([_consent("1", MOTHER, SIGNED, ("2026-11-21", "withdrawn"))], "confirmed"),
        ([_consent("1", MOTHER, REFUSED)], "refused"),
        ([_consent("1", MOTHER, SIGNED), _consent("2", FATHER, REFUSED)], "conflict"),
        (
            [
                _consent("1", MOTHER, SIGNED, ("2026-10-01", "withdrawn")),
                _consent("2", FATHER, REFUSED),
            ],
            "withdrawn",
        ),
        ([_consent("1", MOTHER, SIGNED), _consent("2", FATHER, SIGNED)], "confirmed"),
        ([_consent("1", MOTHER, SIGNED, chat=2)], "none"),
        ([_consent("1", MOTHER, SIGNED, chat=None, resource="чат «Ромашка»")], "confirmed"),
        ([_consent("1", MOTHER, SIGNED, chat=None, resource="Сайт")], "none"),
        ([_consent("1", MOTHER, SIGNED, categories=frozenset({"photo"}))], "none"),
        ([_consent("1", MOTHER, SIGNED, child="child:2")], "none"),
        (  # the mother changed her mind and signed anew
            [
                _consent("1", MOTHER, SIGNED, ("2026-10-01", "withdrawn")),
                _consent("2", MOTHER, ("2026-10-05", "signed")),
            ],
            "confirmed",
        ),
        (  # next year's form is signed already, this year's still holds
            [
                _consent("1", MOTHER, SIGNED),
                _consent("2", MOTHER, ("2026-11-01", "signed"), valid_from=date(2027, 1, 1)),
            ],
            "confirmed",
        ),
    ],
)
def test_decision(consents: list[Consent], outcome: str) -> None:
    decision = Consents(consents).decide("child:1", "name", CHAT, DAY)
    assert decision.outcome == outcome
    assert decision.words
    assert decision.confirmed is (outcome == "confirmed")


def test_without_a_chat_nothing_is_confirmed() -> None:
    consents = Consents([_consent("1", MOTHER, SIGNED)])
    assert consents.decide("child:1", "name", None, DAY).outcome == "no chat"


def _check(text: str, *consents: Consent, chat: Chat = CHAT, **draft: object) -> Verdict:
    office = OfficeView(people=(CHILD,), chats=(chat,), consents=consents)
    return Checker(office).check(Draft(text, chat=1, **draft))


def test_a_confirmed_name_is_noted_with_the_number() -> None:
    verdict = _check("Грамота у Пети Ершова", _consent("12", MOTHER, SIGNED))
    assert verdict.word == "можно"
    assert verdict.confirmed == ("Ершов Пётр: согласие № 12 на публикацию имени действует.",)


@pytest.mark.parametrize(
    ("consents", "said"),
    [
        ((), "нет согласия"),
        ((_consent("7", MOTHER, REFUSED),), "отказал"),
        ((_consent("7", MOTHER, SIGNED, ("2026-10-01", "withdrawn")),), "№ 7"),
        ((_consent("7", MOTHER, SIGNED), _consent("8", FATHER, REFUSED)), "не согласны между"),
    ],
)
def test_the_message_says_what_is_wrong_and_what_to_do(
    consents: tuple[Consent, ...], said: str
) -> None:
    verdict = _check("Грамота у Пети Ершова", *consents)
    assert verdict.word == "нельзя"
    assert verdict.sentence == "Нельзя: персональные данные детей и родителей"
    message = verdict.findings[0].message
    assert said in message
    assert "Замените имя на «ребёнок»" in message


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("Грамота у Пети Ершова!", "Грамота у ребёнка!"),
        ("Пётр забыл сменку", "Ребёнок забыл сменку"),
        ("Передайте Ершову Пете привет", "Передайте ребёнку привет"),
        ("Говорили с Петей о каше", "Говорили с ребёнком о каше"),
        ("Говорили об Ершове П.", "Говорили о ребёнке"),
        ("Вчера видели Петю", "Вчера видели ребёнка"),
    ],
)
def test_one_click_puts_a_neutral_word_in_the_right_case(text: str, mended: str) -> None:
    finding = _check(text).findings[0]
    one = finding.suggestions[0]
    assert one.replacement is not None
    start = finding.start if one.start is None else one.start
    end = finding.end if one.end is None else one.end
    assert text[:start] + one.replacement + text[end:] == mended


def test_a_foreign_messenger_is_forbidden_whatever_the_consent() -> None:
    foreign = Chat(1, "Ромашка", platform="whatsapp", groups=(1,))
    for to in ("chat", "private"):
        verdict = _check("Петя Ершов", _consent("1", MOTHER, SIGNED), chat=foreign, to=to)
        assert verdict.word == "нельзя"
        assert "при любом согласии" in verdict.findings[0].message
    assert _check("Петя Ершов", to="private").findings == ()


def test_a_birth_date_beside_a_name_needs_its_own_consent() -> None:
    name = _consent("1", MOTHER, SIGNED)
    for text in (
        "Ершов Пётр, 12.03.2020",
        "Ершов Пётр (12 марта 2020)",
        "Ершов Пётр родился 12.03.2020",
        "12 марта у Пети Ершова день рождения",
    ):
        verdict = _check(text, name)
        assert verdict.word == "нельзя"
        assert "Дата рождения" in verdict.findings[0].message
    assert _check("Ершов Пётр, 20.11.2026 вручим грамоту", name).findings == ()
    assert _check("Ершов Пётр. День рождения группы – 12 марта", name).findings == ()
    both = _consent("1", MOTHER, SIGNED, categories=frozenset({"name", "birth_date"}))
    assert len(_check("Ершов Пётр, 12.03.2020", both).confirmed) == 2


def test_namesakes_are_told_apart_or_left_at_a_lower_level() -> None:
    people = (
        Person("child:1", "Ершова", "Мария", "", "f", (1,)),
        Person("child:2", "Белкина", "Мария", "", "f", (1,)),
    )
    checker = Checker(OfficeView(people=people, chats=(CHAT,)))
    alone = checker.check(Draft("Маша молодец", chat=1)).findings[0]
    assert alone.level is Level.FIX
    assert "Ершова Мария или Белкина Мария" in alone.message
    assert checker.check(Draft("Маша Белкина молодец", chat=1)).findings[0].level is Level.STOP


def test_a_worker_of_the_same_name_is_not_a_child() -> None:
    people = (
        Person("child:1", "Ершова", "Мария", "Олеговна", "f", (1,)),
        Person("employee:1", "Ершова", "Марина", "Ивановна", "f"),
        Person("guardian:1", "Ершова", "Ольга", "Ивановна", "f", (1,), ("child:1",)),
    )
    checker = Checker(OfficeView(people=people, chats=(CHAT,)))
    for text in ("Воспитатель Ершова М. И. ждёт", "Ершова Марина Ивановна ждёт", "Марина Ивановна"):
        assert checker.check(Draft(text, chat=1)).findings == ()
    guardian = checker.check(Draft("Ершова Ольга Ивановна принесёт сок", chat=1)).findings
    assert "законный представитель" in guardian[0].message
    assert guardian[0].level is Level.STOP
