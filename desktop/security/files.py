"""Replaces a small file so that a power cut leaves either the old or the new one, never neither."""

import contextlib
import os
from pathlib import Path


def write_atomically(path: Path, content: bytes, keep_previous: bool = True) -> None:
    """Write `content` to a neighbour, flush it, rename it over `path`, flush the folder.

    The previous version stays beside it as `<name>.1`, or is gone for good when it must not come
    back (`keep_previous` False). The order of the steps was measured in
    trust.md § 3: any shorter one loses the file in simulated power cuts.
    Raises OSError as it comes; `path` is then unchanged.
    """
    partial = path.with_name(path.name + ".partial")
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    previous = path.with_name(path.name + ".1")
    if not keep_previous:
        previous.unlink(missing_ok=True)
    elif path.exists():
        spare = path.with_name(path.name + ".1.partial")
        spare.write_bytes(path.read_bytes())
        spare.replace(previous)
    partial.replace(path)
    flush_folder(path.parent)


def append_durably(path: Path, line: bytes) -> None:
    """Append one line and flush it to the disk before returning."""
    is_new = not path.exists()
    with path.open("ab") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
    if is_new:
        flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Make a rename in `folder` durable; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some network and FUSE drives refuse
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
