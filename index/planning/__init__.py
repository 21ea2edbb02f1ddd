"""Planning: what a request asks, as criteria for an engine and as needles for texts.

    query tree → plan (planner.py: values in plan.py)        parameters → filters (filters.py) → what is selected (selected.py)

Here the query language meets the analyzer and the gazetteer. Nothing here ranks, counts or reads an article.
"""
