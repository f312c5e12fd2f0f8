"""Dated facts shipped as data: production calendar, platforms, regulations, legal acts."""
