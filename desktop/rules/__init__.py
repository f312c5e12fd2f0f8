"""What a message may not contain: one rule, one file. Pure text in, findings out."""
