"""Answering: what a search finds, over one opened state of the archive.

    plan → count → select and rank, relaxed where the contract says so → show        (answer.py, with date_notices.py)

The same answer serves what is no page of hits: everything (everything.py), the latest (latest.py), the place of one article (place.py).
Beside them, articles like one (alike.py). Reads only; the state is opened by `search.py`.
"""
