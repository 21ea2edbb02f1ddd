"""Markup of a page → the article in it: metadata, then the text, then what of the text is the article's.

Runs in the confined child only (`process.py`): the parsers here are the ones that attackers write for. Pure. trafilatura finds the
text (`favor_precision`); what it leaves of captions, bylines and legal tail goes by the rules of `indexer/extract/`.
"""

from __future__ import annotations

import re
from typing import Any, Final

import trafilatura
from lxml import etree, html

from index.errors import ItemError
from indexer.extract.boilerplate import split_boilerplate
from indexer.inputs import ExtractedText
from indexer.sources.cleaning import clean_text, clean_title, is_blank
from indexer.sources.pages.metadata import read_metadata

Element = Any

MAX_PAGE_BYTES: Final = 2_000_000
_DATA_ADDRESS: Final = re.compile(r"data:[a-z0-9.+-]{0,40}/[^\"'\s>)]{256,}", re.IGNORECASE)
_LONG_TAG: Final = re.compile(r"(<[a-zA-Z][\w:-]*)[^<>]{16000,}>")


def read_page(markup: str, url: str | None) -> ExtractedText:
    """The article of one page; *url* is where it came from. Raises ItemError where there is none."""
    page = _parse(markup)
    metadata = read_metadata(page, url)
    etree.strip_elements(page, "script", "style", "noscript", "svg", "template", with_tail=False)
    document: Any = trafilatura.bare_extraction(
        page, favor_precision=True, include_comments=False, with_metadata=False
    )
    text = document.text if document is not None and document.text else ""
    title = clean_title(metadata.title or _page_title(page))
    body = clean_text(text, "text")
    paragraphs = [line.strip() for line in body.text.split("\n") if line.strip()]
    while paragraphs and paragraphs[0] == title.text:
        del paragraphs[0]
    if is_blank(body.text):
        raise ItemError("no article was found in the page")
    return ExtractedText(
        title=title.text,
        body="\n".join(split_boilerplate(paragraphs, title.text).kept),
        url=metadata.url,
        published=metadata.published,
        source=metadata.source,
        author=metadata.author,
        tags=metadata.tags,
        warnings=(*title.warnings, *body.warnings),
    )


def _parse(markup: str) -> Element:
    # libxml2 compares each attribute with all before it: 200,000 of one tag take two minutes.
    bounded = _LONG_TAG.sub(r"\1>", _DATA_ADDRESS.sub("", markup))
    content = bounded.encode()
    if len(content) > MAX_PAGE_BYTES:
        raise ItemError(f"a page of over {MAX_PAGE_BYTES:,} bytes")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        return html.document_fromstring(content, parser=parser)
    except etree.ParserError as error:
        raise ItemError("no article was found in the page") from error


def _page_title(page: Element) -> str:
    for name in ("h1", "title"):
        for element in page.iter(name):
            text = " ".join("".join(element.itertext()).split())
            if text:
                return text
    return ""
