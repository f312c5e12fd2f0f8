"""What a message may not contain: one rule, one file. Pure text in, findings out.

`_check.Checker(office).check(draft)` is the way in; `_office` and `_rule` hold what goes in and
out.
"""
