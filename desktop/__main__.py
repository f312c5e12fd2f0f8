"""The entrance: puts the parts together. `poryadok` opens the window, `poryadok WORD …` works
without one."""

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.errors import UserError

if TYPE_CHECKING:
    from desktop.cli._command import Command

IMPORT_CHILD = "--import-child"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command or the window; returns the exit code. Arguments default to the process's."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == [IMPORT_CHILD]:  # the frozen program starts itself to read a foreign file
        from desktop.importing._child import main as read_in_child

        return read_in_child()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if "--self-check" in arguments:  # so that the built program is asked the way it is started
        arguments = ["self-check", *(a for a in arguments if a != "--self-check")]
    return _run(arguments)


def _run(arguments: list[str]) -> int:
    import desktop.cli
    from desktop.registry import collect

    commands = collect(desktop.cli, "COMMAND")
    parser = _parser(commands)
    chosen = parser.parse_args(arguments)
    try:
        if chosen.command is None:
            from desktop.ui.app import run_window

            return int(run_window(data=chosen.data, demo=chosen.demo))
        return int(commands[chosen.command].run(chosen))
    except UserError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except BrokenPipeError:
        return 0


def _parser(commands: "dict[str, Command]") -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="poryadok",
        description="«Порядок»: чаты с родителями, согласия, приказы и проверка сообщений. "
        "Без команды открывает окно программы.",
    )
    _common(parser, suppress=False)
    words = parser.add_subparsers(dest="command", metavar="КОМАНДА", title="команды")
    for ident, command in commands.items():
        sub = words.add_parser(ident, help=command.help, description=command.help)
        _common(sub, suppress=True)
        command.configure(sub)
    return parser


def _common(parser: argparse.ArgumentParser, suppress: bool) -> None:
    default = argparse.SUPPRESS if suppress else None
    parser.add_argument(
        "--data", metavar="ПАПКА", default=default, help="папка с данными (иначе PORYADOK_DATA)"
    )
    parser.add_argument(
        "--user", metavar="ИМЯ", default=default, help="имя входа (иначе первый секретарь)"
    )
    parser.add_argument(
        "--demo",
        action="store_true",
        default=argparse.SUPPRESS if suppress else False,
        help="работать на примере: вымышленная организация, всё исчезнет после выхода",
    )


if __name__ == "__main__":
    sys.exit(main())
