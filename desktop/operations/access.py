"""Who opens the office: the first start, signing in, accounts, the recovery key."""

from dataclasses import dataclass
from pathlib import Path

from desktop import clock, log
from desktop.errors import UserError
from desktop.models import AuditEntry, Organization, User, sqlcipher
from desktop.models import store as stores
from desktop.operations import drafts
from desktop.operations._operation import (
    Actor,
    Session,
    afterwards,
    audit,
    entitle,
    requires,
)
from desktop.operations.permissions import (
    HEAD,
    RECOVERY,
    ROLES,
    SECRETARY,
    TEACHER,
    Permission,
    may,
)
from desktop.security.passwords import check_password
from desktop.security.recovery import new_key, secret_of
from desktop.security.slots import FILE_NAME, Cost, KeyRing, Slot, choose_cost, new_keys

TYPED_BACK = "recovery key typed back"  # the audit event that says the sheet exists


@dataclass(frozen=True)
class Login:
    """A line of the sign-in list."""

    login: str
    role: str


@dataclass(frozen=True)
class UserRow:
    """An account of the office."""

    login: str
    role: str
    employee: int | None


def exists(folder: Path) -> bool:
    """Whether the folder holds an office already, even one whose key file is missing but kept."""
    names = (FILE_NAME, f"{FILE_NAME}.1")
    return any((folder / name).exists() for name in names)


def logins(folder: Path) -> tuple[Login, ...]:
    """Who can sign in, in order of creation."""
    return tuple(Login(login, role) for login, role in KeyRing.load(folder).logins())


def create_office(
    folder: Path,
    login: str,
    password: str,
    role: str = SECRETARY,
    *,
    known_words: tuple[str, ...] = (),
    cost: Cost | None = None,
) -> tuple[Session, str]:
    """Make the bases, the first account and the recovery key; returns the session and that key.

    The recovery key is told once and kept nowhere: print it, have it typed back.
    Raises UserError for a weak password or a folder that holds an office; nothing is then made.
    """
    if role not in (SECRETARY, HEAD):
        raise UserError("Первым входит секретарь или руководитель: педагогов они заводят потом.")
    check_password(password, (*known_words, login))
    folder.mkdir(parents=True, exist_ok=True)
    keys = new_keys()
    recovery = new_key()
    chosen = cost or choose_cost()
    ring = KeyRing.new(folder).with_user(login, role, password, keys, chosen)
    ring = ring.with_recovery(recovery, keys, cost)
    store = stores.create_store(folder, keys)
    session = Session(Actor(login.strip(), role), store, folder, keys)
    from desktop.operations import publish

    assert publish, "from now on each deed is published"
    try:
        with sqlcipher.readable_errors():
            _remember_first_user(session)
            ring.save()
    except BaseException:
        session.close()
        stores.remove_unborn(folder)
        raise
    return session, recovery


def check_recovery(folder: Path, typed: str) -> None:
    """Accept the recovery key typed back from paper; raises UserError on any difference."""
    KeyRing.load(folder).unlock_recovery(typed)


def sign_in(folder: Path, login: str, password: str) -> Session:
    """Unlock the office for that person. The calling thread owns the bases from now on.

    Raises WrongPassword, or UserError when the bases cannot be opened.
    """
    slot, keys = KeyRing.load(folder).unlock(login, password)
    return _enter(folder, slot, keys, "sign-in")


def sign_in_by_recovery(folder: Path, typed: str) -> Session:
    """Enter with the printed key: accounts can be set right and nothing else seen."""
    slot, keys = KeyRing.load(folder).unlock_recovery(typed)
    return _enter(folder, slot, keys, "sign-in by recovery key")


def sign_out(session: Session) -> None:
    """Lock: close the bases, forget the keys and the names kept in memory, whatever fails."""
    try:
        audit(session, "sign-out")
    except UserError as error:  # a full disk must not keep the office open
        log.write(f"sign-out was not recorded: {type(error.__cause__ or error).__name__}")
    finally:
        session.close()
        from desktop.operations import messages, publish

        messages.forget()
        publish.forget()


@requires(Permission.TEACHERS_MANAGE)
def users(session: Session) -> tuple[UserRow, ...]:
    """All accounts that can sign in."""
    employees = {u.login: u.employee for u in User.select()}
    ring = KeyRing.load(session.folder)
    return tuple(UserRow(login, role, employees.get(login)) for login, role in ring.logins())


@requires(Permission.TEACHERS_MANAGE, deed="Учётная запись заведена", undoable=False)
def add_user(
    session: Session,
    login: str,
    role: str,
    password: str,
    employee: int | None = None,
    cost: Cost | None = None,
) -> None:
    """Give somebody an account. The head's and a further secretary's need the head, except the
    first head's, which the secretary makes. Raises UserError on a weak password or taken name."""
    _may_manage(session, role)
    check_password(password, (login, *_known_words()))
    ring = KeyRing.load(session.folder)
    ring = ring.with_user(login, role, password, session.keys, cost or ring.slots[0].cost)
    user = User.get_or_none(User.login == login.strip()) or User(login=login.strip())
    user.role, user.employee, user.active = role, employee, True
    user.created_on = clock.today()
    user.save()
    afterwards(session, ring.save)
    entitle(session, f"Учётная запись «{login.strip()}» заведена")


@requires(Permission.TEACHERS_MANAGE, deed="Учётная запись закрыта", undoable=False)
def remove_user(session: Session, login: str) -> None:
    """Close an account: its key slot is destroyed. The last one that opens the main base stays."""
    ring = KeyRing.load(session.folder)
    slot = ring.slot_of(login)
    _may_manage(session, slot.role)
    rest = ring.without(login)
    user = User.get_or_none(User.login == slot.login)
    if user is not None:
        user.active = False
        user.save()
    drafts.forget_author(session, slot.login)
    afterwards(session, lambda: rest.save(keep_previous=False))
    entitle(session, f"Учётная запись «{slot.login}» закрыта")


@requires(Permission.TEACHERS_MANAGE)
def reset_password(session: Session, login: str, password: str) -> None:
    """Give an account a new password, for who forgot it."""
    ring = KeyRing.load(session.folder)
    slot = ring.slot_of(login)
    _may_manage(session, slot.role)
    check_password(password, (login, *_known_words()))
    ring.with_password(login, password, session.keys).save(keep_previous=False)
    audit(session, "password reset", {f"user:{slot.id}": ["password"]})


def change_password(session: Session, old: str, new: str) -> None:
    """Change one's own password. Raises WrongPassword when the old one is not right."""
    ring = KeyRing.load(session.folder)
    _, keys = ring.unlock(session.actor.login, old)
    check_password(new, (session.actor.login,))
    ring.with_password(session.actor.login, new, keys).save(keep_previous=False)
    audit(session, "password changed")


@requires(Permission.TEACHERS_MANAGE)
def renew_recovery_key(session: Session) -> str:
    """A new recovery key; the old one opens nothing from now on."""
    _may_renew_recovery(session)
    key = new_key()
    KeyRing.load(session.folder).with_recovery(key, session.keys).save(keep_previous=False)
    audit(session, "recovery key renewed")
    return key


@requires(Permission.TEACHERS_MANAGE)
def replace_recovery_key(session: Session, key: str, typed: str) -> None:
    """Put a new recovery key, printed and typed back, in the place of the old one.

    Until then the old sheet keeps working, so that a crash on the way locks nobody out.
    `key` is what `desktop.security.recovery.new_key` gave. Raises UserError when `typed` differs.
    """
    if secret_of(typed) != secret_of(key):
        raise UserError("Введён ключ с другого листа: возьмите только что напечатанный.")
    _may_renew_recovery(session)
    KeyRing.load(session.folder).with_recovery(key, session.keys).save(keep_previous=False)
    audit(session, "recovery key renewed")
    audit(session, TYPED_BACK)


@requires(Permission.TEACHERS_MANAGE)
def confirm_recovery_key(session: Session, typed: str) -> None:
    """The first recovery key was typed back from paper. Raises UserError on any difference."""
    check_recovery(session.folder, typed)
    audit(session, TYPED_BACK)


@requires(Permission.TEACHERS_MANAGE)
def is_recovery_key_confirmed(session: Session) -> bool:
    """Whether the recovery key in force was ever typed back: else its sheet may not exist."""
    events = (TYPED_BACK, "recovery key renewed")
    query = AuditEntry.select(AuditEntry.action).where(AuditEntry.action.in_(events))
    last = query.order_by(AuditEntry.id.desc()).first()
    return last is not None and last.action == TYPED_BACK


def _enter(folder: Path, slot: Slot, keys: dict[str, bytes], event: str) -> Session:
    store = stores.open_store(folder, keys)
    session = Session(Actor(slot.login or "ключ восстановления", slot.role), store, folder, keys)
    # Here and not above: the checker behind it takes 0.1 s to load, the sign-in page needs none.
    from desktop.operations import publish

    try:
        if store.main is not None and slot.role != RECOVERY:
            _expect_account(slot)
        audit(session, event)
        if store.main is not None:
            publish.publish_if_stale(session)
    except BaseException:
        session.close()
        raise
    return session


def _expect_account(slot: Slot) -> None:
    """A slot put back from an old copy of keys.json opens nothing: its account is closed."""
    user = User.get_or_none(User.login == slot.login)
    if user is None or not user.active or user.role != slot.role:
        raise UserError(
            f"Учётная запись «{slot.login}» закрыта: попросите руководителя завести новую."
        )


def _known_words() -> tuple[str, ...]:
    """What anybody would try first in this institution."""
    record = Organization.select().first()
    return (record.short_name, record.full_name) if record else ()


def _may_renew_recovery(session: Session) -> None:
    """With the recovery key one sets any account right, the head's too: where there is a head,
    the head renews it."""
    has_head = any(role == HEAD for _, role in KeyRing.load(session.folder).logins())
    if has_head and not may(session.actor.role, Permission.OFFICE_USERS_MANAGE):
        raise UserError("Ключ восстановления меняет руководитель: попросите его войти.")


def _may_manage(session: Session, role: str) -> None:
    if role not in ROLES or role == RECOVERY:
        raise UserError("Выберите роль: секретарь, руководитель или педагог.")
    if role == TEACHER or may(session.actor.role, Permission.OFFICE_USERS_MANAGE):
        return
    ring = KeyRing.load(session.folder)
    has_head = any(known == HEAD for _, known in ring.logins())
    if role == HEAD and not has_head:
        return
    raise UserError(
        "Учётные записи секретаря и руководителя меняет руководитель: попросите его войти."
    )


@requires(Permission.TEACHERS_MANAGE, deed="Программа установлена", undoable=False)
def _remember_first_user(session: Session) -> None:
    actor = session.actor
    User(login=actor.login, role=actor.role, created_on=clock.today()).save()
