"""Every rule's own bad and good texts, read in the sample office."""

import pytest

from desktop.rules._check import Checker, all_rules
from desktop.rules._level import Level
from desktop.rules._rule import Example, Rule
from desktop.rules._sample import sample_office


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(sample_office())


BAD = [(rule, example) for rule in all_rules().values() for example in rule.bad]
GOOD = [(rule, example) for rule in all_rules().values() for example in rule.good]


def _name(value: object) -> str:
    return value.id if isinstance(value, Rule) else str(getattr(value, "text", value))[:30]


@pytest.mark.parametrize(("rule", "example"), BAD, ids=_name)
def test_bad_text_is_remarked_at_the_marked_places(
    checker: Checker, rule: Rule, example: Example
) -> None:
    findings = [f for f in checker.check(example.draft()).findings if f.rule == rule.id]
    assert findings
    if example.marks:
        assert tuple(example.text[f.start : f.end] for f in findings) == example.marks
    if example.level:
        assert findings[0].level is example.level
    for finding in findings:
        assert finding.message[0].isupper() or finding.message[0].isdigit()
        assert finding.message.endswith(".")
        assert finding.gist


@pytest.mark.parametrize(("rule", "example"), GOOD, ids=_name)
def test_good_text_has_no_remark_of_any_rule(
    checker: Checker, rule: Rule, example: Example
) -> None:
    assert checker.check(example.draft()).findings == ()


def test_the_first_set_is_there() -> None:
    assert {
        "quiet-hours", "caps-lock", "fancy-font", "child-data", "child-image", "personal-photo",
        "confidential",
    } <= set(all_rules())  # fmt: skip


def test_a_rule_without_examples_does_not_load() -> None:
    rule = next(iter(all_rules().values()))
    with pytest.raises(RuntimeError, match="no bad or no good"):
        Rule("new", "Новое", Level.FIX, "основание", rule.find, bad=rule.bad, good=())
    with pytest.raises(RuntimeError, match="no bad or no good"):
        Rule("new", "Новое", Level.FIX, "основание", rule.find, bad=(), good=rule.good)
