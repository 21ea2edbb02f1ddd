"""What was fetched, read: feeds, links to feeds, and the article in a page.

The readers themselves are `indexer/sources/feeds/` and `indexer/sources/pages/`; here an answer of the network is handed to them.
For any number of threads.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import Final

from index.errors import ItemError
from indexer.inputs import ExtractedText, FetchedPage, ParsedFeed
from indexer.sources.cleaning import clean_text
from indexer.sources.decode import UnknownEncodingError, decode_markup
from indexer.sources.detect_format import detect_binary
from indexer.sources.feeds import ConfinedFeedParser, FeedLink, find_feed_links
from indexer.sources.pages import PageExtractor

_HEAD_BYTES: Final = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """The article in a page, and the page's whole markup as it is kept beside it."""

    text: ExtractedText
    markup: str


class Reading:
    """Reads answers; a context manager that ends the children which read them."""

    def __init__(self) -> None:
        """No child is started before the first feed or page comes."""
        # Two, so that one which takes its ten seconds holds up no other.
        self._feeds = ConfinedFeedParser(processes=2)
        self._pages = PageExtractor(processes=2)

    def __enter__(self) -> Reading:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._feeds.close()
        self._pages.close()

    def read_feed(self, page: FetchedPage) -> ParsedFeed:
        """The feed in an answer. Raises ItemError that says what it is instead, or which limit was met."""
        return self._feeds.parse(
            page.content, media_type=page.media_type, charset=page.charset, base_url=page.final_url
        )

    def find_feeds(self, page: FetchedPage) -> tuple[FeedLink, ...]:
        """The feeds that a page points to, in its order."""
        return find_feed_links(page.content, page.final_url, page.charset)

    def read_page(self, page: FetchedPage) -> ReadPage:
        """The article in a page. Raises ItemError where there is none, or a limit was met."""
        binary = detect_binary(page.content[:_HEAD_BYTES])
        if binary is not None:
            raise ItemError(f"it is no page but {binary}")
        try:
            decoded = decode_markup(page.content, page.charset)
        except UnknownEncodingError as error:
            raise ItemError(str(error)) from error
        text = self._pages.extract_text(decoded.text, url=page.final_url)
        if not text.body:
            raise ItemError("no article in it")
        return ReadPage(text=text, markup=clean_text(decoded.text, "raw").text)
