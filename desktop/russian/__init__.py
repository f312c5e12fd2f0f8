"""Russian as the office writes it: names in cases, dates in words, folding. Pure text."""
