"""Widgets of one test are gone before the next begins, so that restyling has few to restyle."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent


@pytest.fixture(autouse=True)
def swept(guarded: None) -> None:
    """Deleting later needs an event loop, which tests seldom run: do it now."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
