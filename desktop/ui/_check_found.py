"""What the checker found, tied to the text as it is edited."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.rules._level import Level
from desktop.rules._rule import Finding, Suggestion
from desktop.ui._check_editor import DraftEdit, Mark, Span
from desktop.ui._check_live import Answer
from desktop.ui._check_offsets import Offsets
from desktop.ui._check_remarks import Remark, remark

MARKED = 500  # underlined at once: a text with more is not for a chat, and tying costs time
SAFE = frozenset({"caps-lock", "fancy-font"})  # their repair changes the look, not the meaning


@dataclass(frozen=True)
class Mend:
    """A suggestion with the stretch it replaces (None: it moves the time, or is words only)."""

    suggestion: Suggestion
    span: Span | None


@dataclass(frozen=True)
class Found:
    """A finding with its card, its place and the ways to mend it."""

    finding: Finding
    remark: Remark
    span: Span
    mends: tuple[Mend, ...]

    @property
    def mark(self) -> Mark:
        """How it is underlined."""
        return Mark(self.span, self.finding.level, self.remark.words)


def tie(answer: Answer, edit: DraftEdit) -> list[Found]:
    """The findings of an answer about the text that stands in `edit`."""
    text = answer.draft.text
    offsets = Offsets(text)
    found = []
    for finding in answer.verdict.findings[:MARKED]:
        mends = []
        for suggestion in finding.suggestions:
            start = finding.start if suggestion.start is None else suggestion.start
            end = finding.end if suggestion.end is None else suggestion.end
            has_place = suggestion.replacement is not None and end > start
            place = edit.span(start, end, offsets) if has_place else None
            mends.append(Mend(suggestion, place))
        span = edit.span(finding.start, finding.end, offsets)
        found.append(Found(finding, remark(finding, text, answer.act), span, tuple(mends)))
    return found


def safe_changes(found: Sequence[Found]) -> list[tuple[Span, str]]:
    """What «Исправить всё безопасное» replaces; of two overlapping remarks the first is taken."""
    changes: list[tuple[Span, str]] = []
    end = -1
    for one in found:
        if one.finding.rule not in SAFE:
            continue
        mend = next((mend for mend in one.mends if mend.span is not None), None)
        if mend is None or mend.span is None or mend.span.is_touched:
            continue
        start = mend.span.cursor.selectionStart()
        if start >= end:
            changes.append((mend.span, mend.suggestion.replacement or ""))
            end = mend.span.cursor.selectionEnd()
    return changes


def why_not(answer: Answer | None) -> str:
    """Why the text may not be copied: the first «нельзя» in words; "" when it may."""
    findings = answer.verdict.findings if answer else ()
    stop = next((finding for finding in findings if finding.level is Level.STOP), None)
    if stop is None or answer is None:
        return ""
    fragment = remark(stop, answer.draft.text, answer.act).fragment
    place = f" – «{fragment}»" if fragment else ""
    return f"Скопировать нельзя: {stop.title.lower()}{place}."
