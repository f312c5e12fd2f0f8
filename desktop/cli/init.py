"""poryadok init: make an office from one TOML file."""

import argparse
from pathlib import Path

from desktop import paths
from desktop.cli._command import OK, Command, password
from desktop.errors import UserError
from desktop.operations import setup


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument(
        "file", metavar="ФАЙЛ", help="описание организации, см. examples/office.toml"
    )
    parser.add_argument(
        "--recovery-out", metavar="ФАЙЛ.pdf", help="куда напечатать лист с ключом восстановления"
    )


def run(arguments: argparse.Namespace) -> int:
    """Make it, tell the recovery key once."""
    if arguments.demo:
        raise UserError("init создаёт настоящую организацию: уберите --demo.")
    plan = setup.read_plan(Path(arguments.file))
    folder = paths.data_dir(arguments.data)
    session, recovery = setup.create_from(folder, plan, password("Новый пароль: "))
    print(f"Организация заведена в папке «{folder}». Вход: «{plan.login}».")
    print(f"Ключ восстановления (больше нигде не появится, спрячьте его в сейф): {recovery}")
    try:
        if arguments.recovery_out:
            from desktop.operations import papers

            sheet = papers.recovery_sheet(session, recovery)
            try:
                Path(arguments.recovery_out).write_bytes(sheet)
            except OSError:
                raise UserError(
                    f"Лист «{arguments.recovery_out}» записать нельзя: перепишите ключ с экрана."
                ) from None
    finally:
        session.close()
    return OK


COMMAND = Command("init", "завести организацию по файлу TOML", configure, run)
