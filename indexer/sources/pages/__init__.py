"""Pages: HTML → the article in it, read in a child process that may be killed."""

from indexer.sources.pages.extractor import PageExtractor

__all__ = ["PageExtractor"]
