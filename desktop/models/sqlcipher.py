"""Everything peculiar to SQLite and SQLCipher: opening, checks, checkpoints, copies (trust.md 4.1).

A PostgreSQL store would stand beside this module; nothing above `store.py` knows which it is.
"""

import contextlib
import datetime
import decimal
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import peewee
from sqlcipher3 import dbapi2 as sqlcipher

from desktop.errors import UserError

sqlcipher.register_adapter(decimal.Decimal, str)
sqlcipher.register_adapter(datetime.date, str)
sqlcipher.register_adapter(datetime.time, str)
sqlcipher.register_adapter(datetime.datetime, str)

# peewee's DEBUG lines carry values of parameters: names and phones must not reach any log.
logging.getLogger("peewee").disabled = True

KEY_BYTES = 48
PLAIN_HEADER = b"SQLite format 3\0"
DAMAGED = (
    "Файл данных повреждён: ничего не меняйте в папке и верните последнюю копию всей папки данных "
    "целиком."
)
_AFTER_KEY = (
    "PRAGMA locking_mode=EXCLUSIVE",
    "PRAGMA busy_timeout=0",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA cell_size_check=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA mmap_size=0",
    "PRAGMA temp_store=MEMORY",
)


class CipherDatabase(peewee.SqliteDatabase):
    """A peewee database over SQLCipher that takes a raw key and never a passphrase."""

    server_version = sqlcipher.sqlite_version_info

    def __init__(self, path: Path, key: bytes) -> None:
        super().__init__(str(path), autoconnect=False)
        self.path = path
        self._key = key

    def _connect(self) -> Any:
        connection = sqlcipher.connect(self.database, isolation_level=None)
        try:
            connection.execute("PRAGMA cipher_log_level=NONE").fetchall()
            connection.set_key(b"x'" + self._key.hex().encode() + b"'")
            for pragma in _AFTER_KEY:
                answer = connection.execute(pragma).fetchall()
                if "journal_mode" in pragma and answer != [("wal",)]:
                    raise UserError(
                        "На этом диске нельзя надёжно хранить данные: выберите папку на "
                        "внутреннем диске компьютера."
                    )
            self._add_conn_hooks(connection)
        except BaseException:
            connection.close()
            raise
        return connection


def assert_engine() -> None:
    """Refuse to work on an engine that cannot encrypt or may corrupt (the WAL-reset bug)."""
    version = sqlcipher.sqlite_version_info
    sound = (
        version >= (3, 51, 3)
        or (version[:2] == (3, 50) and version >= (3, 50, 7))
        or (version[:2] == (3, 44) and version >= (3, 44, 6))
    )
    memory = sqlcipher.connect(":memory:")
    cipher = memory.execute("PRAGMA cipher_version").fetchall()
    memory.close()
    if not sound or not cipher or not cipher[0][0]:
        raise UserError(
            "Установленная база данных не умеет надёжно шифровать: переустановите программу."
        )


def refuse_plaintext(path: Path) -> None:
    """Raise UserError when the file is an unencrypted SQLite base: it is not ours to open."""
    with readable_errors(), path.open("rb") as file:
        start = file.read(16)
    if start == PLAIN_HEADER:
        raise UserError(
            f"Файл {path.name} не зашифрован, программа с таким не работает: верните свой файл "
            "из резервной копии."
        )


def connect(path: Path, key: bytes, application_id: int) -> CipherDatabase:
    """Open an existing base, fail-closed. The caller's thread owns it from now on.

    Raises UserError when the file is missing, plain, foreign, damaged, held by another window or
    locked with another key.
    """
    assert_engine()
    if len(key) != KEY_BYTES:
        raise UserError("Ключ базы неверной длины: верните keys.json из резервной копии.")
    if not path.exists():
        raise UserError(
            f"В папке данных нет файла {path.name}: восстановите его из резервной копии."
        )
    refuse_plaintext(path)
    wal = path.with_name(path.name + "-wal")
    was_clean = not wal.exists() or wal.stat().st_size == 0
    database = CipherDatabase(path, key)
    with readable_errors():
        database.connect()
    try:
        with readable_errors():
            found = database.execute_sql("PRAGMA application_id").fetchone()[0]
            if found != application_id:
                raise UserError(
                    f"Файл {path.name} не от этой программы: укажите свою папку данных."
                )
            if was_clean:
                _expect_ok(database, "PRAGMA quick_check")
            else:
                _check_after_crash(database)
    except BaseException:
        database.close()
        raise
    return database


def create(path: Path, key: bytes, application_id: int) -> None:
    """Make an empty encrypted base. Written with synchronous=EXTRA and closed before first use:
    otherwise the journal of its creation may come back after a power cut (trust.md § 8)."""
    if path.exists():
        raise UserError(f"Файл {path.name} уже есть: выберите пустую папку.")
    assert_engine()
    connection = sqlcipher.connect(str(path), isolation_level=None)
    try:
        connection.execute("PRAGMA cipher_log_level=NONE").fetchall()
        connection.set_key(b"x'" + key.hex().encode() + b"'")
        connection.execute("PRAGMA synchronous=EXTRA")
        connection.execute(f"PRAGMA application_id={application_id:d}")
        connection.execute("PRAGMA user_version=0")
        connection.execute("CREATE TABLE creation(done INTEGER)")
        connection.execute("DROP TABLE creation")
    finally:
        connection.close()
    with contextlib.suppress(OSError):
        path.chmod(0o600)


def user_version(database: CipherDatabase) -> int:
    """The schema number the file carries."""
    return int(database.execute_sql("PRAGMA user_version").fetchone()[0])


def set_user_version(database: CipherDatabase, number: int) -> None:
    """Mark the file with the schema number it has."""
    database.execute_sql(f"PRAGMA user_version={number:d}")


def foreign_key_check(database: CipherDatabase) -> None:
    """Raise UserError when a row points nowhere."""
    if database.execute_sql("PRAGMA foreign_key_check").fetchall():
        raise UserError(DAMAGED)


def checkpoint(database: CipherDatabase) -> None:
    """Move the write-ahead log into the file and empty it: at rest the log holds nothing."""
    database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def copy_verified(database: CipherDatabase, key: bytes, target: Path) -> None:
    """An encrypted copy of the open base under the same key, checked before it gets its name."""
    partial = target.with_name(target.name + ".partial")
    partial.unlink(missing_ok=True)
    with readable_errors():
        database.execute_sql("VACUUM INTO ?", (str(partial),))
        copy = CipherDatabase(partial, key)
        copy.connect()
        try:
            _expect_ok(copy, "PRAGMA integrity_check")
            checkpoint(copy)
        finally:
            copy.close()
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        partial.replace(target)


@contextlib.contextmanager
def readable_errors() -> Iterator[None]:
    """Turn what the disk and the engine say into one Russian sentence; the rest goes on."""
    try:
        yield
    except (peewee.DatabaseError, sqlcipher.DatabaseError, MemoryError) as error:
        raise _explained(error) from error
    except OSError as error:
        if error.errno in (28, 122):  # no space, quota
            raise UserError(_FULL) from error
        raise UserError(_NO_ACCESS) from error


_NO_ACCESS = (
    "Папка данных не открывается для чтения и записи: проверьте права на неё или выберите другую."
)
_FULL = "На диске кончилось место: освободите хотя бы 500 МБ и повторите, сохранённое раньше цело."


def _explained(error: BaseException) -> Exception:
    text = str(error)
    if "FOREIGN KEY" in text:
        return UserError(
            "Запись, с которой вы работаете, уже удалена или отменена: обновите список."
        )
    if "locked" in text:
        return UserError(
            "Программа с этими данными уже открыта в другом окне: закройте то окно или "
            "перейдите в него."
        )
    if "disk is full" in text or "disk I/O" in text:
        return UserError(_FULL)
    if "readonly" in text or "unable to open" in text:
        return UserError(_NO_ACCESS)
    if "not a database" in text or "malformed" in text or isinstance(error, MemoryError):
        return UserError(DAMAGED)
    return error if isinstance(error, Exception) else RuntimeError(text)


def _expect_ok(database: CipherDatabase, pragma: str) -> None:
    if database.execute_sql(pragma).fetchone() != ("ok",):
        raise UserError(DAMAGED)


def _check_after_crash(database: CipherDatabase) -> None:
    # The log of an unclean stop goes into the file first: pages it repairs look torn otherwise.
    checkpoint(database)
    if database.execute_sql("PRAGMA cipher_integrity_check").fetchall():
        raise UserError(DAMAGED)
    _expect_ok(database, "PRAGMA integrity_check")
    foreign_key_check(database)
