"""The query language: text to our own tree, and the tree back to canonical text."""
