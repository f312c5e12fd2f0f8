"""Every test of the window is guarded and scripted."""

from window_fixtures import answers, guarded, signed_in, window, workplace

__all__ = ["answers", "guarded", "signed_in", "window", "workplace"]
