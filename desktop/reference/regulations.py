"""Profiles of local acts: what each point of a regulation says and what it switches on.

Institutions live by acts that contradict each other (who administers, which hours), so nothing of
them is hard-wired: a profile is a TOML file, five are shipped in resources/regulations, and the
office may load its own. The format is described in resources/regulations/README.md.
"""

import re
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path

from desktop.paths import RESOURCES
from desktop.reference import _file
from desktop.reference._profile import (
    GENITIVES,
    Binding,
    BindingKind,
    Clause,
    ClauseKind,
    ClauseState,
    Profile,
    Stamp,
)
from desktop.reference.legal import acts
from desktop.reference.platforms import platforms

__all__ = [
    "FOLDER",
    "GATES",
    "INSTITUTIONS",
    "LEVELS",
    "REQUIREMENTS",
    "ROLES",
    "Binding",
    "BindingKind",
    "Clause",
    "ClauseKind",
    "ClauseState",
    "Profile",
    "Stamp",
    "load",
    "profiles",
]

FOLDER = RESOURCES / "regulations"

LEVELS = ("совет", "исправьте", "нельзя")

# Who may run a chat: the five acts name these and no others.
ROLES = ("administrator-staff", "administrator-parents", "curator", "class-teacher", "appointee")
REQUIREMENTS = ("experience-years",)
GATES = ("consents-before-open", "order-before-open", "rules-pinned")

INSTITUTIONS = ("kindergarten", "school", "extra")

_NUMBER = re.compile(r"\d+(\.\d+)*")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MODULE = re.compile(r"F\d\d(:M\d\d)?")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_LONGEST_GIST = 160


@cache
def profiles() -> Mapping[str, Profile]:
    """The profiles shipped with the program, by id."""
    found: dict[str, Profile] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        profile = load(path)
        if profile.id in found:
            raise RuntimeError(f"two regulation profiles with the id {profile.id!r}")
        found[profile.id] = profile
    return found


def load(path: Path, known: Mapping[str, Collection[str]] | None = None) -> Profile:
    """A profile from a TOML file.

    `known` gives the ids that exist in the program by kind of binding («rule», «document»); a
    kind left out is checked for shape only. Raises UserError naming file, line and field: nothing
    is loaded from a bad file.
    """
    table = _file.read(path)
    id_ = table.text("id", longest=40)
    slug = table.text("slug", longest=60)
    for key, value in (("id", id_), ("slug", slug)):
        if not _ID.fullmatch(value):
            raise table.complaint(
                key, "допустимы только латинские строчные буквы, цифры и дефис между ними"
            )
    profile = Profile(
        id=id_,
        slug=slug,
        kind_word=table.choice("kind_word", list(GENITIVES)),
        title=table.text("title", longest=300),
        institution=table.choice("institution", INSTITUTIONS),
        source=table.optional_text("source", longest=40),
        note=table.optional_text("note", longest=600),
        words=_words(table),
        stamps=tuple(_stamp(row) for row in table.tables("stamp")),
        clauses=_clauses(table, known or {}),
    )
    table.finish()
    return profile


def _words(table: _file.Table) -> dict[str, str]:
    words: dict[str, str] = {}
    for key, value in table.mapping("words").items():
        if not isinstance(value, str) or not value.strip():
            raise table.complaint("words", f"слово «{key}» должно быть непустым текстом в кавычках")
        words[key] = value.strip()
    return words


def _stamp(table: _file.Table) -> Stamp:
    stamp = Stamp(
        word=table.text("word", longest=40),
        by=table.text("by", longest=120),
        day=table.optional_day("date"),
        number=table.optional_text("number", longest=40),
        note=table.optional_text("note", longest=300),
    )
    table.finish()
    return stamp


def _clauses(table: _file.Table, known: Mapping[str, Collection[str]]) -> tuple[Clause, ...]:
    found: dict[str, Clause] = {}
    for row in table.tables("clause"):
        clause = _clause(row, known)
        if clause.number in found:
            raise row.complaint("number", f"пункт «{clause.number}» уже есть выше")
        found[clause.number] = clause
    if not found:
        raise table.complaint("clause", "в положении нет ни одного пункта")
    return tuple(found.values())


def _clause(table: _file.Table, known: Mapping[str, Collection[str]]) -> Clause:
    number = table.text("number", longest=40)
    cited = table.optional_text("cited", longest=40)
    if not cited:
        if not _NUMBER.fullmatch(number):
            raise table.complaint(
                "cited", f"у пункта «{number}» нет обычного номера: укажите, как на него ссылаться"
            )
        cited = number
    clause = Clause(
        number=number,
        cited=cited,
        kind=ClauseKind(table.choice("kind", list(ClauseKind))),
        gist=table.text("gist", longest=_LONGEST_GIST),
        deadline=table.optional_text("deadline", longest=120),
        own_deadline=table.optional_text("own_deadline", longest=120),
        note=table.optional_text("note", longest=300),
        binds=tuple(_binding(row, known) for row in table.tables("binds")),
    )
    table.finish()
    if clause.deadline and clause.own_deadline:
        raise table.complaint("own_deadline", "срок уже назван самим актом в поле «deadline»")
    return clause


def _binding(table: _file.Table, known: Mapping[str, Collection[str]]) -> Binding:
    kinds = [kind for kind in BindingKind if table.has(kind)]
    if len(kinds) != 1:
        names = ", ".join(BindingKind)
        raise table.complaint("binds", f"в каждой привязке нужно ровно одно из полей: {names}")
    kind = kinds[0]
    id_ = table.text(kind, longest=60)
    existing = _existing(kind, known)
    if existing is not None and id_ not in existing:
        raise table.complaint(kind, f"«{id_}» в программе нет, есть: {', '.join(existing)}")
    if kind is BindingKind.PLANNED:
        if not _MODULE.fullmatch(id_):
            raise table.complaint(kind, "здесь нужен код вида F11 или F10:M22")
    elif kind is not BindingKind.PLATFORM and not _ID.fullmatch(id_.replace(".", "-")):
        raise table.complaint(kind, f"«{id_}» не похоже на обозначение")
    is_rule, is_requirement = kind is BindingKind.RULE, kind is BindingKind.REQUIREMENT
    binding = Binding(
        kind=kind,
        id=id_,
        level=table.choice("level", LEVELS) if is_rule and table.has("level") else "",
        value=table.integer("value") if is_requirement else None,
        params=dict(table.mapping("params")),
    )
    table.finish()
    if binding.value is not None and binding.value < 0:
        raise table.complaint("value", "число не может быть отрицательным")
    _check_hours(table, binding)
    return binding


def _existing(kind: BindingKind, known: Mapping[str, Collection[str]]) -> Collection[str] | None:
    """Ids that exist, or None when the caller did not say."""
    own: dict[BindingKind, Collection[str]] = {
        BindingKind.ROLE: ROLES,
        BindingKind.REQUIREMENT: REQUIREMENTS,
        BindingKind.GATE: GATES,
        BindingKind.ACT: acts(),
        BindingKind.PLATFORM: platforms(),
    }
    return own.get(kind, known.get(kind))


def _check_hours(table: _file.Table, binding: Binding) -> None:
    """Hours of a rule are caught here: a typing slip would silently open the night to messages."""
    for key in ("opens", "closes"):
        value = binding.params.get(key)
        if value is not None and not (isinstance(value, str) and _TIME.fullmatch(value)):
            raise table.complaint("params", f"«{key}» – время вида 08:00 в кавычках")
    if "opens" in binding.params or "closes" in binding.params:
        if not {"opens", "closes"} <= binding.params.keys():
            raise table.complaint("params", "нужны оба времени: opens и closes")
        if binding.params["opens"] >= binding.params["closes"]:
            raise table.complaint("params", "время opens должно быть раньше времени closes")
