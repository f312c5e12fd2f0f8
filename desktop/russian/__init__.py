"""Russian as the office writes it: names in cases, dates in words, folding for search. Pure text."""
