"""A local edition meets another version of its base: what still fits, and what is to be decided.

`compare` says what has become of each local change, `carrying_out` writes what needs no thought
and what somebody has decided. Nothing here prints or asks.
"""
