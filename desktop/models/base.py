"""The two bases and the record every stored thing is.

`main` holds families, chats and papers and opens for the office only; `drafts` holds what a teacher
works with and opens for everybody (trust.md, decision 7). Every change of a record is told to the
unit of work that runs, which writes the audit row and keeps what undoing needs.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import peewee

main = peewee.DatabaseProxy()
drafts = peewee.DatabaseProxy()

# (record, state before or None when new, state after or None when deleted)
Watcher = Callable[["Record", dict[str, Any] | None, dict[str, Any] | None], None]
_watcher: list[Watcher] = []


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
        """Store many new records of this model; each gets its id and is told.

        For imports: peewee spends 0.3 ms of Python on every single INSERT and half of that on its
        bulk ones, five times what the row itself costs.
        """
        fields = [field for field in cls._meta.sorted_fields if field.name != "id"]
        sql = f"{cls._insert_sql(fields)} RETURNING id"
        for record in records:
            stored = [field.db_value(record.__data__.get(field.name)) for field in fields]
            ((record.id,),) = cls._meta.database.execute_sql(sql, stored).fetchall()
            record._dirty.clear()
            if _watcher:
                _watcher[-1](record, None, cls.plain(record))

    @classmethod
    def insert_rows(cls, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Store many rows of stored values, told to nobody: for traces, not for what is kept."""
        sql = cls._insert_sql([cls._meta.fields[name] for name in names])
        cls._meta.database.cursor().executemany(sql, rows)

    @classmethod
    def delete_all(cls, records: Sequence["Record"]) -> None:
        """Remove many records of this model in one statement; each is told."""
        cls.delete().where(cls.id.in_([record.id for record in records])).execute()
        for record in records if _watcher else ():
            _watcher[-1](record, cls.plain(record), None)

    @classmethod
    def _insert_sql(cls, fields: Sequence[Any]) -> str:
        columns = ", ".join(f'"{field.column_name}"' for field in fields)
        marks = ", ".join([cls._meta.database.param] * len(fields))
        return f'INSERT INTO "{cls._meta.table_name}" ({columns}) VALUES ({marks})'

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
