"""The few signals by which parts of the window meet without knowing each other."""

from PySide6.QtCore import QObject, Signal


class _Bus(QObject):
    """`data_changed`: something was stored. `go(screen id, item)`: show that place. `told(text,
    deed id or None)` and `failed(text)`: say it in the bottom line. `lock`: close the office."""

    data_changed = Signal()
    go = Signal(str, object)
    told = Signal(str, object)
    failed = Signal(str)
    lock = Signal()


_bus = _Bus()
data_changed = _bus.data_changed
go = _bus.go
told = _bus.told
failed = _bus.failed
lock = _bus.lock
