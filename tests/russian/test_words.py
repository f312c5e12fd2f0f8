"""Numbers with nouns, words by kind of institution, agreement of the approval."""

import pytest

from desktop.russian.approval import agree_approved
from desktop.russian.cases import Case
from desktop.russian.plural import count, plural
from desktop.russian.terms import Word, terms


@pytest.mark.parametrize(
    ("number", "form"),
    [
        (0, "чатов"), (1, "чат"), (2, "чата"), (4, "чата"), (5, "чатов"), (11, "чатов"),
        (14, "чатов"), (21, "чат"), (22, "чата"), (111, "чатов"), (1001, "чат"), (-1, "чат"),
    ],
)  # fmt: skip
def test_plural(number, form):
    assert plural(number, "чат", "чата", "чатов") == form
    assert count(number, "чат", "чата", "чатов") == f"{number} {form}"


def test_terms_follow_the_kind():
    garden, school, extra = terms("kindergarten"), terms("school"), terms("extra")
    assert str(garden.child) == "воспитанник"
    assert school.child(Case.GEN, many=True) == "обучающихся"
    assert extra.group(Case.INS) == "объединением"
    assert garden.group(Case.ACC) == "группу"
    assert school.teacher(Case.DAT) == "классному руководителю"
    assert garden.head.capital(Case.GEN) == "Заведующего"
    assert extra.head(many=True) == "директора"
    assert garden.girl(Case.LOC) == "воспитаннице"
    assert terms("school") is terms("school")
    with pytest.raises(KeyError):
        terms("university")


@pytest.mark.parametrize("kind", ["kindergarten", "school", "extra"])
def test_every_word_has_twelve_forms_and_animate_accusatives(kind):
    words = terms(kind)
    assert words.kind == kind
    for name in ("child", "girl", "group", "teacher", "head", "institution"):
        word: Word = getattr(words, name)
        assert len(word.singular) == len(word.plural) == 6
        assert all(word.singular)
        assert all(word.plural)
    for person in (words.child, words.teacher, words.head):
        assert person(Case.ACC) == person(Case.GEN)
        assert person(Case.ACC, many=True) == person(Case.GEN, many=True)
    assert words.group(Case.ACC, many=True) == words.group(many=True)


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("Положение", "УТВЕРЖДЕНО"),
        ("Положение о родительских чатах", "УТВЕРЖДЕНО"),
        ("Типовое положение", "УТВЕРЖДЕНО"),
        ("Порядок", "УТВЕРЖДЁН"),
        ("Учебный план", "УТВЕРЖДЁН"),
        ("Перечень", "УТВЕРЖДЁН"),
        ("Инструкция", "УТВЕРЖДЕНА"),
        ("Должностная инструкция", "УТВЕРЖДЕНА"),
        ("Опись", "УТВЕРЖДЕНА"),
        ("Правила", "УТВЕРЖДЕНЫ"),
        ("Правила внутреннего распорядка", "УТВЕРЖДЕНЫ"),
        ("Общие правила", "УТВЕРЖДЕНЫ"),
        ("Списки", "УТВЕРЖДЕНЫ"),
        ("", "УТВЕРЖДЕНО"),
    ],
)
def test_approval_agrees(title, word):
    assert agree_approved(title) == word
