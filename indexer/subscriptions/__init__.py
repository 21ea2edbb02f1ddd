"""Subscriptions: feeds that are asked again and again, and what they bring.

    feeds add      finding.py   an address of a site → its feeds
    feeds fetch    running.py   rounds, until somebody stops them
                     round.py     due feeds → fetched, parsed, completed from pages (`indexer/fetch/`, `indexer/sources/feeds/`)
                     entries.py   which entries are new
                     keeping.py   articles into the archive (`indexer/adding.py`), health into the store
                     health.py    what a fetch means for the feed's health

`managing.py` lists, removes, imports and exports; `commands.py` is the command line. Nothing here opens a connection.
"""
