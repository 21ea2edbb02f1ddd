"""How do numbers look? The timeline and the map of provinces: geometry first, then SVG and the rows of a table.

Makes markup of numbers and the gazetteer's names only, never of others' text.
"""
