"""The one door to the network: what is fetched, from where, how much, how fast, and how politely.

    FetchRequest → client.py ─ addresses.py   one spelling of an address, or a refusal
                             ─ policy.py      which hosts and ports may be asked at all
                             ─ hosts.py       one at a time per host, with a pause between
                             ─ connecting.py  names to checked addresses, and connections to exactly these
                             ─ wire.py        one request, one answer, within a deadline
                             ─ bodies.py      the answer's bytes, unpacked within limits
                 FetchedPage | FetchError

`robots.py` says which pages a site wants left alone, `retry.py` when to ask again after a failure. Nothing here parses
what is fetched or knows feeds; `indexer/subscriptions/` does. Clock, sleep, resolver, connections and chance come in from outside.
"""
