"""The pinned requirements: whole, hashed, equal among themselves and to pyproject.toml."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "requirements"
PINNED = ["runtime.txt", "runtime-glibc228.txt", "test.txt", "build.txt"]
ONLY_FOR_QT = {"pyside6-essentials", "shiboken6"}


def entries(name: str) -> list[str]:
    """The lines of a pinned file, joined where they are continued, without comments."""
    lines = (FOLDER / name).read_text("utf-8").replace("\\\n", " ").splitlines()
    return [line for line in lines if line.strip() and not line.strip().startswith("#")]


def pins(name: str) -> dict[str, Requirement]:
    """The requirements of a pinned file by canonical name."""
    found = [Requirement(re.sub(r"\s--hash=\S+", "", line)) for line in entries(name)]
    return {canonicalize_name(one.name): one for one in found}


def version(requirement: Requirement) -> str:
    """The one version a pinned requirement allows."""
    (only,) = requirement.specifier
    assert only.operator == "=="
    return only.version


@pytest.mark.parametrize("name", PINNED)
def test_every_line_is_pinned_and_hashed(name: str) -> None:
    lines = entries(name)
    assert lines
    for line in lines:
        assert re.match(r"[a-z0-9-]+==\S+ ", line), line
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", line), line


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.name)
def test_no_address_and_plain_ascii(path: Path) -> None:
    text = path.read_bytes().decode("ascii")  # pip on Windows reads these files as cp1251
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text


def test_runtime_meets_pyproject() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pinned = pins("runtime.txt")
    for line in project["dependencies"]:
        asked = Requirement(line)
        assert version(pinned[canonicalize_name(asked.name)]) in asked.specifier, line


def test_runtime_asks_for_what_pyproject_asks() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = (FOLDER / "runtime.in").read_text("utf-8").splitlines()
    asked = {str(Requirement(line)) for line in lines if line and not line.startswith("#")}
    wanted = {str(Requirement(line)) for line in project["dependencies"]}
    assert {one for one in asked if not one.startswith("rl_accel")} == wanted


def test_qt_is_below_the_version_that_aborts() -> None:
    for name in ("runtime.txt", "runtime-glibc228.txt"):
        assert tuple(map(int, version(pins(name)["pyside6-essentials"]).split("."))) < (6, 12)


def test_files_agree() -> None:
    new, old = pins("runtime.txt"), pins("runtime-glibc228.txt")
    assert new.keys() == old.keys()
    assert {name for name in new if version(new[name]) != version(old[name])} == ONLY_FOR_QT
    for name in ("test.txt", "build.txt"):
        for package, requirement in pins(name).items():
            if package in new:
                assert version(requirement) == version(new[package])
    testing, building = pins("test.txt"), pins("build.txt")
    for package in testing.keys() & building.keys():
        assert version(testing[package]) == version(building[package])


def test_windows_gets_colorama() -> None:
    """pytest needs it there, and hashes demand that every need be listed."""
    marker = pins("test.txt")["colorama"].marker
    assert marker is not None
    assert marker.evaluate({"sys_platform": "win32"})
    assert not marker.evaluate({"sys_platform": "linux"})
