"""Dialogs: one dialog, one file, each with ask() that returns values or None."""
