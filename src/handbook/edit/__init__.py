"""Changes to the YAML files that editors write: layout, new records, new ids, withdrawals.

Everything here keeps what it does not mean to change: remarks, blank lines, the spelling of each
text. Nothing is written before the whole handbook has passed its checks as it would then be.
"""
