"""What is printed: one paper, one file."""
