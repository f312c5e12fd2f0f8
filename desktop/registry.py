"""Collects the one object each file of a package declares: RULE, DOCUMENT, SCREEN or COMMAND.

Adding a rule, paper, screen or command adds one file and edits none.
"""

import importlib
import pkgutil
from types import ModuleType
from typing import Any


def collect(package: ModuleType, name: str) -> dict[str, Any]:
    """All objects called `name` in the package's public modules, by their `id`, in order of file.

    A module whose name starts with «_» is shared machinery and declares nothing.
    Raises RuntimeError when a module declares nothing or two share an id: both are our bugs.
    """
    found: dict[str, Any] = {}
    for module in sorted(m.name for m in pkgutil.iter_modules(package.__path__)):
        if module.startswith("_"):
            continue
        item = getattr(importlib.import_module(f"{package.__name__}.{module}"), name, None)
        if item is None:
            raise RuntimeError(f"{package.__name__}.{module} declares no {name}")
        if item.id in found:
            raise RuntimeError(f"{package.__name__}: two objects with the id {item.id!r}")
        found[item.id] = item
    return found
