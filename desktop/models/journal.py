"""What was done: the audit chain, and the states before and after that undoing needs."""

from peewee import BooleanField, DateTimeField, ForeignKeyField, IntegerField, TextField

from desktop.models.base import DraftsRecord, Record


class AuditEntry(Record):
    """One row of the chain: hash = SHA-256(previous hash ‖ canonical JSON). Ids, never names."""

    at = TextField()  # UTC, ISO
    offset = TextField()
    actor = TextField()
    role = TextField()
    action = TextField()
    objects = TextField()  # JSON: {"child:12": ["last", "sex"]}
    version = TextField()
    previous = TextField()
    hash = TextField()


class DraftsAuditEntry(DraftsRecord):
    """The chain of the drafts base, where teachers' sessions are recorded."""

    at = TextField()
    offset = TextField()
    actor = TextField()
    role = TextField()
    action = TextField()
    objects = TextField()
    version = TextField()
    previous = TextField()
    hash = TextField()


class Deed(Record):
    """A finished operation that can be undone, in words for the person."""

    at = DateTimeField()
    actor = TextField()
    operation = TextField()
    title = TextField()
    undone = BooleanField(default=False)


class Change(Record):
    """One changed row of a deed: table, id, values before and after (JSON, null = absent)."""

    deed = ForeignKeyField(Deed, backref="changes", on_delete="CASCADE")
    place = IntegerField()
    table = TextField()
    row = IntegerField()
    before = TextField(null=True)
    after = TextField(null=True)


class KeptForm(Record):
    """An unfinished form of one person, kept so that a crash loses nothing typed. It may hold a
    family's phone, so it lies in the main base, where no teacher's key reaches."""

    author = TextField()
    form = TextField()
    content = TextField()
    updated_at = DateTimeField()

    class Meta:
        indexes = ((("author", "form"), True),)
