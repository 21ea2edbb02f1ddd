"""The library: what an article is, how text becomes terms, how a query becomes ranked hits.

It knows no network and no Flask; `indexer` writes with it, `webapp` reads with it.
"""
