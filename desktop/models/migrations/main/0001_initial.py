"""The first version of the main base. Self-contained: frozen copies of the models of 0.1.0."""

from typing import Any

from peewee import (
    BlobField,
    BooleanField,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)


def up(migrator: Any, db: Any) -> None:
    """Create the tables."""

    class Chat(Model):
        number = TextField(unique=True)
        title = TextField()
        kind = TextField()
        platform = TextField()
        is_closed = BooleanField(default=True)
        purpose = TextField(default="")
        link = TextField(default="")
        hours_basis = TextField(default="")
        term_from = DateField(null=True)
        term_until = DateField(null=True)
        state = TextField(default="project")

        class Meta:
            database = db
            table_name = "chat"

    db.create_tables([Chat])

    class Employee(Model):
        last = TextField()
        first = TextField()
        middle = TextField(default="")
        sex = TextField(default="")
        name_key = TextField(index=True)
        position = TextField(default="")
        hired_on = DateField(null=True)
        educating_since = DateField(null=True)
        dismissed_on = DateField(null=True)

        class Meta:
            database = db
            table_name = "employee"

    db.create_tables([Employee])

    class Guardian(Model):
        last = TextField()
        first = TextField()
        middle = TextField(default="")
        sex = TextField(default="")
        name_key = TextField(index=True)
        channel = TextField(default="messenger")
        address = TextField(default="")
        document = TextField(default="")

        class Meta:
            database = db
            table_name = "guardian"

    db.create_tables([Guardian])

    class Administrator(Model):
        chat = ForeignKeyField(Chat, null=True, on_delete="CASCADE")
        role = TextField()
        employee = ForeignKeyField(Employee, null=True, on_delete="RESTRICT")
        guardian = ForeignKeyField(Guardian, null=True, on_delete="RESTRICT")
        is_substitute = BooleanField(default=False)
        since = DateField()
        until = DateField(null=True)
        basis = TextField(default="")

        class Meta:
            database = db
            table_name = "administrator"

    db.create_tables([Administrator])

    class AuditEntry(Model):
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
            table_name = "audit_entry"

    db.create_tables([AuditEntry])

    class Deed(Model):
        at = DateTimeField()
        actor = TextField()
        operation = TextField()
        title = TextField()
        undone = BooleanField(default=False)

        class Meta:
            database = db
            table_name = "deed"

    db.create_tables([Deed])

    class Change(Model):
        deed = ForeignKeyField(Deed, on_delete="CASCADE")
        place = IntegerField()
        table = TextField()
        row = IntegerField()
        before = TextField(null=True)
        after = TextField(null=True)

        class Meta:
            database = db
            table_name = "change"

    db.create_tables([Change])

    class Group(Model):
        title = TextField()
        year = IntegerField()
        teacher = ForeignKeyField(Employee, null=True, on_delete="SET NULL")
        closed_on = DateField(null=True)

        class Meta:
            database = db
            table_name = "study_group"
            indexes = ((("title", "year"), True),)

    db.create_tables([Group])

    class ChatGroup(Model):
        chat = ForeignKeyField(Chat, on_delete="CASCADE")
        group = ForeignKeyField(Group, on_delete="RESTRICT")

        class Meta:
            database = db
            table_name = "chat_group"
            indexes = ((("chat", "group"), True),)

    db.create_tables([ChatGroup])

    class ChatHours(Model):
        chat = ForeignKeyField(Chat, on_delete="CASCADE")
        weekday = IntegerField()
        opens = TextField()
        closes = TextField()

        class Meta:
            database = db
            table_name = "chat_hours"

    db.create_tables([ChatHours])

    class ChatState(Model):
        chat = ForeignKeyField(Chat, on_delete="CASCADE")
        state = TextField()
        on_date = DateField()
        reason = TextField(default="")
        basis = TextField(default="")

        class Meta:
            database = db
            table_name = "chat_state"

    db.create_tables([ChatState])

    class Child(Model):
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

        class Meta:
            database = db
            table_name = "child"

    db.create_tables([Child])

    class Regulation(Model):
        profile = TextField(default="")
        kind_word = TextField()
        title = TextField()
        state = TextField(default="draft")
        order_number = TextField(default="")
        approved_on = DateField(null=True)
        in_force_from = DateField(null=True)
        in_force_until = DateField(null=True)

        class Meta:
            database = db
            table_name = "regulation"

    db.create_tables([Regulation])

    class Clause(Model):
        regulation = ForeignKeyField(Regulation, on_delete="CASCADE")
        position = IntegerField()
        number = TextField()
        cited = TextField(default="")
        kind = TextField()
        gist = TextField()
        deadline = TextField(default="")
        binds = TextField(default="[]")
        enabled = BooleanField(default=True)

        class Meta:
            database = db
            table_name = "clause"

    db.create_tables([Clause])

    class CollegialBody(Model):
        title = TextField()

        class Meta:
            database = db
            table_name = "collegial_body"

    db.create_tables([CollegialBody])

    class Paper(Model):
        document = TextField()
        series = TextField()
        year = IntegerField()
        ordinal = IntegerField()
        number = TextField()
        title = TextField()
        date = DateField()
        state = TextField(default="registered")
        content = TextField()
        pdf = BlobField()
        sha256 = TextField()
        created_at = DateTimeField()
        created_by = TextField()
        signed_on = DateField(null=True)
        signed_by = TextField(default="")
        cancelled_by = TextField(default="")
        chat = ForeignKeyField(Chat, null=True, on_delete="RESTRICT")

        class Meta:
            database = db
            table_name = "paper"
            indexes = ((("series", "year", "number"), True),)

    db.create_tables([Paper])

    class Consent(Model):
        number = TextField(unique=True)
        kind = TextField(default="chat")
        child = ForeignKeyField(Child, on_delete="RESTRICT")
        guardian = ForeignKeyField(Guardian, null=True, on_delete="RESTRICT")
        chat = ForeignKeyField(Chat, null=True, on_delete="RESTRICT")
        resource = TextField(default="")
        categories = TextField()
        valid_from = DateField()
        valid_until = DateField(null=True)
        paper = ForeignKeyField(Paper, null=True, on_delete="RESTRICT")

        class Meta:
            database = db
            table_name = "consent"

    db.create_tables([Consent])

    class ConsentEvent(Model):
        consent = ForeignKeyField(Consent, on_delete="RESTRICT")
        state = TextField()
        on_date = DateField()
        recorded_at = DateTimeField()
        recorded_by = TextField()
        note = TextField(default="")

        class Meta:
            database = db
            table_name = "consent_event"

    db.create_tables([ConsentEvent])

    class Contact(Model):
        guardian = ForeignKeyField(Guardian, null=True, on_delete="CASCADE")
        employee = ForeignKeyField(Employee, null=True, on_delete="CASCADE")
        kind = TextField()
        value = TextField(index=True)
        label = TextField(default="")
        preferred = BooleanField(default=False)

        class Meta:
            database = db
            table_name = "contact"

    db.create_tables([Contact])

    class Enrollment(Model):
        child = ForeignKeyField(Child, on_delete="CASCADE")
        group = ForeignKeyField(Group, on_delete="RESTRICT")
        since = DateField(null=True)
        until = DateField(null=True)
        reason = TextField(default="")

        class Meta:
            database = db
            table_name = "enrollment"

    db.create_tables([Enrollment])

    class Guardianship(Model):
        child = ForeignKeyField(Child, on_delete="CASCADE")
        guardian = ForeignKeyField(Guardian, on_delete="CASCADE")
        kinship = TextField(default="")
        authority = TextField(default="")
        since = DateField(null=True)
        until = DateField(null=True)

        class Meta:
            database = db
            table_name = "guardianship"
            indexes = ((("child", "guardian"), True),)

    db.create_tables([Guardianship])

    class HeadTerm(Model):
        position = TextField()
        last = TextField()
        first = TextField()
        middle = TextField(default="")
        sex = TextField(default="")
        since = DateField(null=True)
        until = DateField(null=True)

        class Meta:
            database = db
            table_name = "head_term"

    db.create_tables([HeadTerm])

    class KeptForm(Model):
        author = TextField()
        form = TextField()
        content = TextField()
        updated_at = DateTimeField()

        class Meta:
            database = db
            table_name = "kept_form"
            indexes = ((("author", "form"), True),)

    db.create_tables([KeptForm])

    class Organization(Model):
        kind = TextField()
        full_name = TextField()
        short_name = TextField()
        place = TextField(default="")
        address = TextField(default="")
        inn = TextField(default="")
        ogrn = TextField(default="")
        site = TextField(default="")
        email = TextField(default="")
        phone = TextField(default="")
        founder = TextField(default="")

        class Meta:
            database = db
            table_name = "organization"

    db.create_tables([Organization])

    class Participant(Model):
        chat = ForeignKeyField(Chat, on_delete="CASCADE")
        guardian = ForeignKeyField(Guardian, null=True, on_delete="RESTRICT")
        employee = ForeignKeyField(Employee, null=True, on_delete="RESTRICT")
        child = ForeignKeyField(Child, null=True, on_delete="RESTRICT")
        profile_name = TextField(default="")
        confirmed_on = DateField(null=True)
        confirmed_by = TextField(default="")
        joined_on = DateField(null=True)
        left_on = DateField(null=True)
        left_reason = TextField(default="")

        class Meta:
            database = db
            table_name = "participant"

    db.create_tables([Participant])

    class Setting(Model):
        key = TextField(unique=True)
        value = TextField()

        class Meta:
            database = db
            table_name = "setting"

    db.create_tables([Setting])

    class User(Model):
        login = TextField(unique=True)
        role = TextField()
        employee = IntegerField(null=True)
        active = BooleanField(default=True)
        created_on = DateField()

        class Meta:
            database = db
            table_name = "user"

    db.create_tables([User])

    # Evidence is append-only: the engine itself refuses to change or delete it.
    for deed in ("UPDATE", "DELETE"):
        db.execute_sql(
            f"CREATE TRIGGER audit_entry_no_{deed.lower()} BEFORE {deed} "
            "ON audit_entry BEGIN SELECT RAISE(ABORT, 'append-only'); END"
        )
