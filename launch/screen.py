"""Whether a window can be shown at all."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Mapping
from pathlib import Path


def x_server_answers(display: str) -> bool:
    """Whether the X server can be reached; True when libxcb is not there to ask."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(os.fsencode(display), None)
    try:
        return bool(xcb.xcb_connection_has_error(connection) == 0)
    finally:
        xcb.xcb_disconnect(connection)


def wayland_is_there(name: str, runtime_dir: str) -> bool:
    """Whether the compositor's socket exists (wl_display_connect(3): a name there, or a path)."""
    try:
        return (Path(runtime_dir or "/") / name).is_socket()
    except OSError:
        return False


def has_screen(environ: Mapping[str, str]) -> bool:
    """Whether a window can be shown. A platform the user chose for Qt is taken at its word."""
    if not sys.platform.startswith("linux") or environ.get("QT_QPA_PLATFORM"):
        return True
    wayland = environ.get("WAYLAND_DISPLAY")
    if wayland and wayland_is_there(wayland, environ.get("XDG_RUNTIME_DIR", "")):
        return True
    display = environ.get("DISPLAY")
    return bool(display) and x_server_answers(display or "")
