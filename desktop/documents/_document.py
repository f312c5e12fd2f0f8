"""What a paper is: its data, its story, its place in a journal."""

import json
import types
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, Generic, Literal, Protocol, TypeVar, Union, get_args, get_origin
from typing import get_type_hints as hints_of

from desktop.documents._blocks import Story

Series = Literal["orders", "consents", "sheets", ""]


class PaperData(Protocol):
    """What the data of every paper has: number ("" for a preview) and ISO date."""

    @property
    def number(self) -> str: ...

    @property
    def date(self) -> str: ...


Data = TypeVar("Data", bound=PaperData)


def nothing(data: Any) -> tuple[str, ...]:
    """The answer of a paper that has nothing to warn of."""
    return ()


@dataclass(frozen=True)
class DocumentType(Generic[Data]):
    """One kind of paper.

    `collect(**request)` reads the base on the thread that owns it and returns plain data; the rest
    needs no base. `missing` lists in Russian what prints as dotted lines, `warnings` what the head
    should know before signing. `series` is the journal that numbers the paper, "" for none;
    `number_template` is filled by the journal («{n}-ОД»). `secret` data are never stored.
    """

    id: str
    title: str
    series: Series
    number_template: str
    data: type[Data]
    collect: Callable[..., Data]
    story: Callable[[Data], Story]
    sample: Data
    heading: Callable[[Data], str]
    missing: Callable[[Data], tuple[str, ...]] = nothing
    warnings: Callable[[Data], tuple[str, ...]] = nothing
    secret: bool = False

    def data_to_json(self, data: Data) -> str:
        """The data as JSON text, the same text for equal data."""
        return json.dumps(_plain(data), ensure_ascii=False, sort_keys=True)

    def data_from_json(self, text: str) -> Data:
        """The data from `data_to_json`. ValueError, KeyError or TypeError for any other text."""
        restored = _restore(self.data, json.loads(text))
        if not isinstance(restored, self.data):
            raise TypeError(f"not data of {self.id}")
        return restored

    def file_name(self, data: Data) -> str:
        """A readable name for saving, without personal data: «Приказ № 12-ОД от 20.11.2026.pdf»."""
        kind = {"orders": "Приказ", "consents": "Согласие"}.get(self.series, self.title)
        number = f" № {data.number}" if data.number else ""
        year, month, day = data.date.split("-")
        name = f"{kind}{number} от {day}.{month}.{year}"
        return "".join("-" if sign in '\\/:*?"<>|' else sign for sign in name)[:120] + ".pdf"


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, str | int | bool):
        return value
    raise TypeError(f"papers keep plain values only, not {type(value).__name__}")


@cache
def _hints(kind: type) -> dict[str, Any]:
    return hints_of(kind)


def _restore(kind: Any, value: Any) -> Any:
    """`value` as JSON gave it, turned into the annotated type `kind`; raises TypeError."""
    origin = get_origin(kind)
    if origin is Union or origin is types.UnionType:
        if value is None:
            return None
        return _restore(next(a for a in get_args(kind) if a is not type(None)), value)
    if origin is tuple:
        if not isinstance(value, list):
            raise TypeError(f"a list was expected, not {type(value).__name__}")
        return tuple(_restore(get_args(kind)[0], item) for item in value)
    if is_dataclass(kind) and isinstance(kind, type):
        if not isinstance(value, dict):
            raise TypeError(f"{kind.__name__} was expected, not {type(value).__name__}")
        hints = _hints(kind)
        return kind(**{name: _restore(hints[name], item) for name, item in value.items()})
    if type(value) is not kind:
        raise TypeError(f"{kind} was expected, not {type(value).__name__}")
    return value
