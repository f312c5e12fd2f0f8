"""The store: encrypted, fail-closed, exclusive, migrated, verified."""

import shutil
import subprocess
import sys
from pathlib import Path

import make
import pytest
from playhouse.migrations import Runner

from desktop.errors import UserError
from desktop.models import DRAFTS, MAIN, base, chain, sqlcipher
from desktop.models import store as stores
from desktop.operations import access, journal
from desktop.operations._operation import Session
from desktop.security.slots import KeyRing, new_keys

OLD = Path(__file__).parent / "old"


@pytest.fixture
def keys() -> dict[str, bytes]:
    return new_keys()


def keys_of(folder: Path) -> dict[str, bytes]:
    return KeyRing.load(folder).unlock(make.SECRETARY, make.PASSWORD)[1]


def test_no_name_or_phone_can_be_read_in_any_file(folder: Path) -> None:
    """Canaries: what the office holds in every field stands in no file in the clear."""
    canaries = [
        text.encode(encoding)
        for text in ("Морозов", "Мамедов", "Лаптева", "9161234567", "Ручеёк", "Ромашка")
        for encoding in ("utf-8", "utf-16-le", "cp1251")
    ]
    for path in folder.rglob("*"):
        if path.is_file() and path.name not in ("keys.json", "keys.json.1"):
            content = path.read_bytes()
            assert not [c for c in canaries if c in content], path.name
            assert not content.startswith(sqlcipher.PLAIN_HEADER)


def test_the_write_ahead_log_is_empty_at_rest(office: Session, folder: Path) -> None:
    make.employee(office, "Синицына Зоя Львовна", "логопед", None)
    for name in ("main", "drafts"):
        wal = folder / f"{name}.db-wal"
        assert not wal.exists() or wal.stat().st_size == 0


def test_pragmas_are_what_the_threat_model_asks(office: Session) -> None:
    database = office.store.main
    assert database is not None

    def ask(pragma: str) -> object:
        return database.execute_sql(f"PRAGMA {pragma}").fetchone()[0]

    assert ask("journal_mode") == "wal"
    assert ask("synchronous") == 2
    assert ask("locking_mode") == "exclusive"
    for pragma in ("foreign_keys", "recursive_triggers", "secure_delete", "cell_size_check"):
        assert ask(pragma) == 1, pragma
    assert ask("trusted_schema") == 0


def test_a_wrong_key_opens_nothing(folder: Path) -> None:
    before = (folder / "main.db").read_bytes()
    with pytest.raises(UserError):
        stores.open_store(folder, new_keys())
    assert (folder / "main.db").read_bytes() == before


@pytest.mark.parametrize("key", [b"", b"0" * 32, b"0" * 47])
def test_a_key_of_another_length_is_refused(folder: Path, key: bytes) -> None:
    with pytest.raises(UserError, match="длины"):
        stores.open_store(folder, {"drafts": key})


def test_a_plain_sqlite_file_is_refused_and_untouched(folder: Path) -> None:
    import sqlite3

    plain = sqlite3.connect(folder / "plain.db")
    plain.execute("create table t(a)")
    plain.commit()
    plain.close()
    (folder / "plain.db").replace(folder / "main.db")
    before = (folder / "main.db").read_bytes()
    with pytest.raises(UserError, match="не зашифрован"):
        stores.open_store(folder, keys_of(folder))
    assert (folder / "main.db").read_bytes() == before


def test_a_foreign_encrypted_base_is_refused(folder: Path) -> None:
    keys = keys_of(folder)
    (folder / "main.db").unlink()
    sqlcipher.create(folder / "main.db", keys["main"], 0x1234)
    with pytest.raises(UserError, match="не от этой программы"):
        stores.open_store(folder, keys)


def test_a_missing_base_is_named(folder: Path) -> None:
    (folder / "main.db").unlink()
    with pytest.raises(UserError, match=r"main\.db"):
        access.sign_in(folder, make.SECRETARY, make.PASSWORD)


def test_every_flipped_bit_is_noticed(folder: Path) -> None:
    """Encryption is the checksum too: no altered page is read as data (trust.md, decision 2)."""
    keys = keys_of(folder)
    path = folder / "main.db"
    whole = path.read_bytes()
    step = max(1, len(whole) // 60)
    noticed = 0
    for place in range(100, len(whole), step):
        altered = bytearray(whole)
        altered[place] ^= 0x10
        path.write_bytes(bytes(altered))
        try:
            store = stores.open_store(folder, keys)
        except UserError:
            noticed += 1
            continue
        try:
            assert store.main is not None
            assert store.main.execute_sql("PRAGMA cipher_integrity_check").fetchall(), place
            noticed += 1
        finally:
            store.main.close() if store.main else None
            store.drafts.close()
    assert noticed == len(range(100, len(whole), step))


def test_a_second_program_is_refused_and_told(office: Session, folder: Path) -> None:
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from desktop.errors import UserError\n"
        "from desktop.operations import access\n"
        "try:\n"
        "    access.sign_in(Path(sys.argv[1]), sys.argv[2], sys.argv[3])\n"
        "except UserError as error:\n"
        "    sys.stdout.reconfigure(encoding='utf-8')\n"
        "    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder), make.SECRETARY, make.PASSWORD],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        cwd=Path(__file__).resolve().parents[2],
        check=True,
    )
    assert "уже открыта в другом окне" in done.stdout


def test_a_killed_program_loses_nothing_it_had_saved(folder: Path) -> None:
    """kill -9 in the middle of work: every saved employee is there, the chain is whole."""
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "sys.path.insert(0, sys.argv[4])\n"
        "import make\n"
        "from desktop.operations import access\n"
        "s = access.sign_in(Path(sys.argv[1]), sys.argv[2], sys.argv[3])\n"
        "for n in range(10000):\n"
        "    make.employee(s, f'Номеров Номер Номерович{n}', 'сторож', None)\n"
        "    print(n, flush=True)\n"
    )
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            script,
            str(folder),
            make.SECRETARY,
            make.PASSWORD,
            str(Path(make.__file__).parent),
        ],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert process.stdout is not None
    told = -1
    while told < 15:
        told = int(process.stdout.readline())
    process.kill()
    rest = process.stdout.read().split()
    process.stdout.close()
    process.wait()
    told = max([told, *map(int, rest)])
    session = access.sign_in(folder, make.SECRETARY, make.PASSWORD)
    try:
        from desktop.operations import staff

        saved = [r for r in staff.employees(session) if r.name.last == "Номеров"]
        assert len(saved) >= told + 1
        assert all(v.is_sound for _, v in journal.verify(session))
    finally:
        session.close()


# ---- migrations -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["main", "drafts"])
def test_migrations_give_the_schema_of_the_models(
    tmp_path: Path, keys: dict[str, bytes], name: str
) -> None:
    store = stores.create_store(tmp_path / "migrated", keys)
    migrated = store.main if name == "main" else store.drafts
    assert migrated is not None
    told = schema(migrated)
    store.close()
    path = tmp_path / "modelled.db"
    sqlcipher.create(path, keys["main"], 1)
    modelled = sqlcipher.connect(path, keys["main"], 1)
    models = MAIN if name == "main" else DRAFTS
    with modelled.bind_ctx(models):
        modelled.create_tables(models)
        assert told == schema(modelled)
    modelled.close()


def schema(database: sqlcipher.CipherDatabase) -> dict[str, object]:
    """table → its columns, indexes and foreign keys as the engine tells them."""
    found: dict[str, object] = {}
    for table in database.get_tables():
        if table == "schema_migration":
            continue
        info = sorted(database.execute_sql(f'PRAGMA table_info("{table}")').fetchall())
        columns = sorted(row[1:] for row in info)
        keys = sorted(
            row[2:] for row in database.execute_sql(f'PRAGMA foreign_key_list("{table}")')
        )
        indexes = sorted(
            (
                row[2],
                tuple(
                    c[2] for c in database.execute_sql(f'PRAGMA index_info("{row[1]}")').fetchall()
                ),
            )
            for row in database.execute_sql(f'PRAGMA index_list("{table}")').fetchall()
        )
        found[table] = (columns, keys, indexes)
    return found


def releases() -> list[str]:
    return sorted({p.name.split("-")[0] for p in OLD.glob("*.sql")})


def test_the_museum_has_a_base_of_every_schema() -> None:
    newest = max(int(p.name[:4]) for p in (stores.MIGRATIONS / "main").glob("[0-9]*.py"))
    numbers = {int(p.stem.split("-")[-1]) for p in OLD.glob("*-main-*.sql")}
    assert numbers == set(range(1, newest + 1))


@pytest.mark.parametrize("release", releases())
def test_every_old_base_opens_with_its_people(
    tmp_path: Path, keys: dict[str, bytes], release: str
) -> None:
    for dump in OLD.glob(f"{release}-*.sql"):
        name = dump.stem.split("-")[1]
        path = tmp_path / f"{name}.db"
        sqlcipher.create(path, keys[name], stores.APPLICATION_IDS[name])
        database = sqlcipher.connect(path, keys[name], stores.APPLICATION_IDS[name])
        connection = database.connection()
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.executescript(dump.read_text(encoding="utf-8"))
        sqlcipher.checkpoint(database)
        database.close()
        for head in OLD.glob(f"{release}-{name}.head"):
            shutil.copy(head, tmp_path / f"{name}.head")
    store = stores.open_store(tmp_path, keys)
    try:
        from desktop.models import AuditEntry, Child

        assert {c.last for c in Child.select()} >= {"Морозов", "Мамедов"}
        assert chain.verify(AuditEntry, store.anchor_path("main")).is_sound
    finally:
        store.close()


def test_a_newer_file_is_refused_and_untouched(folder: Path) -> None:
    keys = keys_of(folder)
    store = stores.open_store(folder, keys)
    assert store.main is not None
    store.main.execute_sql("INSERT INTO schema_migration(name, applied) VALUES('9999_x', '2030')")
    store.close()
    before = (folder / "main.db").read_bytes()
    with pytest.raises(UserError, match="более новой версией"):
        stores.open_store(folder, keys)
    assert (folder / "main.db").read_bytes() == before


NEXT = (
    "from peewee import TextField\n\n\n"
    "def up(migrator, db):\n"
    "    migrator.migrate(migrator.add_column('child', 'nickname', TextField(default='')))\n"
)


def test_a_migration_backs_up_first_and_keeps_every_row(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrations = tmp_path / "migrations"
    shutil.copytree(stores.MIGRATIONS, migrations)
    (migrations / "main" / "0002_nickname.py").write_text(NEXT, encoding="utf-8")
    monkeypatch.setattr(stores, "MIGRATIONS", migrations)
    keys = keys_of(folder)
    store = stores.open_store(folder, keys)
    assert store.main is not None
    columns = [c.name for c in store.main.get_columns("child")]
    rows = store.main.execute_sql("SELECT count(*) FROM child").fetchone()[0]
    links = store.main.execute_sql("SELECT count(*) FROM guardianship").fetchone()[0]
    store.close()
    assert "nickname" in columns
    assert (rows, links) == (6, 4)
    (backup,) = (folder / "backups").glob("main-before-0002_nickname-*.db")
    copy = sqlcipher.connect(backup, keys["main"], stores.APPLICATION_IDS["main"])
    assert "nickname" not in [c.name for c in copy.get_columns("child")]
    assert copy.execute_sql("SELECT count(*) FROM child").fetchone()[0] == 6
    copy.close()


def test_a_failed_migration_leaves_the_base_as_it_was(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrations = tmp_path / "migrations"
    shutil.copytree(stores.MIGRATIONS, migrations)
    broken = NEXT + "    db.execute_sql('DELETE FROM child')\n    raise RuntimeError('half-way')\n"
    (migrations / "main" / "0002_broken.py").write_text(broken, encoding="utf-8")
    keys = keys_of(folder)
    with monkeypatch.context() as patch:
        patch.setattr(stores, "MIGRATIONS", migrations)
        with pytest.raises(RuntimeError, match="half-way"):
            stores.open_store(folder, keys)
    store = stores.open_store(folder, keys)
    assert store.main is not None
    assert "nickname" not in [c.name for c in store.main.get_columns("child")]
    assert store.main.execute_sql("SELECT count(*) FROM child").fetchone()[0] == 6
    assert [m.name for m in Runner(store.main, str(stores.MIGRATIONS / "main")).status()] == [
        "0001_initial"
    ]
    store.close()


def test_proxies_are_empty_when_nothing_is_open(folder: Path) -> None:
    stores.open_store(folder, keys_of(folder)).close()
    assert base.main.obj is None
    assert base.drafts.obj is None


def test_a_full_disk_is_told_as_such() -> None:
    with pytest.raises(UserError, match="кончилось место"), sqlcipher.readable_errors():
        raise OSError(28, "No space left on device")


def test_what_cannot_be_read_is_told_as_such(folder: Path) -> None:
    (folder / "main.db").unlink()
    (folder / "main.db").mkdir()
    with pytest.raises(UserError, match="проверьте права"):
        access.sign_in(folder, make.SECRETARY, make.PASSWORD)
