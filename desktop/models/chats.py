"""Chats: the register, hours, states, administrators and participants."""

from peewee import BooleanField, DateField, ForeignKeyField, IntegerField, TextField

from desktop.models.base import Record
from desktop.models.people import Child, Employee, Group, Guardian


class Chat(Record):
    """One chat of the register. `state` repeats the last ChatState for lists."""

    number = TextField(unique=True)
    title = TextField()
    kind = TextField()  # institution, parents, staff
    platform = TextField()  # id in the dated reference of platforms
    is_closed = BooleanField(default=True)  # by invitation only; False: anybody may read it
    purpose = TextField(default="")
    link = TextField(default="")
    hours_basis = TextField(default="")
    term_from = DateField(null=True)
    term_until = DateField(null=True)
    state = TextField(default="project")


class ChatGroup(Record):
    """A group whose families the chat is for."""

    chat = ForeignKeyField(Chat, backref="groups", on_delete="CASCADE")
    group = ForeignKeyField(Group, backref="chats", on_delete="RESTRICT")

    class Meta:
        indexes = ((("chat", "group"), True),)


class ChatHours(Record):
    """Between what times one writes on a weekday (0 is Monday); no rows: as the regulation says."""

    chat = ForeignKeyField(Chat, backref="hours", on_delete="CASCADE")
    weekday = IntegerField()
    opens = TextField()
    closes = TextField()


class ChatState(Record):
    """A step of the chat's life with its date, reason and basis."""

    chat = ForeignKeyField(Chat, backref="states", on_delete="CASCADE")
    state = TextField()
    on_date = DateField()
    reason = TextField(default="")
    basis = TextField(default="")


class Administrator(Record):
    """Who administers the chat, in which role of the regulation, in what period, on what basis."""

    chat = ForeignKeyField(Chat, null=True, backref="administrators", on_delete="CASCADE")
    role = TextField()
    employee = ForeignKeyField(Employee, null=True, on_delete="RESTRICT")
    guardian = ForeignKeyField(Guardian, null=True, on_delete="RESTRICT")
    is_substitute = BooleanField(default=False)
    since = DateField()
    until = DateField(null=True)
    basis = TextField(default="")


class Participant(Record):
    """Somebody seen in the chat: who it really is, the profile's name, who confirmed it."""

    chat = ForeignKeyField(Chat, backref="participants", on_delete="CASCADE")
    guardian = ForeignKeyField(Guardian, null=True, on_delete="RESTRICT")
    employee = ForeignKeyField(Employee, null=True, on_delete="RESTRICT")
    child = ForeignKeyField(Child, null=True, on_delete="RESTRICT")
    profile_name = TextField(default="")
    confirmed_on = DateField(null=True)
    confirmed_by = TextField(default="")
    joined_on = DateField(null=True)
    left_on = DateField(null=True)
    left_reason = TextField(default="")
