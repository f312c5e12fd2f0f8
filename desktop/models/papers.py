"""Papers issued by the office and the consents that families signed, refused or withdrew."""

from peewee import BlobField, DateField, DateTimeField, ForeignKeyField, IntegerField, TextField

from desktop.models.base import Record
from desktop.models.chats import Chat
from desktop.models.people import Child, Guardian


class Paper(Record):
    """A paper of a journal. Once registered, `content` and `pdf` never change.

    `series` is a journal («orders», «consents», «sheets»), `ordinal` counts inside series and year.
    """

    document = TextField()  # id of the document type
    series = TextField()
    year = IntegerField()
    ordinal = IntegerField()
    number = TextField()
    title = TextField()
    date = DateField()
    state = TextField(default="registered")  # registered, signed, cancelled
    content = TextField()  # the frozen data it was drawn from, JSON
    pdf = BlobField()
    sha256 = TextField()
    created_at = DateTimeField()
    created_by = TextField()
    signed_on = DateField(null=True)
    signed_by = TextField(default="")
    cancelled_by = TextField(default="")
    chat = ForeignKeyField(Chat, null=True, backref="papers", on_delete="RESTRICT")

    class Meta:
        indexes = ((("series", "year", "number"), True),)


class Consent(Record):
    """A consent form of one guardian for one child; what happened to it is in its events."""

    number = TextField(unique=True)
    kind = TextField(default="chat")
    child = ForeignKeyField(Child, backref="consents", on_delete="RESTRICT")
    guardian = ForeignKeyField(Guardian, null=True, backref="consents", on_delete="RESTRICT")
    chat = ForeignKeyField(Chat, null=True, backref="consents", on_delete="RESTRICT")
    resource = TextField(default="")
    categories = TextField()  # ids joined by commas
    valid_from = DateField()
    valid_until = DateField(null=True)
    paper = ForeignKeyField(Paper, null=True, backref="consents", on_delete="RESTRICT")


class ConsentEvent(Record):
    """printed, signed, refused or withdrawn: on what date, told by whom. Never rewritten."""

    consent = ForeignKeyField(Consent, backref="events", on_delete="RESTRICT")
    state = TextField()
    on_date = DateField()
    recorded_at = DateTimeField()
    recorded_by = TextField()
    note = TextField(default="")
