"""The first start: what is typed before any base exists, and the making of the office.

Before the bases there is no key to encrypt with, so only the institution's public requisites are
kept, in `setup.json` of the data folder; the file goes when the office has been made.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop.errors import UserError
from desktop.operations import access, office, papers
from desktop.operations._operation import Session, requires
from desktop.operations.permissions import SECRETARY, Permission
from desktop.operations.views import HeadData, OrganizationData
from desktop.security.files import write_atomically
from desktop.security.slots import Cost

FILE_NAME = "setup.json"


@dataclass(frozen=True)
class Institution:
    """What the first page of the wizard asks."""

    organization: OrganizationData
    head: HeadData | None = None
    bodies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Made:
    """The office just made and the sheet with its recovery key as PDF; the key is kept nowhere."""

    session: Session
    sheet: bytes


def keep(folder: Path, typed: Mapping[str, str]) -> None:
    """Keep what is typed on the institution page; nothing once the folder holds an office.

    Raises UserError when it cannot be written.
    """
    if access.exists(folder):
        return
    content = json.dumps(dict(typed), ensure_ascii=False, indent=1, sort_keys=True).encode()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_atomically(folder / FILE_NAME, content)
    except OSError as error:
        raise _not_writable(folder, error) from None


def kept(folder: Path) -> dict[str, str]:
    """What was typed before the program was last closed; nothing when there is no such file or
    it cannot be read: it can be typed anew."""
    try:
        told = json.loads((folder / FILE_NAME).read_bytes())
    except (OSError, ValueError):
        return {}
    if not isinstance(told, dict):
        return {}
    return {str(key): value for key, value in told.items() if isinstance(value, str)}


def forget(folder: Path) -> None:
    """Remove what `keep` wrote. Raises UserError when the folder does not allow it."""
    try:
        for name in (FILE_NAME, f"{FILE_NAME}.1", f"{FILE_NAME}.partial"):
            (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise _not_writable(folder, error) from None


def create(
    folder: Path,
    institution: Institution,
    login: str,
    password: str,
    role: str = SECRETARY,
    cost: Cost | None = None,
) -> Made:
    """Make the office with its card and its first account; the calling thread owns the bases.

    Raises UserError (weak password, wrong ИНН, a folder that holds an office or cannot be written):
    then no office is left behind.
    """
    office.check_organization(institution.organization)
    if institution.head is not None:
        office.check_head(institution.head)
    known = (institution.organization.short_name, institution.organization.full_name)
    try:
        session, key = access.create_office(
            folder, login, password, role, known_words=known, cost=cost
        )
    except OSError as error:
        raise _not_writable(folder, error) from None
    enter_institution(session, institution)
    sheet = papers.recovery_sheet(session, key)
    forget(folder)
    return Made(session, sheet)


@requires(Permission.OFFICE_WRITE, deed="Организация заведена", undoable=False)
def enter_institution(session: Session, institution: Institution) -> None:
    """Enter the card of the institution, its head and its bodies in one deed.

    Raises UserError as the single operations do.
    """
    office.save_organization(session, institution.organization)
    if institution.head is not None:
        office.save_head(session, institution.head)
    if institution.bodies:
        office.save_bodies(session, institution.bodies)


def _not_writable(folder: Path, error: OSError) -> UserError:
    reason = error.strerror or type(error).__name__
    return UserError(
        f"В папку данных «{folder}» записать не удалось ({reason}): освободите место на диске или "
        "попросите открыть доступ к этой папке."
    )
