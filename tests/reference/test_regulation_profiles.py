"""The five shipped profiles, and profile files an office may bring."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.errors import UserError
from desktop.reference import regulations
from desktop.reference.platforms import platforms
from desktop.reference.regulations import (
    BindingKind,
    Clause,
    ClauseKind,
    ClauseState,
    Profile,
    load,
    profiles,
)

# Ids of the checker's rules and of the papers of the first set.
RULES = {
    "quiet-hours",
    "caps-lock",
    "fancy-font",
    "child-data",
    "child-image",
    "personal-photo",
    "confidential",
}
DOCUMENTS = {"consent-chat", "order-create-chats", "order-administrators", "chat-register"}

# Rows of the clause table: of each act, and of each kind over all acts.
ROWS = {"000": 32, "001": 34, "002": 44, "003": 40, "004": 30}
KINDS = {
    "record": 34,
    "duty": 35,
    "right": 9,
    "message rule": 30,
    "document": 17,
    "decision": 4,
    "purpose": 51,
}
LEADS = 15


def all_clauses() -> list[Clause]:
    return [clause for profile in profiles().values() for clause in profile.clauses]


def bound(id_: str, kind: BindingKind) -> dict[str, list[str]]:
    """Id of the bound thing → numbers of the points binding it."""
    found: dict[str, list[str]] = {}
    for clause, binding in profiles()[id_].bound(kind):
        found.setdefault(binding.id, []).append(clause.number)
    return found


def test_every_row_is_present() -> None:
    assert {id_: len(profile.clauses) for id_, profile in profiles().items()} == ROWS
    assert Counter(clause.kind.value for clause in all_clauses()) == KINDS
    assert sum("(lead)" in clause.number for clause in all_clauses()) == LEADS
    assert profiles()["003"].clause("2.2").note


def test_profiles_introduce_themselves() -> None:
    assert {id_: p.institution for id_, p in profiles().items()} == {
        "000": "kindergarten",
        "001": "school",
        "002": "school",
        "003": "extra",
        "004": "kindergarten",
    }
    assert [p.kind_genitive for p in profiles().values()] == [
        "Порядка",
        "Положения",
        "Положения",
        "Порядка",
        "Положения",
    ]
    for profile in profiles().values():
        assert profile.source == profile.id
        assert profile.title.startswith(profile.kind_word)
        assert {"child", "group", "teacher", "head", "chat"} <= profile.words.keys()


def test_every_point_is_short_russian_and_binds_something() -> None:
    for clause in all_clauses():
        assert re.search("[а-яё]", clause.gist), clause
        assert clause.gist.endswith("."), clause
        assert clause.binds, clause
        assert clause.state is not ClauseState.TEXT


def test_every_binding_names_what_exists() -> None:
    known = {"rule": RULES, "document": DOCUMENTS}
    for path in sorted(regulations.FOLDER.glob("*.toml")):
        load(path, known)


def test_every_role_gate_and_paper_is_bound_somewhere() -> None:
    everything = {
        binding.id
        for profile in profiles().values()
        for kind in (BindingKind.ROLE, BindingKind.GATE, BindingKind.DOCUMENT, BindingKind.RULE)
        for _, binding in profile.bound(kind)
    }
    assert everything == {*regulations.ROLES, *regulations.GATES, *DOCUMENTS, *RULES}


def test_who_administers_differs() -> None:
    assert set(bound("000", BindingKind.ROLE)) == {"administrator-staff", "administrator-parents"}
    assert set(bound("001", BindingKind.ROLE)) == {"class-teacher"}
    assert set(bound("002", BindingKind.ROLE)) == {
        "curator",
        "administrator-staff",
        "class-teacher",
    }
    assert set(bound("003", BindingKind.ROLE)) == {"appointee"}
    assert bound("004", BindingKind.ROLE) == {}
    # one point brings a role in, so that «не назначен» quotes one number
    for id_ in profiles():
        assert all(len(points) == 1 for points in bound(id_, BindingKind.ROLE).values())


def test_hours_differ() -> None:
    def hours(id_: str) -> list[tuple[str, dict[str, object]]]:
        return [
            (clause.cited, dict(binding.params))
            for clause, binding in profiles()[id_].bound(BindingKind.RULE, "quiet-hours")
        ]

    assert hours("002") == [("4.1", {"opens": "08:00", "closes": "19:00"})]
    assert hours("001") == [("2.2", {})]  # the meeting of parents decides
    assert [hours(id_) for id_ in ("000", "003", "004")] == [[], [], []]


def test_rules_are_quoted_by_the_point_of_the_act() -> None:
    assert bound("000", BindingKind.RULE) == {
        "child-data": ["3.1.3"],
        "child-image": ["3.1.3"],
        "personal-photo": ["3.2.2"],
        "confidential": ["3.2.6"],
    }
    assert bound("001", BindingKind.RULE) == {
        "child-image": ["2.1b"],
        "quiet-hours": ["2.2a"],
        "fancy-font": ["2.3d"],
        "caps-lock": ["2.3e"],
    }
    assert bound("003", BindingKind.RULE) == {"confidential": ["4 bullet 1b"]}
    assert bound("004", BindingKind.RULE) == {}  # an act without norms on messages


def test_gates_and_requirements() -> None:
    assert bound("001", BindingKind.GATE) == {"consents-before-open": ["2.1a"]}
    assert bound("002", BindingKind.GATE) == {"rules-pinned": ["3.3"]}
    assert bound("003", BindingKind.GATE) == {"order-before-open": ["2.1a"]}
    ((clause, binding),) = profiles()["002"].bound(BindingKind.REQUIREMENT)
    assert (clause.cited, binding.id, binding.value) == ("1.5", "experience-years", 1)


def test_states_are_honest() -> None:
    assert profiles()["000"].clause("3.1.3").state is ClauseState.WORKS
    assert profiles()["000"].clause("3.2.6").state is ClauseState.PARTLY
    assert profiles()["000"].clause("3.2.4").state is ClauseState.PLANNED
    assert Counter(clause.state for clause in profiles()["004"].clauses) == {
        ClauseState.PLANNED: 29,
        ClauseState.PARTLY: 1,
    }
    assert [state.word for state in ClauseState] == [
        "работает",
        "работает частично",
        "ещё не сделано",
        "только текст",
    ]


def test_unnumbered_points_are_cited_by_a_number_that_leads_to_them() -> None:
    profile = profiles()["002"]
    assert profile.clause("3.2").cited == "3.2"
    assert profile.clause("3.2 (second)").cited == "3.7"
    assert profiles()["001"].clause("1.4 bullet 3").cited == "1.4.3"
    for each in profiles().values():
        for clause in each.clauses:
            assert not re.search("[a-z¶(]", clause.cited), clause


def test_platforms_named_by_the_acts() -> None:
    named = bound("004", BindingKind.PLATFORM)
    assert len(named) == 8
    assert named.keys() <= platforms().keys()
    assert set(bound("002", BindingKind.PLATFORM)) == {"sferum_vk"}


def test_an_unknown_clause_is_a_bug() -> None:
    with pytest.raises(KeyError):
        profiles()["000"].clause("9.9")


# --- files of an office -------------------------------------------------------------------------

SIXTH = """\
id = "nash-sad"
slug = "golosovye"
kind_word = "Правила"
title = "Правила чатов детского сада"
institution = "kindergarten"

[words]
child = "ребёнок"

[[stamp]]
word = "УТВЕРЖДЕНЫ"
by = "приказ"
date = 2026-09-01
number = "12/1"

[[clause]]
number = "1"
kind = "record"
gist = "Администраторов трое."
binds = [
  { role = "administrator-staff", params = { count = 2 } },  # «{» в примечании не мешает
  { role = "administrator-parents", params = { count = 1 } },
]

[[clause]]
number = "2"
kind = "message rule"
gist = "Пишем с {девяти} до шести."
binds = [
  { rule = "quiet-hours", level = "совет", params = { opens = "09:00", closes = "18:00" } },
  { requirement = "experience-years", value = 3 },
  { act = "gk-152.1" },
  { platform = "sferum_vk" },
]

[[clause]]
number = "A"
cited = "приложение"
kind = "purpose"
gist = "Пункт, который ничего не включает."
"""


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "наш сад.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_sixth_act_without_code(tmp_path: Path) -> None:
    profile = load(write(tmp_path, SIXTH), {"rule": RULES, "document": DOCUMENTS})
    assert profile.kind_genitive == "Правил"
    assert profile.stamps[0].number == "12/1"
    assert [b.params["count"] for _, b in profile.bound(BindingKind.ROLE)] == [2, 1]
    ((_, hours),) = profile.bound(BindingKind.RULE, "quiet-hours")
    assert (hours.level, hours.params["opens"]) == ("совет", "09:00")
    assert profile.clause("A").state is ClauseState.TEXT
    assert profile.clause("2").kind is ClauseKind.MESSAGE_RULE


def test_a_file_saved_by_a_windows_editor(tmp_path: Path) -> None:
    path = tmp_path / "из блокнота.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SIXTH.replace("\n", "\r\n").encode())
    assert load(path).id == "nash-sad"


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ('level = "совет"', 'level = "строго"', "строка 30, поле «level»", "«строго» нет"),
        ('rule = "quiet-hours"', 'rule = "voice"', "строка 30, поле «rule»", "«voice» в прог"),
        ('opens = "09:00"', 'opens = "9:00"', "строка 30, поле «params»", "вида 08:00"),
        ('opens = "09:00"', 'opens = "18:00"', "строка 30, поле «params»", "раньше"),
        ('opens = "09:00", ', "", "строка 30, поле «params»", "оба времени"),
        ("value = 3", "value = -1", "строка 31, поле «value»", "отрицательным"),
        (", value = 3", "", "строка 31, поле «value»", "обязательно"),
        ("value = 3", "value = 3, level = 'совет'", "строка 31, поле «level»", "такого поля"),
        ('act = "gk-152.1"', 'act = "gk-999"', "строка 32, поле «act»", "«gk-999» в программе"),
        ('platform = "sferum_vk"', 'platform = "icq"', "строка 33, поле «platform»", "«icq»"),
        ('"administrator-staff"', '"boss"', "строка 21, поле «role»", "«boss» в программе нет"),
        ("params = { count = 2 }", "params = 2", "строка 21, поле «params»", "таблица"),
        ('{ act = "gk-152.1" }', "{ }", "строка 32, поле «binds»", "ровно одно"),
        ('{ act = "gk-152.1" }', '{ planned = "F1" }', "строка 32, поле «planned»", "F11"),
        ('{ act = "gk-152.1" }', '{ gate = "x", planned = "F1" }', "строка 32", "ровно одно"),
        ('number = "2"', 'number = "1"', "строка 26, поле «number»", "уже есть выше"),
        ('cited = "приложение"\n', "", "строка 36, поле «cited»", "укажите, как на него"),
        ('kind = "purpose"', 'kind = "wish"', "строка 39, поле «kind»", "«wish» нет"),
        ('kind = "purpose"\n', "", "строка 36, поле «kind»", "обязательно"),
        ("Администраторов трое.", "я" * 161, "строка 19, поле «gist»", "длиннее 160"),
        ("Администраторов трое.", " ", "строка 19, поле «gist»", "пустым"),
        ('"Правила"\n', '"Устав"\n', "строка 3, поле «kind_word»", "«Устав» нет"),
        ('id = "nash-sad"', 'id = "наш сад"', "строка 1, поле «id»", "латинские"),
        ('child = "ребёнок"', "child = 5", "строка 7, поле «words»", "«child»"),
        ("date = 2026-09-01", "date = 2026-09-31", "строка 13", "не по правилам TOML"),
        ('gist = "Пункт', 'gits = "Пункт', "поле «gist»", "обязательно"),
        ("[words]", "[wrods]", "строка 7, поле «wrods»", "такого поля"),
        ('number = "2"', 'number = "2', "строка 26", "не по правилам TOML"),
        ('number = "12/1"', "number = " + "9" * 5000, "Файл «наш сад.toml»", "TOML"),
    ],
)
def test_a_bad_profile_names_file_line_and_field(
    tmp_path: Path, old: str, new: str, place: str, words: str
) -> None:
    assert old in SIXTH
    path = write(tmp_path, SIXTH.replace(old, new, 1))
    with pytest.raises(UserError) as caught:
        load(path, {"rule": RULES, "document": DOCUMENTS})
    assert str(caught.value).startswith("Файл «наш сад.toml»")
    assert place in str(caught.value)
    assert words in str(caught.value)


def test_lines_are_found_behind_braces_and_quotes_in_strings(tmp_path: Path) -> None:
    tricky = 'params = { sign = "\\"{ # {", other = \'{\' }'
    text = SIXTH.replace("params = { count = 2 }", tricky)
    assert load(write(tmp_path, text)).bound(BindingKind.ROLE)[0][1].params["other"] == "{"
    with pytest.raises(UserError, match="строка 22, поле «role»: «boss» в программе нет"):
        load(write(tmp_path, text.replace('"administrator-parents"', '"boss"')))


def test_shape_of_ids_is_checked_even_where_nobody_knows_them(tmp_path: Path) -> None:
    path = write(tmp_path, SIXTH.replace('"quiet-hours"', '"Тихие часы"'))
    with pytest.raises(UserError, match="строка 30, поле «rule»: «Тихие часы» не похоже"):
        load(path)


def test_two_profiles_with_one_id_do_not_ship(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(SIXTH, encoding="utf-8")
    monkeypatch.setattr(regulations, "FOLDER", tmp_path)
    with pytest.raises(RuntimeError, match="two regulation profiles"):
        profiles.__wrapped__()


def test_kinds_have_russian_words() -> None:
    assert ClauseKind.MESSAGE_RULE.word == "правило сообщений"
    assert len({kind.word for kind in ClauseKind}) == len(ClauseKind)


def test_two_deadlines_are_refused(tmp_path: Path) -> None:
    both = 'kind = "purpose"\ndeadline = "сразу"\nown_deadline = "завтра"'
    path = write(tmp_path, SIXTH.replace('kind = "purpose"', both))
    with pytest.raises(UserError, match="строка 41, поле «own_deadline»: срок уже назван"):
        load(path)


def test_a_profile_without_points_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="нет ни одного пункта"):
        load(write(tmp_path, SIXTH[: SIXTH.index("[[clause]]")]))


def test_files_that_are_no_profiles(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="не удалось прочитать"):
        load(tmp_path / "нет такого.toml")
    path = tmp_path / "наш сад.toml"
    path.write_bytes(SIXTH.encode("cp1251", errors="replace"))
    with pytest.raises(UserError, match="строка 3: кодировка не UTF-8"):
        load(path)
    path.write_bytes(b" " * 2_000_001)
    with pytest.raises(UserError, match="слишком велик"):
        load(path)
    path.write_text("id = " + "[" * 50_000, encoding="utf-8")
    with pytest.raises(UserError, match="Файл «наш сад"):
        load(path)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_a_spoilt_file_loads_whole_or_is_refused(tmp_path: Path, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(SIXTH)))
    length = data.draw(st.integers(0, 40))
    put = data.draw(st.text(max_size=8) | st.sampled_from(["[[clause]]", "{", "}", '"', "#", "="]))
    text = SIXTH[:at] + put + SIXTH[at + length :]
    path = tmp_path / "порча.toml"
    path.write_bytes(text.encode("utf-8", errors="surrogatepass"))
    refusal = ""
    profile: Profile | None = None
    try:
        profile = load(path)
    except UserError as error:
        refusal = str(error)
    assert profile.clauses if profile else "порча.toml" in refusal
