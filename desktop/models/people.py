"""People: groups with a school year, children, their guardians, employees. No health data."""

from peewee import BooleanField, DateField, ForeignKeyField, IntegerField, TextField

from desktop.models.base import Record


class Employee(Record):
    """A member of the staff. `educating_since` is the first day in educational work."""

    last = TextField()
    first = TextField()
    middle = TextField(default="")
    sex = TextField(default="")
    name_key = TextField(index=True)
    position = TextField(default="")
    hired_on = DateField(null=True)
    educating_since = DateField(null=True)
    dismissed_on = DateField(null=True)


class Group(Record):
    """A group, class or association of one school year; `year` is the year it starts in."""

    title = TextField()
    year = IntegerField()
    teacher = ForeignKeyField(Employee, null=True, backref="groups", on_delete="SET NULL")
    closed_on = DateField(null=True)

    class Meta:
        table_name = "study_group"  # GROUP is a word of SQL
        indexes = ((("title", "year"), True),)


class Child(Record):
    """A pupil. Where the child is now follows from `Enrollment`."""

    last = TextField()
    first = TextField()
    middle = TextField(default="")
    sex = TextField(default="")
    name_key = TextField(index=True)
    birth_date = DateField(null=True)
    admitted_on = DateField(null=True)
    admission_order = TextField(default="")
    departed_on = DateField(null=True)
    departure_reason = TextField(default="")


class Enrollment(Record):
    """The child's stay in one group; a transfer closes one and opens the next."""

    child = ForeignKeyField(Child, backref="enrollments", on_delete="CASCADE")
    group = ForeignKeyField(Group, backref="enrollments", on_delete="RESTRICT")
    since = DateField(null=True)
    until = DateField(null=True)
    reason = TextField(default="")


class Guardian(Record):
    """A legal representative. `channel` is how the family wants to be told: max, call, paper …"""

    last = TextField()
    first = TextField()
    middle = TextField(default="")
    sex = TextField(default="")
    name_key = TextField(index=True)
    channel = TextField(default="messenger")
    address = TextField(default="")
    document = TextField(default="")  # identity document for the consent form (152-ФЗ art. 9 p. 4)


class Guardianship(Record):
    """Whose representative, by what kinship and what proof (152-ФЗ art. 9 p. 4)."""

    child = ForeignKeyField(Child, backref="guardianships", on_delete="CASCADE")
    guardian = ForeignKeyField(Guardian, backref="guardianships", on_delete="CASCADE")
    kinship = TextField(default="")
    authority = TextField(default="")
    since = DateField(null=True)
    until = DateField(null=True)

    class Meta:
        indexes = ((("child", "guardian"), True),)


class Contact(Record):
    """A phone (digits 7XXXXXXXXXX) or an e-mail of a guardian or an employee."""

    guardian = ForeignKeyField(Guardian, null=True, backref="contacts", on_delete="CASCADE")
    employee = ForeignKeyField(Employee, null=True, backref="contacts", on_delete="CASCADE")
    kind = TextField()
    value = TextField(index=True)
    label = TextField(default="")
    preferred = BooleanField(default=False)
