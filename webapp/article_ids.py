"""Ids in paths: any non-empty string, percent-encoded, slashes, colons and Han included.

WSGI servers decode the path once, so the rest of the path after `/article/` is the id as it is; what must not
happen is that `//` is merged or an id at the start or end of which a slash stands is not matched.
"""

from __future__ import annotations

from flask import Flask
from werkzeug.routing import BaseConverter

from webapp.addresses import encode_id


class ArticleIdConverter(BaseConverter):
    """The whole rest of a path, whatever stands in it."""

    regex = r"[\s\S]+"
    part_isolating = False

    def to_python(self, value: str) -> str:
        """The id as it stands in the decoded path."""
        return value

    def to_url(self, value: str) -> str:
        """The id percent-encoded as one segment."""
        return encode_id(value)


def accept_article_ids(app: Flask) -> None:
    """Let routes of *app* say `<article_id:…>`."""
    app.url_map.merge_slashes = False
    app.url_map.converters["article_id"] = ArticleIdConverter
