"""What the institution's regulation switches on, asked by kind of binding and date."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.models import Clause, Regulation
from desktop.operations.office import in_force


@dataclass(frozen=True)
class Bound:
    """One binding of the regulation with the point that carries it, ready to be quoted."""

    id: str
    clause: str
    gist: str
    level: str = ""
    value: int | None = None
    params: tuple[tuple[str, Any], ...] = ()


def bindings(kind: str, day: date, record: Regulation | None = None) -> tuple[Bound, ...]:
    """All bindings of that kind in the regulation in force on `day` (or in `record`), in order."""
    regulation = record or in_force(day)
    return () if regulation is None else tuple(_walk(regulation, kind))


def quoted(regulation: Regulation | None, bound: Bound) -> str:
    """«п. 2.1 Порядка …» for reasons shown to people."""
    from desktop.reference.regulations import profiles

    if regulation is None or not bound.clause:
        return ""
    profile = profiles().get(regulation.profile)
    genitive = profile.kind_genitive if profile else regulation.kind_word
    return f"п. {bound.clause} {genitive}"


def _walk(regulation: Regulation, kind: str) -> Iterator[Bound]:
    for row in regulation.clauses.where(Clause.enabled).order_by(Clause.position):
        for told in json.loads(row.binds):
            if told["kind"] == kind:
                yield Bound(
                    told["id"],
                    row.cited or row.number,
                    row.gist,
                    told.get("level", ""),
                    told.get("value"),
                    tuple(told.get("params", {}).items()),
                )
