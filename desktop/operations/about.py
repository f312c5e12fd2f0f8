"""What this copy of the program is made of, for «О программе» and the self-check."""

from sqlcipher3 import dbapi2

from desktop.models import sqlcipher


def engine() -> str:
    """«SQLite 3.53.4, SQLCipher 4.19.0 community». Raises UserError when it cannot be trusted."""
    sqlcipher.assert_engine()
    memory = dbapi2.connect(":memory:")
    try:
        cipher = memory.execute("PRAGMA cipher_version").fetchone()[0]
    finally:
        memory.close()
    return f"SQLite {dbapi2.sqlite_version}, SQLCipher {cipher}"
