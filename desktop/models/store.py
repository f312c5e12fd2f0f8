"""The two bases of one data folder: made, opened, migrated, closed."""

from dataclasses import dataclass
from pathlib import Path

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
        for database in (self.main, self.drafts):
            if database is not None and not database.is_closed():
                sqlcipher.checkpoint(database)
                database.close()
        base.main.initialize(None)
        base.drafts.initialize(None)


def create_store(folder: Path, keys: dict[str, bytes]) -> Store:
    """Make both bases in an empty folder and open them. The folder is made when missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, application_id in APPLICATION_IDS.items():
        sqlcipher.create(folder / f"{name}.db", keys[name], application_id)
    return open_store(folder, keys)


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
