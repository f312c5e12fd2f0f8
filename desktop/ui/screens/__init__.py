"""Screens of the side list: one screen, one file."""
