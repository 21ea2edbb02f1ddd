"""Counting: how much there is of what is selected, exactly, each count equal to what choosing it gives.

Beside the hits of a search (facets.py), over the whole archive (counts.py), and of one name (profiles.py). The engine counts; nothing
here ranks.
"""
