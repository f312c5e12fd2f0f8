"""The audit chain and its anchor outside the base (trust.md 4.6).

Each entry carries SHA-256 of the previous hash and its own canonical JSON, so that altering a row
is seen. The last number and hash are also appended to `<base>.head` beside the base, so that
cutting off or rewriting the tail, or putting an older file back, is seen too.
"""

import hashlib
import json
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.models.journal import AuditEntry, DraftsAuditEntry
from desktop.security.files import append_durably

Entry = type[AuditEntry] | type[DraftsAuditEntry]
START = "0" * 64


@dataclass(frozen=True)
class Verdict:
    """What a check of one chain found: entries read, first bad number, one Russian sentence."""

    entries: int
    bad: int | None
    sentence: str

    @property
    def is_sound(self) -> bool:
        """Nothing was altered, cut off or put back."""
        return self.bad is None


@dataclass(frozen=True)
class Told:
    """What one entry says; `objects` maps «child:12» to the names of its changed fields."""

    at: str
    offset: str
    actor: str
    role: str
    action: str
    objects: dict[str, Any]
    version: str


def append(entry: Entry, told: Told) -> tuple[int, str]:
    """Write the next entry inside the running transaction; returns its number and hash."""
    last = entry.select(entry.id, entry.hash).order_by(entry.id.desc()).first()
    number, previous = (last.id + 1, last.hash) if last else (1, START)
    objects = json.dumps(told.objects, ensure_ascii=False, sort_keys=True)
    row = entry(
        id=number,
        at=told.at,
        offset=told.offset,
        actor=told.actor,
        role=told.role,
        action=told.action,
        objects=objects,
        version=told.version,
        previous=previous,
        hash="",
    )
    row.hash = _hash(row)
    entry.insert(row.__data__).execute()
    return number, str(row.hash)


def anchor(path: Path, number: int, digest: str) -> None:
    """Remember the head of the chain outside the base."""
    line = f"{number} {digest}"
    append_durably(path, f"{line} {zlib.crc32(line.encode()):08x}\n".encode())


def anchor_head(entry: Entry, path: Path) -> None:
    """Anchor the newest entry; lines an earlier failure left out are thereby made up for."""
    last = entry.select(entry.id, entry.hash).order_by(entry.id.desc()).first()
    if last is not None and head(path) != (last.id, last.hash):
        anchor(path, last.id, last.hash)


def head(path: Path) -> tuple[int, str] | None:
    """The last whole line of the anchor file, or None when there is none."""
    if not path.exists():
        return None
    for raw in reversed(path.read_bytes().splitlines()):
        parts = raw.decode("ascii", "replace").split(" ")
        if len(parts) == 3 and f"{zlib.crc32(' '.join(parts[:2]).encode()):08x}" == parts[2]:
            return int(parts[0]), parts[1]
    return None


def verify(entry: Entry, path: Path) -> Verdict:
    """Walk the whole chain and hold its head against the anchor."""
    previous, count, hashes = START, 0, {}
    for row in entry.select().order_by(entry.id).iterator():
        count += 1
        if row.id != count or row.previous != previous or row.hash != _hash(row):
            return Verdict(count, count, f"Журнал событий изменён: не сходится запись № {count}.")
        previous = row.hash
        hashes[count] = previous
    known = head(path)
    if known is None:
        return Verdict(
            count,
            count or None,
            "Рядом с базой нет отметки о последнем событии: проверить конец журнала нельзя."
            if count
            else "Журнал событий пуст.",
        )
    number, digest = known
    if number > count:
        return Verdict(
            count,
            count + 1,
            f"В журнале не хватает записей с № {count + 1} по № {number}: "
            "похоже, вернули старую копию базы.",
        )
    if hashes.get(number, START) != digest:
        return Verdict(count, number, f"Журнал событий переписан: запись № {number} другая.")
    return Verdict(count, None, f"Журнал событий цел, записей: {count}.")


def compare_head(entry: Entry, path: Path) -> str | None:
    """A quick look at opening: None when base and anchor agree, else one Russian sentence.

    A base ahead of its anchor is a stop or a full disk between commit and anchor: when the entries
    since then follow soundly from the anchored one, the anchor is caught up.
    """
    last = entry.select(entry.id, entry.hash).order_by(entry.id.desc()).first()
    number, digest = (last.id, last.hash) if last else (0, START)
    known = head(path)
    if known == (number, digest) or (known is None and number <= 1):
        if known is None and number == 1:
            anchor(path, number, digest)
        return None
    if known is not None and number > known[0] and _follows(entry, *known):
        anchor(path, number, digest)
        return None
    if known is not None and number < known[0]:
        return (
            f"В базе не хватает событий с № {number + 1} по № {known[0]}: это старая копия. "
            "Верните последнюю копию всей папки данных целиком, а не один файл."
        )
    return (
        "Журнал событий не сходится с отметкой рядом с базой: не работайте дальше и позовите "
        "того, кто отвечает за данные."
    )


def _follows(entry: Entry, number: int, digest: str) -> bool:
    """Whether every entry after `number` continues the chain whose head was `digest` then."""
    if number and entry.get_or_none(entry.id == number, entry.hash == digest) is None:
        return False
    previous = digest
    for row in entry.select().where(entry.id > number).order_by(entry.id).iterator():
        if row.previous != previous or row.hash != _hash(row):
            return False
        previous = row.hash
    return True


def _hash(row: AuditEntry | DraftsAuditEntry) -> str:
    told = {
        "number": row.id,
        "at": row.at,
        "offset": row.offset,
        "actor": row.actor,
        "role": row.role,
        "action": row.action,
        "objects": row.objects,
        "version": row.version,
    }
    canonical = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256((str(row.previous) + canonical).encode()).hexdigest()
