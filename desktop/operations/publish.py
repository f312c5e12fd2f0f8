"""The office as the checker sees it, put into the base that teachers open too.

It holds names, groups, chats, states of consents and what the regulation asks – no phones, no
addresses, no birth dates of families: a teacher's password unlocks nothing more (trust.md 4.5).
The secretary's own checks use the same view, so there is one path.
"""

import secrets
from collections import defaultdict
from datetime import date
from functools import cache

from desktop.models import (
    Chat,
    ChatGroup,
    ChatHours,
    Child,
    Clause,
    Consent,
    ConsentEvent,
    Employee,
    Enrollment,
    Group,
    Guardian,
    Guardianship,
    HeadTerm,
    Organization,
    Published,
    Regulation,
    Setting,
    sqlcipher,
)
from desktop.operations import regulation as acts
from desktop.operations._operation import Session, after_commit, before_commit
from desktop.reference.regulations import profiles
from desktop.rules import _office as view
from desktop.rules._level import Level

_KEY = "published revision"
_SEEN = frozenset(
    model._meta.table_name
    for model in (
        Organization,
        HeadTerm,
        Regulation,
        Clause,
        Employee,
        Group,
        Child,
        Enrollment,
        Guardian,
        Guardianship,
        Chat,
        ChatGroup,
        ChatHours,
        Consent,
        ConsentEvent,
    )
)


def publish(session: Session) -> None:
    """Gather the view from the main base and store it beside the drafts."""
    revision = secrets.token_hex(8)
    content = view.to_json(gather())
    with sqlcipher.readable_errors():
        with session.store.drafts.atomic():
            row = Published.select().first() or Published()
            row.revision, row.content = revision, content
            row.save()
        sqlcipher.checkpoint(session.store.drafts)
    setting = Setting.get_or_none(Setting.key == _KEY) or Setting(key=_KEY)
    setting.value = revision
    setting.save()
    if session.store.main is not None:
        sqlcipher.checkpoint(session.store.main)


def publish_if_stale(session: Session) -> None:
    """Publish when the last session stopped between a change and its publication."""
    setting = Setting.get_or_none(Setting.key == _KEY)
    row = Published.select(Published.revision).first()
    if setting is None or row is None or row.revision != setting.value:
        publish(session)


def published(session: Session) -> tuple[str, view.OfficeView]:
    """(revision, the view) last published; an empty view before the first publication."""
    row = Published.select().first()
    if row is None:
        return "", view.OfficeView()
    return str(row.revision), _read(row.revision, row.content)


def revision(session: Session) -> str:
    """The revision last published, to see whether an index of the view is still good."""
    row = Published.select(Published.revision).first()
    return str(row.revision) if row else ""


@cache
def _read(revision: str, content: str) -> view.OfficeView:
    _read.cache_clear()  # only the newest is ever asked for again
    return view.from_json(content)


def _mark_stale(tables: frozenset[str]) -> None:
    """In the deed's own transaction: a stop before the publication is seen at the next start."""
    if tables & _SEEN:
        Setting.update(value="").where(Setting.key == _KEY).execute()


def _on_commit(session: Session, tables: frozenset[str]) -> None:
    if tables & _SEEN:
        publish(session)


def forget() -> None:
    """Drop the view kept in memory: the office is being locked."""
    _read.cache_clear()


before_commit(_mark_stale)
after_commit(_on_commit)


def gather() -> view.OfficeView:
    """The view of the main base as it stands now."""
    return view.OfficeView(
        organization=_organization(),
        people=_people(),
        groups=tuple(view.Group(g.id, g.title) for g in Group.select()),
        consents=_consents(),
        chats=_chats(),
        regulations=tuple(_regulation(row) for row in Regulation.select().order_by(Regulation.id)),
    )


def _organization() -> view.Organization:
    record = Organization.select().first()
    if record is None:
        return view.Organization()
    head = HeadTerm.select().order_by(HeadTerm.since.desc(), HeadTerm.id.desc()).first()
    return view.Organization(
        names=tuple(name for name in (record.full_name, record.short_name) if name),
        kind=record.kind,
        phones=_listed(record.phone),
        emails=_listed(record.email),
        sites=_listed(record.site),
        address=record.address,
        head=" ".join(filter(None, (head.last, head.first, head.middle))) if head else "",
    )


def _listed(text: str) -> tuple[str, ...]:
    parts = text.replace(";", ",").split(",")
    return tuple(part.strip() for part in parts if part.strip())


def _people() -> tuple[view.Person, ...]:
    groups: dict[int, list[int]] = defaultdict(list)
    for child, group in (
        Enrollment.select(Enrollment.child, Enrollment.group)
        .where(Enrollment.until.is_null())
        .tuples()
    ):
        groups[child].append(group)
    wards: dict[int, list[int]] = defaultdict(list)
    for guardian, child in (
        Guardianship.select(Guardianship.guardian, Guardianship.child)
        .where(Guardianship.until.is_null())
        .tuples()
    ):
        wards[guardian].append(child)
    people = [
        view.Person(f"child:{ident}", last, first, middle, sex, tuple(groups[ident]))
        for ident, last, first, middle, sex in Child.select(
            Child.id, Child.last, Child.first, Child.middle, Child.sex
        ).tuples()
    ]
    for ident, last, first, middle, sex in Guardian.select(
        Guardian.id, Guardian.last, Guardian.first, Guardian.middle, Guardian.sex
    ).tuples():
        theirs = wards[ident]
        in_groups = tuple(sorted({group for child in theirs for group in groups[child]}))
        refs = tuple(f"child:{child}" for child in theirs)
        people.append(view.Person(f"guardian:{ident}", last, first, middle, sex, in_groups, refs))
    people.extend(
        view.Person(f"employee:{ident}", last, first, middle, sex)
        for ident, last, first, middle, sex in Employee.select(
            Employee.id, Employee.last, Employee.first, Employee.middle, Employee.sex
        ).tuples()
    )
    return tuple(people)


def _consents() -> tuple[view.Consent, ...]:
    events: dict[int, list[tuple[date, str]]] = defaultdict(list)
    for consent, state, on_date in (
        ConsentEvent.select(ConsentEvent.consent, ConsentEvent.state, ConsentEvent.on_date)
        .where(ConsentEvent.state != "printed")
        .order_by(ConsentEvent.on_date, ConsentEvent.id)
        .tuples()
    ):
        events[consent].append((on_date, state))
    return tuple(
        view.Consent(
            number=row.number,
            child=f"child:{row.child_id}",
            guardian=f"guardian:{row.guardian_id}" if row.guardian_id else "",
            categories=frozenset(row.categories.split(",")) - {""},
            valid_from=row.valid_from,
            chat=row.chat_id,
            resource=row.resource,
            valid_until=row.valid_until,
            states=tuple(events[row.id]),
        )
        for row in Consent.select()
        if row.id in events
    )


def _chats() -> tuple[view.Chat, ...]:
    hours: dict[int, list[view.HoursRow]] = defaultdict(list)
    for row in ChatHours.select().order_by(ChatHours.weekday, ChatHours.opens):
        hours[row.chat_id].append(view.HoursRow(row.weekday, row.opens, row.closes))
    groups: dict[int, list[int]] = defaultdict(list)
    for link in ChatGroup.select():
        groups[link.chat_id].append(link.group_id)
    return tuple(
        view.Chat(
            id=row.id,
            title=row.title,
            number=row.number,
            kind=row.kind,
            platform=row.platform,
            closed=row.is_closed,
            groups=tuple(groups[row.id]),
            hours=tuple(hours[row.id]),
            hours_basis=row.hours_basis,
            state=row.state,
        )
        for row in Chat.select().order_by(Chat.id)
    )


def _regulation(record: Regulation) -> view.Regulation:
    profile = profiles().get(record.profile)
    settings = []
    for bound in acts.bindings("rule", record.in_force_from or date.min, record):
        settings.append(
            view.RuleSetting(
                rule=bound.id,
                level=Level.from_word(bound.level) if bound.level else None,
                clause=bound.clause,
                gist=bound.gist,
                params=dict(bound.params),
            )
        )
    return view.Regulation(
        title=record.title,
        title_genitive_short=profile.kind_genitive if profile else record.kind_word,
        in_force_from=record.in_force_from,
        in_force_until=record.in_force_until,
        settings=tuple(settings),
    )
