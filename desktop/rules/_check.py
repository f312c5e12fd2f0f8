"""The checker: every rule over a draft, levels and clauses by the regulation in force."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from desktop import clock, registry
from desktop import rules as package
from desktop.rules._level import Level
from desktop.rules._office import OfficeView, Regulation
from desktop.rules._people import People
from desktop.rules._rule import Context, Draft, Finding, Hit, Rule
from desktop.rules._text import Text
from desktop.russian.plural import count


@cache
def all_rules() -> Mapping[str, Rule]:
    """Every rule of the package by id. Raises RuntimeError when one has no examples."""
    return registry.collect(package, "RULE")


@dataclass(frozen=True)
class Verdict:
    """The answer to a draft.

    `level` is the gravest of the findings (None: no remark). `confirmed` are positive notes:
    «Беляева Кира: согласие № 7 … действует.»
    """

    level: Level | None
    sentence: str
    findings: tuple[Finding, ...] = ()
    confirmed: tuple[str, ...] = ()

    @property
    def word(self) -> str:
        """«можно», «исправьте» or «нельзя»: advice alone does not keep a message back."""
        if self.level is None or self.level is Level.ADVICE:
            return "можно"
        return self.level.word


class Checker:
    """Checks drafts against one state of the office. Build anew when the office changed.

    Not thread-safe: one checker, one thread.
    """

    def __init__(self, office: OfficeView) -> None:
        self.office = office
        self.people = People(office)
        self._chats = {chat.id: chat for chat in office.chats}

    def check(self, draft: Draft) -> Verdict:
        """All remarks on the draft, in order of place. Any text is answered without an exception.

        The planned day decides which regulation, consents and platform statuses count; a draft
        without a planned time is read as sent today.
        """
        day = draft.at.date() if draft.at else clock.today()
        regulation = self.office.regulation_on(day)
        text = Text(draft.text)
        chat = self._chats.get(draft.chat) if draft.chat is not None else None
        findings: list[Finding] = []
        confirmed: dict[str, None] = {}
        for rule in all_rules().values():
            setting = regulation.setting(rule.id) if regulation else None
            if not (setting.enabled if setting else rule.default_on):
                continue
            level = setting.level if setting and setting.level else rule.level
            clause = setting.clause if setting else ""
            context = Context(
                draft=draft,
                text=text,
                people=self.people,
                chat=chat,
                day=day,
                level=level,
                params=setting.params if setting else {},
                clause=_cited(clause, regulation),
            )
            gist = setting.gist if setting and setting.gist else rule.basis
            for hit in rule.find(context):
                if hit.positive:
                    confirmed[hit.message] = None
                else:
                    findings.append(_finding(rule, hit, level, clause, gist))
        findings.sort(key=lambda f: (f.start, f.end, -f.level, f.rule))
        return _verdict(tuple(findings), tuple(confirmed))


def _cited(clause: str, regulation: Regulation | None) -> str:
    if not clause or regulation is None:
        return ""
    return f"п. {clause} {regulation.title_genitive_short}".rstrip()


def _finding(rule: Rule, hit: Hit, level: Level, clause: str, gist: str) -> Finding:
    return Finding(
        rule=rule.id,
        title=rule.title,
        level=hit.level or level,
        start=hit.start,
        end=hit.end,
        message=hit.message,
        clause=clause,
        gist=gist,
        suggestions=hit.suggestions,
    )


def _verdict(findings: tuple[Finding, ...], confirmed: tuple[str, ...]) -> Verdict:
    level = max((finding.level for finding in findings), default=None)
    return Verdict(level, _sentence(findings, level), findings, confirmed)


def _sentence(findings: tuple[Finding, ...], level: Level | None) -> str:
    if level is None:
        return "Можно отправлять"
    if level is Level.ADVICE:
        number = count(len(findings), "совет", "совета", "советов")
        return f"Можно отправлять, есть {number}"
    gravest = [finding for finding in findings if finding.level is level]
    titles = list(dict.fromkeys(finding.title.lower() for finding in gravest))
    rest = sum(finding.level is not level for finding in findings)
    others = count(rest, "замечание", "замечания", "замечаний")
    tail = f" и ещё {others}" if rest else ""
    head = "Нельзя" if level is Level.STOP else "Исправьте"
    return f"{head}: {', '.join(titles)}{tail}"
