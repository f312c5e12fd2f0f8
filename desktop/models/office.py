"""The institution itself: requisites, heads, collegial bodies, its regulation, settings, users."""

from peewee import BooleanField, DateField, ForeignKeyField, IntegerField, TextField

from desktop.models.base import Record


class Organization(Record):
    """The institution. One row; `kind` is kindergarten, school or extra."""

    kind = TextField()
    full_name = TextField()
    short_name = TextField()
    place = TextField(default="")  # «г. Котельнич» at the top of an order
    address = TextField(default="")
    inn = TextField(default="")
    ogrn = TextField(default="")
    site = TextField(default="")
    email = TextField(default="")
    phone = TextField(default="")
    founder = TextField(default="")


class HeadTerm(Record):
    """Who heads the institution and since when: a paper is signed by the head of its own date."""

    position = TextField()
    last = TextField()
    first = TextField()
    middle = TextField(default="")
    sex = TextField(default="")
    since = DateField(null=True)
    until = DateField(null=True)


class CollegialBody(Record):
    """A body of the charter that adopts or agrees local acts."""

    title = TextField()


class Regulation(Record):
    """The local act that governs the chats; `profile` is the supplied act it was started from."""

    profile = TextField(default="")
    kind_word = TextField()  # «Положение», «Порядок»
    title = TextField()
    state = TextField(default="draft")
    order_number = TextField(default="")
    approved_on = DateField(null=True)
    in_force_from = DateField(null=True)
    in_force_until = DateField(null=True)


class Clause(Record):
    """One point of the regulation and what it switches on (`binds`: JSON list)."""

    regulation = ForeignKeyField(Regulation, backref="clauses", on_delete="CASCADE")
    position = IntegerField()
    number = TextField()
    cited = TextField(default="")  # how a remark quotes the point
    kind = TextField()
    gist = TextField()
    deadline = TextField(default="")
    binds = TextField(default="[]")
    enabled = BooleanField(default=True)


class User(Record):
    """A person who signs in. The key slot of the same login opens the bases."""

    login = TextField(unique=True)
    role = TextField()
    employee = IntegerField(null=True)  # id of people.Employee, when the person is on the staff
    active = BooleanField(default=True)
    created_on = DateField()


class Setting(Record):
    """A setting that prints or decides; what only looks lives in the window's own settings."""

    key = TextField(unique=True)
    value = TextField()
