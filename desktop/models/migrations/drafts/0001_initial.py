"""The first version of the drafts base. Self-contained: frozen copies of the models of 0.1.0."""

from typing import Any

from peewee import DateTimeField, IntegerField, Model, TextField


def up(migrator: Any, db: Any) -> None:
    """Create the tables."""

    class Draft(Model):
        author = TextField(index=True)
        text = TextField(default="")
        chat = IntegerField(null=True)
        planned_at = TextField(default="")
        to = TextField(default="chat")
        attachments = TextField(default="{}")
        skips = TextField(default="[]")
        updated_at = DateTimeField()

        class Meta:
            database = db
            table_name = "draft"

    db.create_tables([Draft])

    class DraftsAuditEntry(Model):
        at = TextField()
        offset = TextField()
        actor = TextField()
        role = TextField()
        action = TextField()
        objects = TextField()
        version = TextField()
        previous = TextField()
        hash = TextField()

        class Meta:
            database = db
            table_name = "drafts_audit_entry"

    db.create_tables([DraftsAuditEntry])

    class Published(Model):
        revision = TextField()
        content = TextField()

        class Meta:
            database = db
            table_name = "published"

    db.create_tables([Published])

    # Evidence is append-only: the engine itself refuses to change or delete it.
    for deed in ("UPDATE", "DELETE"):
        db.execute_sql(
            f"CREATE TRIGGER drafts_audit_entry_no_{deed.lower()} BEFORE {deed} "
            "ON drafts_audit_entry BEGIN SELECT RAISE(ABORT, 'append-only'); END"
        )
