"""Suggesting: names that somebody may be about to type (suggestions.py, known_names.py), and other searches where one finds nothing
(alternatives.py). Has no say in what a search finds.
"""
