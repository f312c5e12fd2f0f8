"""The story through the window is guarded and scripted as every test of it."""

from window_fixtures import answers, guarded

__all__ = ["answers", "guarded"]
