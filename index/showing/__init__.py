"""Showing: what a reader sees of articles, in the script asked for and with what matched.

    where needles stand (matching.py) → snippets (snippets.py) → hits of a page (hits.py)
                                      → one article as a whole (articles.py)        names in both: names.py

Values, never HTML. Nothing here selects, ranks or counts.
"""
