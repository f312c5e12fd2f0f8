"""Any input up to 100,000 characters, any Unicode, is answered fast and without an exception."""

import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import invented_office

from desktop.rules._check import Checker
from desktop.rules._rule import Draft
from desktop.rules._text import Text

CHECKER = Checker(invented_office(120))
# Names, marks, look-alikes and separators: random letters alone never meet a rule.
BITS = st.sampled_from(
    ["Мороз", "Роза", "роза", "Иван", "И.", "И", " ", "\n", ", ", "-", "«", "»", ".", "(", "8",
     "+7", "916", "@", "mail.ru", "12.03.2020", "й", "и\u0306", "\u0336", "\u200b", "𝓢",
     "a", "а", "🎉", "\U00017000", "\ud800",
     "\u2028", "İ", "ß", "ﬃ", "ﷺ", "оглы", "ул.", "НЕ", "СРОЧНО",
     "день рождения", "0"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=400), st.lists(BITS, max_size=80).map("".join))

# Two seconds of the program's own time; coverage, which watches every line, makes it three times.
LIMIT = 2.0 if sys.gettrace() is None else 6.0


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_no_exception_and_offsets_within_the_text(text: str) -> None:
    for chat in (1, None):
        verdict = CHECKER.check(Draft(text, chat=chat, attachments=("children-photo",)))
        for finding in verdict.findings:
            assert 0 <= finding.start <= finding.end <= len(text)
            for suggestion in finding.suggestions:
                if suggestion.start is not None and suggestion.end is not None:
                    assert 0 <= suggestion.start <= suggestion.end <= len(text)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_the_plain_reading_keeps_the_offsets(raw: str) -> None:
    text = Text(raw)
    last = 0
    for token in text.tokens:
        start, end = text.span(token.start, token.end)
        assert last <= start < end <= len(raw)
        last = start


@pytest.mark.parametrize(
    "piece",
    ["а", "ПРИВЕТ ВСЕМ ", "Мороз Роза ", "Мороз Роза 12.03.2019 ", "8", "8 9 ", "a@", "a.b.",
     "а\u0336", "🎉", "𝓢", "\n", "«", "«Роза ", "\ud800", "aа", "8 916 000 12 34 ",
     " ", "8(", "тел ", "И. ", "▓", "тел.8-9 ", "маша и петя "],
)  # fmt: skip
def test_a_hundred_thousand_characters_in_two_seconds(piece: str) -> None:
    text = (piece * (100_000 // len(piece) + 1))[:100_000]
    before = time.process_time()
    CHECKER.check(Draft(text, chat=1))
    assert time.process_time() - before < LIMIT
