"""Kinds of papers and the plain rows that windows and commands get of them."""

from dataclasses import dataclass
from datetime import date as Date
from functools import cache
from typing import Any

import desktop.documents
from desktop.documents import _render
from desktop.documents._document import DocumentType
from desktop.errors import UserError
from desktop.operations import _paper_requests
from desktop.registry import collect

FORM = "consent-chat"


@dataclass(frozen=True)
class DocumentChoice:
    """A kind of paper that can be printed; `asks` is what it asks for besides date and number."""

    id: str
    title: str
    series: str
    asks: tuple[_paper_requests.Ask, ...]


@dataclass(frozen=True)
class PaperRow:
    """A line of a journal. A form of consent has the state that its family gave it
    («printed», «signed», «refused», «withdrawn»), other papers one of `papers.STATES`."""

    id: int
    document: str
    series: str
    number: str
    title: str
    date: Date
    state: str
    state_word: str
    signed_on: Date | None
    signed_by: str
    cancel_reason: str
    created_by: str
    chat_id: int | None


@dataclass(frozen=True)
class Preview:
    """A paper before it has a number: its data, what prints as dotted lines, what to think of.

    `pdf()` draws it; it needs no base and may run on any thread.
    """

    document: str
    title: str
    file_name: str
    data: Any
    missing: tuple[str, ...]
    warnings: tuple[str, ...]

    def pdf(self) -> bytes:
        """The paper as PDF."""
        return _render.render(document_type(self.document), self.data)


@dataclass(frozen=True)
class FormsPreview:
    """Forms of consent before they have numbers; `without` names children nobody represents."""

    datas: tuple[Any, ...]
    without: tuple[str, ...]

    def pdf(self) -> bytes:
        """All forms in one file, each from a new page."""
        return _render.render_many(document_type(FORM), self.datas)


@dataclass(frozen=True)
class Issued:
    """A registered paper."""

    id: int
    number: str
    title: str
    file_name: str
    pdf: bytes


@cache
def document_types() -> dict[str, DocumentType[Any]]:
    """All kinds of papers by id."""
    return collect(desktop.documents, "DOCUMENT")


def document_type(ident: str) -> DocumentType[Any]:
    """One kind of paper. Raises UserError for an unknown one."""
    try:
        return document_types()[ident]
    except KeyError:
        known = ", ".join(i for i, kind in document_types().items() if not kind.secret)
        raise UserError(f"Документа «{ident}» нет: бывают {known}.") from None


def catalogue() -> tuple[DocumentChoice, ...]:
    """The kinds of papers a person can ask for; needs no office."""
    return tuple(
        DocumentChoice(kind.id, kind.title, kind.series, _paper_requests.asks(kind))
        for kind in document_types().values()
        if not kind.secret
    )
