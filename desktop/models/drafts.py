"""The base that a teacher's password opens: drafts, the office as the checker sees it."""

from peewee import DateTimeField, IntegerField, TextField

from desktop.models.base import DraftsRecord


class Draft(DraftsRecord):
    """A message being written, kept as typed. `author` is the login."""

    author = TextField(index=True)
    text = TextField(default="")
    chat = IntegerField(null=True)
    planned_at = TextField(default="")  # local ISO minute, or empty
    to = TextField(default="chat")
    attachments = TextField(default="{}")  # JSON: kinds, urgent
    skips = TextField(default="[]")
    updated_at = DateTimeField()


class Published(DraftsRecord):
    """The office as the checker sees it: names, chats, consents, rules. No contacts. One row."""

    revision = TextField()
    content = TextField()
