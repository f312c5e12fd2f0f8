"""What the office does: one function, one action, one transaction."""
