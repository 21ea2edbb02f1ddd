"""The store: every article as it came, in SQLite. It is the truth; an index is made from it."""
