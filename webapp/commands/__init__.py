"""The reader on a terminal: `zhengwen search`, `explain`, `saved` and `serve`, their options, and lines for people.

Makes no HTML. What a command asks is read as the API reads it (`parameters.py`), and its JSON is the API's (`answers.py`).
"""
