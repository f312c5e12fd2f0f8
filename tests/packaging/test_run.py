"""run.py and what it stands on: the two commands a newcomer types."""

import ast
import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from launch.environment import (
    LOG,
    STAMP,
    digest,
    only_one,
    read_stamp,
    runtime_file,
    try_lock,
    why_pip_failed,
    write_stamp,
)
from launch.interpreter import unfit_python, use_fit_python, version_of
from launch.libraries import (
    install_line,
    libraries,
    missing_libraries,
    not_found,
    packages_for,
    system_family,
)
from launch.place import can_write, environment_folder, on_network, python_in
from launch.screen import has_screen

ROOT = Path(__file__).resolve().parents[2]
TABLE = libraries((ROOT / "requirements" / "qt-libraries.txt").read_text("utf-8"))
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="about Linux only")


# --- Python ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", [ROOT / "run.py", *sorted((ROOT / "launch").glob("*.py"))], ids=lambda path: path.name
)
def test_an_old_python_can_read_it(path: Path) -> None:
    ast.parse(path.read_text("utf-8"), feature_version=(3, 7))


@pytest.mark.parametrize(
    ("version", "bits", "said"),
    [
        ((3, 10, 9), 64, "запущен 3.10"),
        ((3, 15, 0), 64, "запущен 3.15"),
        ((3, 12, 1), 32, "32-разрядный"),
    ],
)
def test_unfit_python_is_named(version: tuple[int, ...], bits: int, said: str) -> None:
    reason = unfit_python(version, bits)
    assert reason is not None
    assert said in reason
    assert "3.11–3.14" in reason


@pytest.mark.parametrize("minor", [11, 12, 13, 14])
def test_fit_python_passes(minor: int) -> None:
    assert unfit_python((3, minor, 0), 64) is None


def test_the_python_of_these_tests_goes_on() -> None:
    use_fit_python(ROOT / "run.py", [])


def test_version_of_a_file_that_is_no_python(tmp_path: Path) -> None:
    broken = tmp_path / "python"
    broken.write_bytes(b"\x00\x01")
    assert version_of(broken) == ""
    assert version_of(tmp_path / "absent") == ""
    assert version_of(Path(sys.executable)) == ".".join(map(str, sys.version_info[:3]))


# --- where the environment lies -------------------------------------------------------------------

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
//server/share /mnt/Общая\\040папка cifs rw 0 0
/dev/sdb1 /mnt/Общая\\040папка/диск ext4 rw 0 0
broken line
"""


@LINUX
@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("/home/user/program", False),
        ("/mnt/Общая папка", True),
        ("/mnt/Общая папка/программа", True),
        ("/mnt/Общая папка/диск/программа", False),
        ("/mnt/Общая папка 2", False),
    ],
)
def test_network_drive(folder: str, expected: bool) -> None:
    assert on_network(Path(folder), MOUNTS) is expected


def test_environment_lies_beside(tmp_path: Path) -> None:
    assert environment_folder(tmp_path, os.environ, "") == tmp_path / ".venv"


@LINUX
def test_environment_of_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    unwritable = Path("/proc/1")  # refuses new files even to root
    assert not can_write(unwritable)
    environ = {"XDG_CACHE_HOME": str(tmp_path)}
    venv = environment_folder(unwritable, environ, "")
    assert venv.parent == tmp_path / "poryadok"
    assert venv != environment_folder(Path("/proc/2"), environ, "")


@LINUX
def test_environment_of_a_network_folder(tmp_path: Path) -> None:
    mounts = f"//server/share {tmp_path} nfs4 rw 0 0\n"
    venv = environment_folder(tmp_path, {"XDG_CACHE_HOME": "/cache"}, mounts)
    assert venv.parent == Path("/cache/poryadok")


# --- stamp and lock -------------------------------------------------------------------------------


def test_stamp_comes_back(tmp_path: Path) -> None:
    write_stamp(tmp_path, {"python": "3.12.1", "runtime.txt": "abc"})
    assert read_stamp(tmp_path) == {"python": "3.12.1", "runtime.txt": "abc"}
    assert [path.name for path in tmp_path.iterdir()] == [STAMP]


def test_stamp_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    assert read_stamp(tmp_path) == {}
    (tmp_path / STAMP).write_bytes(b"\xff\xfe\x00")
    assert read_stamp(tmp_path) == {}


def test_digest_ignores_line_ends(tmp_path: Path) -> None:
    lf, crlf, other = (tmp_path / name for name in ("lf", "crlf", "other"))
    lf.write_bytes(b"a==1\nb==2\n")
    crlf.write_bytes(b"a==1\r\nb==2\r\n")
    other.write_bytes(b"a==1\nb==3\n")
    assert digest(lf) == digest(crlf) != digest(other)


def test_second_start_waits(tmp_path: Path) -> None:
    with only_one(tmp_path):
        names = list(tmp_path.iterdir())
        assert len(names) == 1
        with names[0].open("ab") as again:
            assert not try_lock(again.fileno())
    with names[0].open("ab") as free:
        assert try_lock(free.fileno())


# --- libraries of the system ----------------------------------------------------------------------

LDD = """\
/venv/platforms/libqxcb.so:
\tlinux-vdso.so.1 (0x00007ffd)
\tlibxcb-cursor.so.0 => not found
\tlibGL.so.1 => /lib/x86_64-linux-gnu/libGL.so.1 (0x00007f)
\tlibxcb-icccm.so.4 => not found
/venv/platforms/libqoffscreen.so:
\tlibxcb-cursor.so.0 => not found
"""


def test_what_ldd_did_not_find() -> None:
    assert not_found(LDD) == {"libxcb-cursor.so.0", "libxcb-icccm.so.4"}


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ('ID=debian\nVERSION_ID="12"\n', "debian"),
        ('NAME="Astra Linux"\nID=astra\nID_LIKE=debian\n', "debian"),
        ('ID=linuxmint\nID_LIKE="ubuntu debian"\n', "debian"),
        ('NAME="ALT Workstation"\nID=altlinux\nVERSION_ID=11.0\n', "alt"),
        ('NAME="RED OS"\nID="redos"\nID_LIKE="rhel centos fedora"\n', "redos"),
        ("ID=nixos\n", ""),
        ("", ""),
    ],
)
def test_family_of_the_system(text: str, family: str) -> None:
    assert system_family(text) == family


@pytest.mark.parametrize(
    ("family", "packages", "begins"),
    [
        ("debian", ["libcups2", "libxcb-icccm4"], "sudo apt-get update && sudo apt-get install"),
        ("alt", ["libcups", "libxcbutil-icccm"], "su -c 'apt-get update && apt-get install"),
        ("redos", ["cups-libs", "xcb-util-wm"], "sudo dnf install"),
    ],
)
def test_line_to_type(family: str, packages: list[str], begins: str) -> None:
    found = packages_for(family, ["libxcb-icccm.so.4", "libcups.so.2"], TABLE)
    assert found == packages
    line = install_line(family, found)
    assert line.startswith(begins)
    assert " ".join(packages) in line


def test_one_package_of_two_libraries_is_named_once() -> None:
    two = ["libglib-2.0.so.0", "libgthread-2.0.so.0"]
    assert packages_for("debian", two, TABLE) == ["libglib2.0-0"]


def test_unknown_library_names_itself() -> None:
    assert packages_for("redos", ["libnew.so.9"], TABLE) == ["libnew.so.9"]


def test_table_is_whole() -> None:
    assert len({row.name for row in TABLE}) == len(TABLE)
    assert {row.need for row in TABLE} == {"base", "window", "print"}


@LINUX
def test_qt_here_asks_only_for_libraries_of_the_table() -> None:
    assert missing_libraries(Path(sys.executable)) <= {row.name for row in TABLE}


# --- the screen -----------------------------------------------------------------------------------


@LINUX
@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, False),
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
        ({"DISPLAY": "absent-host.invalid:77"}, False),
        ({"WAYLAND_DISPLAY": "wayland-77", "XDG_RUNTIME_DIR": "/absent"}, False),
    ],
)
def test_screen(environ: Mapping[str, str], expected: bool) -> None:
    assert has_screen(environ) is expected


# --- C library, failures of pip -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("libc", "name"),
    [
        (("glibc", "2.28"), "runtime-glibc228.txt"),
        (("glibc", "2.33"), "runtime-glibc228.txt"),
        (("glibc", "2.34"), "runtime.txt"),
        (("glibc", "2.41"), "runtime.txt"),
        (("", ""), "runtime.txt"),
    ],
)
def test_requirements_for_the_c_library(libc: tuple[str, str], name: str) -> None:
    assert runtime_file(libc) == name
    assert (ROOT / "requirements" / name).is_file()


@pytest.mark.parametrize(
    ("words", "wheels", "said"),
    [
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM …", None, "контрольной суммой"),
        ("OSError: [Errno 28] No space left on device", None, "кончилось место"),
        ("ERROR: Could not find a version", Path("w"), "В папке w нет нужной библиотеки"),
        ("ERROR: Could not find a version", None, "проверьте интернет"),
    ],
)
def test_reason_of_a_failed_installation(words: str, wheels: Path | None, said: str) -> None:
    text = why_pip_failed(f"Collecting x\n{words}\n", Path("install.log"), wheels)
    assert said in text
    assert words in text


# --- the whole way, in a folder with spaces and Cyrillic ------------------------------------------


class Newcomer(NamedTuple):
    """A copy of the launcher with an invented library and an invented program to start."""

    folder: Path
    wheels: Path

    def run(self, *arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
        hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PYTHONPATH", "PYTHONSAFEPATH"}
        environ = {name: value for name, value in os.environ.items() if name not in hidden}
        environ |= {"PYTHONUTF8": "1", **variables}
        elsewhere = self.folder.parent / "другая папка"
        elsewhere.mkdir(exist_ok=True)
        return subprocess.run(
            [sys.executable, str(self.folder / "run.py"), *arguments],
            capture_output=True,
            encoding="utf-8",
            cwd=elsewhere,
            env=environ,
            timeout=100,
        )


PROGRAM = """\
import os, sys
import PySide6.QtWidgets
print("program", PySide6.QtWidgets.WORD, sys.argv[1:], os.environ.get("QT_QPA_PLATFORM"))
sys.exit(7 if "seven" in sys.argv else 0)
"""


def make_wheel(folder: Path, word: str) -> str:
    """Writes a wheel that looks like PySide6 to the launcher; a line of requirements comes back."""
    info = "invented_qt-1.0.dist-info"
    files = {
        "PySide6/__init__.py": "",
        "PySide6/QtWidgets.py": f"WORD = {word!r}\n",
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: invented-qt\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = ""
    for name, text in files.items():
        code = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode()
        record += f"{name},sha256={code.rstrip('=')},{len(text.encode())}\n"
    files[f"{info}/RECORD"] = record + f"{info}/RECORD,,\n"
    wheel = folder / "invented_qt-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return f"invented-qt==1.0 --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"


def pin(newcomer: Newcomer, word: str) -> None:
    """Makes the invented library say another word and pins it in both requirement files."""
    line = make_wheel(newcomer.wheels, word)
    for name in ("runtime.txt", "runtime-glibc228.txt"):
        (newcomer.folder / "requirements" / name).write_text(line, encoding="utf-8")


@pytest.fixture
def newcomer(tmp_path: Path) -> Newcomer:
    folder = tmp_path / "Порядок для детского сада № 5"
    (folder / "requirements").mkdir(parents=True)
    shutil.copy(ROOT / "run.py", folder)
    shutil.copytree(ROOT / "launch", folder / "launch")
    shutil.copy(ROOT / "requirements" / "qt-libraries.txt", folder / "requirements")
    (folder / "desktop").mkdir()
    (folder / "desktop" / "__main__.py").write_text(PROGRAM, encoding="utf-8")
    wheels = tmp_path / "папка с файлами"
    wheels.mkdir()
    made = Newcomer(folder, wheels)
    pin(made, "one")
    return made


@pytest.mark.timeout(300)
def test_from_nothing_to_the_running_program(newcomer: Newcomer) -> None:
    wheels = ("--wheels", str(newcomer.wheels))

    first = newcomer.run(*wheels, "check", "файл с пробелом", "seven")
    assert first.returncode == 7, first.stderr
    assert "program one ['check', 'файл с пробелом', 'seven'] None" in first.stdout
    assert "Готовлю среду" in first.stdout

    (newcomer.folder.parent / "другая папка" / "random.py").write_text("1/0\n", encoding="utf-8")
    second = newcomer.run("check", PYTHONSAFEPATH="1")  # neither the wheels nor the net are asked
    assert (second.returncode, second.stderr) == (0, "")
    assert second.stdout.splitlines() == ["program one ['check'] None"]

    pin(newcomer, "two")
    renewed = newcomer.run(*wheels, "check")
    assert "program two ['check']" in renewed.stdout, renewed.stderr

    python = python_in(newcomer.folder / ".venv")
    python.unlink()
    python.write_text("no python any more", encoding="utf-8")
    mended = newcomer.run(*wheels, "check")
    assert "Готовлю среду" in mended.stdout
    assert "program two ['check']" in mended.stdout, mended.stderr

    if sys.platform.startswith("linux"):
        tour = newcomer.run()
        out = newcomer.folder.parent / "другая папка" / "poryadok-tour"
        assert "Экрана нет" in tour.stdout, tour.stderr
        assert f"program two {['--demo', 'tour', '--out', str(out)]} offscreen" in tour.stdout
        assert tour.stdout.splitlines()[-1].strip() == str(out)
        shown = newcomer.run(QT_QPA_PLATFORM="vnc")
        assert shown.stdout.splitlines() == ["program two [] vnc"]


@pytest.mark.timeout(300)
def test_a_changed_file_is_not_installed(newcomer: Newcomer) -> None:
    make_wheel(newcomer.wheels, "planted")
    refused = newcomer.run("--wheels", str(newcomer.wheels), "check")
    assert refused.returncode == 100
    assert "контрольной суммой" in refused.stderr
    assert "program" not in refused.stdout
    venv = newcomer.folder / ".venv"
    assert read_stamp(venv) == {}
    assert "HASHES" in (venv / LOG).read_text("utf-8")


def test_wheels_without_a_folder(newcomer: Newcomer) -> None:
    refused = newcomer.run("--wheels")
    assert refused.returncode == 100
    assert "укажите папку" in refused.stderr
