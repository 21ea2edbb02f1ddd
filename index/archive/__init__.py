"""The archive on disk: the data folder, its generations, and one state of it opened for reading.

    folder (folder.py) → current generation (generations.py) → opened state (opened.py), with the answers given from it (given_answers.py)

Saved searches (saved_searches.py) lie in the same folder; the index knows nothing of them. Nothing here searches.
"""
