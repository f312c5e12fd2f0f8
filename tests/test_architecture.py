"""Arrows point down: what each package must never import, and other rules of the house."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DESKTOP = ROOT / "desktop"

QT, PDF = ("PySide6", "shiboken6"), ("reportlab", "pypdfium2")
BASE = ("peewee", "playhouse", "sqlcipher3")
OURS = ("desktop.models", "desktop.operations", "desktop.documents", "desktop.ui", "desktop.cli")
FORBIDDEN: dict[str, tuple[str, ...]] = {
    "russian": (*QT, *PDF, *BASE, *OURS, "desktop.rules", "desktop.importing", "desktop.reference"),
    "reference": (*QT, *PDF, *BASE, *OURS, "desktop.rules", "desktop.importing"),
    "security": (*QT, *PDF, *BASE, *OURS, "desktop.rules", "desktop.importing"),
    "rules": (*QT, *PDF, *BASE, *OURS, "desktop.importing", "desktop.security"),
    "importing": (*QT, *PDF, *BASE, *OURS, "desktop.rules", "desktop.security"),
    "models": (*QT, *PDF, *OURS[1:], "desktop.rules", "desktop.importing", "desktop.reference"),
    "documents": (*QT, *BASE, *OURS[1:2], *OURS[3:], "desktop.rules", "desktop.importing"),
    "operations": (*QT, "reportlab", "desktop.ui", "desktop.cli"),
    "cli": (*BASE, "reportlab", "desktop.models"),
    "ui": (*BASE, "reportlab", "desktop.models"),
}
NETWORK = ("socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "requests", "asyncio")
# One file prints the windows for `tour`; the rest of the command line knows no Qt.
CLI_WITH_QT = {"tour.py", "screenshots.py", "self_check.py"}


def imports(path: Path) -> list[tuple[int, str]]:
    """(line, dotted name) of every import of a file, inside functions too."""
    found: list[tuple[int, str]] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.extend((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append((node.lineno, node.module))
            found.extend((node.lineno, f"{node.module}.{a.name}") for a in node.names)
    return found


def breaches(path: Path, forbidden: tuple[str, ...]) -> list[str]:
    """Imports of the file that lie in a forbidden package."""
    return [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for line, name in imports(path)
        if any(name == package or name.startswith(f"{package}.") for package in forbidden)
    ]


def sources(package: str) -> list[Path]:
    return sorted((DESKTOP / package).rglob("*.py"))


@pytest.mark.parametrize("package", sorted(FORBIDDEN))
def test_arrows_point_down(package: str) -> None:
    found = [b for path in sources(package) for b in breaches(path, FORBIDDEN[package])]
    assert not found, "\n".join(found)


def test_the_guard_sees_a_planted_breach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text("def f():\n    from peewee import Model\n", encoding="utf-8")
    monkeypatch.setattr("test_architecture.ROOT", tmp_path)
    assert len(breaches(planted, ("peewee",))) >= 1


def test_migrations_know_nothing_of_ours() -> None:
    files = sorted((DESKTOP / "models" / "migrations").rglob("*.py"))
    assert files
    found = [b for path in files for b in breaches(path, ("desktop",))]
    assert not found, "\n".join(found)


def test_command_line_opens_no_window() -> None:
    found = [
        b for path in sources("cli") if path.name not in CLI_WITH_QT for b in breaches(path, QT)
    ]
    assert not found, "\n".join(found)


def test_no_network_code_anywhere() -> None:
    found = [b for path in sorted(DESKTOP.rglob("*.py")) for b in breaches(path, NETWORK)] + [
        f"{path.relative_to(ROOT)} uses QtNetwork"
        for path in sorted(DESKTOP.rglob("*.py"))
        if "QtNetwork" in path.read_text(encoding="utf-8")
    ]
    assert not found, "\n".join(found)


def test_one_screen_does_not_know_another() -> None:
    found = []
    for path in sources("ui/screens"):
        if path.name != "__init__.py":
            found += breaches(path, ("desktop.ui.screens",))
    assert not found, "\n".join(found)


def test_message_boxes_live_in_one_place() -> None:
    boxes = ("QMessageBox", "QFileDialog", "QInputDialog", "QPrintDialog")
    found = [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path in sources("ui")
        if path.name != "ask.py"
        for line, name in imports(path)
        if name.endswith(boxes)
    ]
    assert not found, "\n".join(found)


def test_threads_live_in_one_place() -> None:
    allowed = {"jobs.py", "crash.py"}
    found = [
        b
        for path in sources("ui")
        if path.name not in allowed
        for b in breaches(path, ("threading", "concurrent", "multiprocessing"))
    ]
    assert not found, "\n".join(found)


def test_no_silent_broad_except() -> None:
    """Only the last line of defence (crash.py) and the reading child may catch everything."""
    allowed = {"crash.py", "_child.py"}
    found = []
    for path in sorted(DESKTOP.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler) and path.name not in allowed:
                names = ast.unparse(node.type) if node.type else ""
                reraises = any(isinstance(inner, ast.Raise) for inner in ast.walk(node))
                if names in ("", "Exception", "BaseException") and not reraises:
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno} except {names}")
    assert not found, "\n".join(found)


def test_the_repository_names_no_paths_of_a_machine() -> None:
    texts = [
        p
        for pattern in ("desktop/**/*.py", "*.md", "docs/*.md", "run.py", "resources/**/*.toml")
        for p in ROOT.glob(pattern)
    ]
    found = [str(p) for p in texts if "/work/" in p.read_text(encoding="utf-8")]
    assert not found
