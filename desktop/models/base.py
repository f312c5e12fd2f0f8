"""The two bases and the record every stored thing is.

`main` holds families, chats and papers and opens for the office only; `drafts` holds what a teacher
works with and opens for everybody (trust.md, decision 7). Every change of a record is told to the
unit of work that runs, which writes the audit row and keeps what undoing needs.
"""

from collections.abc import Callable, Sequence
from typing import Any

import peewee

main = peewee.DatabaseProxy()
drafts = peewee.DatabaseProxy()

# (record, state before or None when new, state after or None when deleted)
Watcher = Callable[["Record", dict[str, Any] | None, dict[str, Any] | None], None]
_watcher: list[Watcher] = []
_AT_ONCE = 500


def watch(watcher: Watcher) -> None:
    """From now on tell `watcher` of every change, until `unwatch`."""
    _watcher.append(watcher)


def unwatch() -> None:
    """Stop telling the last watcher."""
    _watcher.pop()


class Record(peewee.Model):
    """A row with an id, written through `save` and `delete_instance` only: nothing goes unseen."""

    class Meta:
        database = main
        legacy_table_names = False

    @classmethod
    def plain(cls, record: "Record") -> dict[str, Any]:
        """The stored values of the record by column, ready for JSON."""
        values = record.__data__
        return {name: _plain(values.get(name)) for name in record._meta.fields}

    def save(self, force_insert: bool = False, only: Any = None) -> int:
        """Store the record; tells the watcher the state before and after."""
        if not _watcher:
            return int(super().save(force_insert=force_insert, only=only))
        before = None
        if self.id is not None and not force_insert:
            stored = type(self).get_or_none(type(self).id == self.id)
            before = self.plain(stored) if stored else None
        done = int(super().save(force_insert=force_insert, only=only))
        after = self.plain(self)
        if before != after:
            _watcher[-1](self, before, after)
        return done

    @classmethod
    def insert_all(cls, records: Sequence["Record"]) -> None:
        """Store many new records of this model in few statements; each gets its id and is told.

        For imports: peewee spends 0.3 ms of Python on every single INSERT, ten times what the row
        costs this way.
        """
        fields = [field for field in cls._meta.sorted_fields if field.name != "id"]
        for start in range(0, len(records), _AT_ONCE):
            part = records[start : start + _AT_ONCE]
            rows = [[record.__data__.get(field.name) for field in fields] for record in part]
            made = cls.insert_many(rows, fields=fields).returning(cls.id).tuples().execute()
            for record, (ident,) in zip(part, made, strict=True):
                record.id = ident
                record._dirty.clear()
                if _watcher:
                    _watcher[-1](record, None, cls.plain(record))

    def delete_instance(self, recursive: bool = False, delete_nullable: bool = False) -> int:
        """Remove the record; tells the watcher the state before."""
        before = self.plain(self)
        done = int(super().delete_instance(recursive=recursive, delete_nullable=delete_nullable))
        if _watcher:
            _watcher[-1](self, before, None)
        return done


class DraftsRecord(Record):
    """A record of the base that teachers open too."""

    class Meta:
        database = drafts


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
