"""The two bases of one data folder: made, opened, migrated, closed."""

import contextlib
from dataclasses import dataclass
from pathlib import Path

import peewee
from playhouse.migrations import Runner

from desktop import clock
from desktop.errors import UserError
from desktop.models import base, chain, sqlcipher
from desktop.models.journal import AuditEntry, DraftsAuditEntry

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
APPLICATION_IDS = {"main": 0x504F5231, "drafts": 0x504F5232}  # «POR1», «POR2»
_ENTRIES: dict[str, chain.Entry] = {"main": AuditEntry, "drafts": DraftsAuditEntry}


@dataclass(frozen=True)
class Store:
    """The open bases of a folder; `main` is None for who may open the drafts only."""

    folder: Path
    main: sqlcipher.CipherDatabase | None
    drafts: sqlcipher.CipherDatabase

    def anchor_path(self, name: str) -> Path:
        """Where the head of that base's audit chain is kept."""
        return self.folder / f"{name}.head"

    def entries(self, name: str) -> chain.Entry:
        """The model of that base's audit chain."""
        return _ENTRIES[name]

    def close(self) -> None:
        """Empty the write-ahead logs, close the files and forget the keys."""
        base.main.initialize(None)
        base.drafts.initialize(None)
        for database in (self.main, self.drafts):
            if database is not None and not database.is_closed():
                # On a full disk the log stays as it is; it is emptied at the next opening.
                with contextlib.suppress(peewee.DatabaseError, OSError):
                    sqlcipher.checkpoint(database)
                database.close()


def create_store(folder: Path, keys: dict[str, bytes]) -> Store:
    """Make both bases in an empty folder and open them. The folder is made when missing."""
    with sqlcipher.readable_errors():
        folder.mkdir(parents=True, exist_ok=True)
        _put_leftovers_aside(folder)
        for name, application_id in APPLICATION_IDS.items():
            sqlcipher.create(folder / f"{name}.db", keys[name], application_id)
    return open_store(folder, keys)


def remove_unborn(folder: Path) -> None:
    """Take back bases that `create_store` made a moment ago and nobody has a key file for."""
    for path in _our_files(folder):
        path.unlink(missing_ok=True)


def _our_files(folder: Path) -> list[Path]:
    names = [f"{name}{end}" for name in APPLICATION_IDS for end in (".db", ".db-wal", ".head")]
    return [folder / name for name in names if (folder / name).exists()]


def _put_leftovers_aside(folder: Path) -> None:
    """Bases without a key file come from a first start that was cut short, or their key file was
    lost: nobody can open them here, so they are moved aside and never deleted."""
    found = _our_files(folder)
    if found:
        aside = folder / f"без ключа {clock.now():%Y-%m-%d %H-%M-%S}"
        aside.mkdir()
        for path in found:
            path.replace(aside / path.name)


def open_store(folder: Path, keys: dict[str, bytes]) -> Store:
    """Open what the keys open. The calling thread owns the bases from now on.

    Raises UserError for every failure a person can mend; nothing is left half-open.
    """
    opened: dict[str, sqlcipher.CipherDatabase] = {}
    try:
        for name in ("drafts", "main"):
            if name in keys:
                opened[name] = _open(folder, name, keys[name])
        store = Store(folder, opened.get("main"), opened["drafts"])
        base.drafts.initialize(store.drafts)
        base.main.initialize(store.main)
        for name in opened:
            quarrel = chain.compare_head(_ENTRIES[name], store.anchor_path(name))
            if quarrel:
                raise UserError(quarrel)
    except BaseException:
        for database in opened.values():
            database.close()
        raise
    return store


def _open(folder: Path, name: str, key: bytes) -> sqlcipher.CipherDatabase:
    path = folder / f"{name}.db"
    database = sqlcipher.connect(path, key, APPLICATION_IDS[name])
    try:
        with sqlcipher.readable_errors():
            _migrate(database, name, key)
    except BaseException:
        database.close()
        raise
    return database


def _migrate(database: sqlcipher.CipherDatabase, name: str, key: bytes) -> None:
    runner = Runner(database, str(MIGRATIONS / name))
    status = runner.status()
    supported = max(migration.idx for migration in status if migration.path)
    unknown = [migration.name for migration in status if migration.path is None]
    if unknown or sqlcipher.user_version(database) > supported:
        raise UserError(
            "Данные созданы более новой версией программы: обновите программу на этом компьютере, "
            "данные не тронуты."
        )
    pending = [migration for migration in status if migration.applied is None]
    if not pending:
        return
    if len(pending) < len(status):
        stamp = clock.now().strftime("%Y-%m-%d-%H%M%S")
        backups = database.path.parent / "backups"
        backups.mkdir(exist_ok=True)
        sqlcipher.copy_verified(
            database, key, backups / f"{name}-before-{pending[0].name}-{stamp}.db"
        )
    runner.up()
    sqlcipher.foreign_key_check(database)
    sqlcipher.set_user_version(database, supported)
    sqlcipher.checkpoint(database)
