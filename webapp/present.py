"""Text to HTML: here, and for the text of an article in `views/marked_text.py`, markup is made of what others wrote.

Every text is escaped here, spans become `<mark>`, and nothing else of a text can become markup. Signs that would
turn the order of the line around are taken out, control characters are shown as U+FFFD; the API gives the text as
stored. Links exist for http and https only. Templates put together what stands here.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

from markupsafe import Markup, escape

from index.model import PartialDate, Script, ShownScript, Snippet
from webapp.clock import shown_stamp
from webapp.texts import Texts

# Embeddings, overrides and isolates (U+202A-202E, U+2066-2069) let a title reverse what stands beside it. HTML allows no
# control character but tab, line feed, form feed and carriage return; surrogates have no UTF-8.
_BIDI_CONTROLS = "\u202a-\u202e\u2066-\u2069"
_UNSHOWABLE = "\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_REPLACED = re.compile(f"([{_BIDI_CONTROLS}])|[{_UNSHOWABLE}]")
_PATH_SAFE = "/:@!$&'()*+,;=-._~%"
_QUERY_SAFE = _PATH_SAFE + "?"
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?\.?|\[[0-9A-Fa-f:.]+\]")
_MAX_LINK_LENGTH = 4_096
_MONTH_LENGTH = len("2026-07")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address that may be followed, and its host as ASCII (an international one as punycode)."""

    address: str
    host: str


def clean_text(text: str) -> str:
    """Text as it may be shown: order-changing signs removed, control characters replaced; not escaped."""
    # Whatever is taken out is unprintable, and telling that takes a tenth of the time of looking for it.
    if text.isprintable():
        return text
    return _REPLACED.sub(lambda match: "" if match[1] else "\ufffd", text)


def render_text(text: str) -> Markup:
    """Text as HTML: cleaned, then escaped."""
    return escape(clean_text(text))


def clean_value(value: object) -> object:
    """What a template shows of any value: strings cleaned, so that none can be forgotten; the template escapes them."""
    return clean_text(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def render_snippet(snippet: Snippet) -> Markup:
    """The text of a snippet, each highlight within `<mark>`, with … where its sentence goes on beyond it.

    Spans are code points into the text as given, so the … stands on the page alone.
    """
    text = snippet.text
    parts: list[str] = ["…"] if snippet.is_cut_before else []
    at = 0
    for span in snippet.highlights:
        start, end = max(span.start, at), min(span.end, len(text))
        if start >= end:
            continue
        parts += (render_text(text[at:start]), "<mark>", render_text(text[start:end]), "</mark>")
        at = end
    parts.append(render_text(text[at:]))
    if snippet.is_cut_after:
        parts.append("…")
    return Markup("".join(parts))


def parse_link(url: str | None) -> Link | None:
    """The link that *url* may become: http or https, a host, no user name; None for everything else.

    A host beyond ASCII becomes punycode (gоv.cn with a Cyrillic о is xn--gv-fmc.cn), so that it cannot pass for another.
    """
    if not url or len(url) > _MAX_LINK_LENGTH or _REPLACED.search(url):
        return None
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except ValueError:  # UnicodeError is one
        return None
    host = f"[{host}]" if ":" in host else host
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host) or parts.username is not None:
        return None
    address = urlunsplit(
        (
            parts.scheme,
            host if port is None else f"{host}:{port}",
            quote(parts.path, safe=_PATH_SAFE),
            quote(parts.query, safe=_QUERY_SAFE),
            quote(parts.fragment, safe=_QUERY_SAFE),
        )
    )
    return Link(address=address, host=host)


def render_date(date: PartialDate | None, texts: Texts) -> Markup:
    """A date as `<time>`, as precise as it is known; empty where there is none."""
    if date is None:
        return Markup("")
    if date.year is None:
        # A name in English: 6/3 is in March to some readers and in June to others.
        month = texts["month_names"].split()[(date.month or 1) - 1]
        shown = texts["day_without_year"].format(month=month, day=date.day)
        return Markup(f'<time datetime="{date.month:02d}-{date.day:02d}">{escape(shown)}</time>')
    stamp = date.iso()
    # Digits and their signs only: nothing to escape.
    return Markup(f'<time datetime="{stamp}">{shown_stamp(stamp)}</time>')


def render_day(date: PartialDate | None, texts: Texts) -> Markup:
    """A date as `render_date` gives it, without the time of day: lists are scanned by day."""
    return render_date(None if date is None else dataclasses.replace(date, time=None), texts)


def render_span(first: PartialDate | None, last: PartialDate | None, texts: Texts) -> Markup:
    """From when to when, by month and as short as it can be said: `2026-07 – 08`; a single day is that day."""
    if first is None or last is None or first == last:
        return render_day(first or last, texts)
    if first.year is None or last.year is None:
        return Markup("{} – {}").format(render_day(first, texts), render_day(last, texts))
    start, end = first.iso()[:_MONTH_LENGTH], last.iso()[:_MONTH_LENGTH]
    if start == end:
        return Markup('<time datetime="{}">{}</time>').format(start, start)
    is_same_year = first.year == last.year and len(start) == len(end)
    shown = end[-2:] if is_same_year else end
    return Markup('<time datetime="{}">{}</time> – <time datetime="{}">{}</time>').format(
        start, start, end, shown
    )


def choose_text_language(script: Script, shown: ShownScript = "original") -> str:
    """The `lang` of a text, so that its glyphs are the right ones: by the script shown, else by the article's own."""
    if shown != "original":
        script = shown
    return {"hans": "zh-Hans", "hant": "zh-Hant"}.get(script, "zh")
