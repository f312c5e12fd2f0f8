"""Keys and passwords: who can open which base."""
