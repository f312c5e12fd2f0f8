"""Reads class lists from any spreadsheet into plain rows. Knows no database and no window."""
