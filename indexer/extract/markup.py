"""HTML → text, as a browser would show it: paragraphs in lines, tags and scripts gone, references decoded once.

For the small pieces that feeds carry (titles, summaries, contents), and for pages that have no structure to go by. A
scanner and no parser: one pass, in time proportional to the text whatever is in it (300,000 unclosed comments, 2 MB of
attributes). Nothing is fetched or run; the result is text and may hold `<`, so whoever shows it escapes it.
"""

from __future__ import annotations

import html
import re
from typing import Final

_TAG_WINDOW: Final = 512
"""A tag longer than this ends at its first `>`, even inside quotes, so that open quotes cost no more than that."""
_TAG: Final = re.compile(r"""</?([a-zA-Z][^\s/>]*+)(?:[^>"']++|"[^"]*+"|'[^']*+')*+>""")
_TAG_NAME: Final = re.compile(r"</?([a-zA-Z][^\s/>]*+)")
_CDATA_START, _CDATA_END = "<![CDATA[", "]]>"
_MARKUP_START: Final = re.compile(r"<(?=[a-zA-Z/!?])")
# What stands in these is no text of the article: programs, styles, readings of characters, captions, choices.
_SKIPPED: Final = frozenset(
    "script style template noscript iframe object svg math noframes noembed select figcaption rp rt head".split()
)
_BLOCKS: Final = frozenset(
    "address article aside blockquote body br center dd details dialog dir div dl dt fieldset figure footer form h1 h2"
    " h3 h4 h5 h6 header hr html legend li main menu nav ol optgroup option p pre search section summary table tbody"
    " tfoot thead tr ul".split()
)
_CELLS: Final = frozenset({"td", "th"})
_KNOWN_TAG: Final = re.compile(
    r"</?(?:a|abbr|acronym|address|article|aside|audio|b|base|big|blockquote|body|br|button|center|cite|code|del|details|div|dl|em|embed"
    r"|figure|font|footer|form|frame|frameset|h[1-6]|head|header|hr|html|i|iframe|image|img|input|ins|kbd|label|li|link|main|map|mark|marquee|math"
    r"|meta|nav|nobr|noscript|object|ol|option|p|param|pre|q|s|samp|script|section|select|small|source|span|strike|strong|style|sub|sup|svg|table"
    r"|tbody|td|template|textarea|th|thead|time|title|tr|tt|u|ul|var|video|wbr|xmp)(?=[\s/>])[^<]{0,2000}?>",
    re.IGNORECASE,
)
_REPEATED: Final = 2
_ESCAPED_BLOCKS: Final = {
    "open": re.compile(r"<(?:p|div|li|h[1-6]|td|tr|section|blockquote)(?:\s[^<>]{0,500})?>", re.IGNORECASE),
    "close": re.compile(r"</(?:p|div|li|h[1-6]|td|tr|section|blockquote)\s*>", re.IGNORECASE),
    "break": re.compile(r"<br\s*/?>", re.IGNORECASE),
}
_ENCLOSED: Final = re.compile(
    r"\s*<(p|div|section|table|ul|ol)(?:\s[^<>]{0,500})?>.*</\1\s*>\s*", re.IGNORECASE | re.DOTALL
)
_ESCAPED_SIGN: Final = re.compile(r"&(?:nbsp|ensp|emsp|ldquo|rdquo|lsquo|rsquo|hellip|mdash|middot);")
_BLANKS: Final = re.compile(r"[ \t\r\f\v]*\n[ \t\r\f\v\n]*|[ \t\r\f\v]+")
# A line break between two ideographs or full-width signs stands for nothing; between words, for a space.
_WIDE: Final = (
    r"\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U000323af\u2018-\u201d\u2026\u2014"
)
_BREAK_BETWEEN_WIDE: Final = re.compile(rf"(?<=[{_WIDE}])[ \t]*[\r\n]\s*(?=[{_WIDE}])")


def render_text(markup: str) -> str:
    """The text of a piece of HTML: one line per paragraph, none empty, references decoded once.

    Comments, scripts, styles, captions and readings above characters (ruby) are left out. `<` is text where no tag
    can begin.
    """
    return _Scanner(markup).text()


def render_line(markup: str) -> str:
    """As `render_text`, on one line: for titles and names."""
    return " ".join(render_text(markup).split())


def looks_like_markup(text: str) -> bool:
    """True where a text that claims to be plain holds a tag of HTML."""
    return _KNOWN_TAG.search(text) is not None


def undo_second_escape(text: str) -> str | None:
    """The text of markup that a template escaped once too often; None where *text* is text.

    Tags alone are no proof: whoever writes of `<script>` means the sign. Blocks that open and close again and again, or
    enclose the whole, are markup that was never shown; so are named blanks and quotes that repeat. Done once.
    """
    blocks = (
        {kind: len(_ESCAPED_BLOCKS[kind].findall(text)) for kind in _ESCAPED_BLOCKS} if "<" in text else {}
    )
    pairs = min(blocks.get("open", 0), blocks.get("close", 0))
    if pairs >= _REPEATED or blocks.get("break", 0) >= _REPEATED or (pairs and _ENCLOSED.fullmatch(text)):
        return render_text(text)
    if "&" in text and len(_ESCAPED_SIGN.findall(text)) >= _REPEATED:
        return "\n".join(filter(None, map(str.strip, _ESCAPED_SIGN.sub(_unescaped, text).splitlines())))
    return None


def _unescaped(sign: re.Match[str]) -> str:
    return html.unescape(sign[0])


def drop_comments(markup: str) -> str:
    """The markup without its comments; one that is never closed runs to the end."""
    kept, position = [], 0
    while (start := markup.find("<!--", position)) >= 0:
        kept.append(markup[position:start])
        end = markup.find("-->", start + 2)
        position = len(markup) if end < 0 else end + 3
    kept.append(markup[position:])
    return "".join(kept)


def join_wrapped(text: str) -> str:
    """Take out the line breaks that only wrap a source text, as between two ideographs."""
    return _BREAK_BETWEEN_WIDE.sub("", text)


class _Scanner:
    """One pass over a piece of markup."""

    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._lines: list[str] = []
        self._line: list[str] = []
        # Closing signs that do not come any more, so that nobody looks for them again.
        self._absent: set[str] = set()
        self._in_cdata = False

    def text(self) -> str:
        markup = self._markup
        position = 0
        while (start := _MARKUP_START.search(markup, position)) is not None:
            self._add(markup[position : start.start()])
            position = self._skip_markup(start.start())
        self._add(markup[position:])
        self._end_line()
        return "\n".join(self._lines)

    def _skip_markup(self, start: int) -> int:
        """Read the tag, comment or declaration at *start*; where to go on."""
        markup = self._markup
        if markup.startswith("<!--", start):
            # `<!-->` is a whole comment.
            return self._after("-->", start + 2)
        if markup.startswith(_CDATA_START, start):
            # What some feeds wrap twice is markup all the same.
            self._in_cdata = True
            return start + len(_CDATA_START)
        found = _TAG.match(markup, start, start + _TAG_WINDOW) or _TAG_NAME.match(markup, start)
        if found is None:
            return self._after(">", start)
        whole = found[0].endswith(">")
        end = found.end() if whole else self._after(">", found.end())
        name = found[1].lower()
        if not name.isascii():
            # No element is called so: 《<AI法案>解读》.
            self._add("<")
            return start + 1
        closing = markup.startswith("</", start)
        if name in _SKIPPED and not closing and not markup.startswith("/", end - 2):
            return self._after_element(name, end)
        if name in _BLOCKS:
            self._end_line()
        elif name in _CELLS and not closing:
            self._line.append(" ")
        return end

    def _after_element(self, name: str, start: int) -> int:
        """Behind the end tag of an element that is skipped whole; where it has none, only its tag is skipped."""
        if name in self._absent:
            return start
        end = re.compile(rf"</{name}\b[^>]*+>", re.IGNORECASE).search(self._markup, start)
        if end is not None:
            return end.end()
        self._absent.add(name)
        # A program without an end runs on; of anything else the text is worth keeping.
        return len(self._markup) if name in ("script", "style") else start

    def _after(self, sign: str, start: int) -> int:
        end = self._find(sign, start)
        return len(self._markup) if end < 0 else end + len(sign)

    def _find(self, sign: str, start: int) -> int:
        if sign in self._absent:
            return -1
        end = self._markup.find(sign, start)
        if end < 0:
            self._absent.add(sign)
        return end

    def _add(self, piece: str) -> None:
        if self._in_cdata and _CDATA_END in piece:
            piece = piece.replace(_CDATA_END, "")
        if piece:
            self._line.append(html.unescape(piece) if "&" in piece else piece)

    def _end_line(self) -> None:
        line = _BLANKS.sub(" ", join_wrapped("".join(self._line))).strip()
        if line:
            self._lines.append(line)
        self._line.clear()
