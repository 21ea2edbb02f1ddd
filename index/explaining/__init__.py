"""Explaining: how a query was understood, and why an article is found or not, in values that a program or a page can show.

Asks the same planner, engine and second stage that a search uses, and knows no formula of its own but one, which a law holds
to the search's scores (`score_parts.py`). `reading.py` is the way in; what comes out stands in `model.py`.
"""
