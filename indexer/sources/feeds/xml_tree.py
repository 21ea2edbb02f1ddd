"""XML that others wrote → a tree, safely: text first, no DOCTYPE, no entities but HTML's, no network, mended where it is broken.

Decoding comes before every check, so that no encoding hides a DOCTYPE. What is left is given to libxml2 in its limits
(depth 256, texts of 10 MB) and in its recovering mode, since a tenth of real feeds is no well-formed XML. Knows no
formats; `parse.py` asks what the root is.
"""

from __future__ import annotations

import html
import re
from collections.abc import Container
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from lxml import etree

from index.errors import ItemError

Element: TypeAlias = Any
"""An element of lxml, which has no types of its own."""

MAX_FEED_CHARACTERS: Final = 16_000_000
"""No feed is longer: the limit of what is fetched is 15 MB."""
MAX_TEXT_CHARACTERS: Final = 3_000_000
"""A text without markup longer than this is cut, so that UTF-8 keeps it within libxml2's 10 MB and all that follows is read."""

_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE: Final = re.compile(r"&(?:#\d{1,8};|#[xX][0-9a-fA-F]{1,7};|([A-Za-z][A-Za-z0-9]{1,31});|)")
_XML_NAMES: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
# Only where a text begins: tried at each of its characters, a text of 2.9 million would be read as many times.
_LONG_TEXT: Final = re.compile(rf"(?<=[<>])[^<>]{{{MAX_TEXT_CHARACTERS}}}[^<>]++")
_ROOT: Final = re.compile(r"<(?:[A-Za-z_][\w.-]{0,40}:)?([A-Za-z_][\w.-]{0,40})")
_DOCTYPE: Final = re.compile(r"<!doctype\b", re.IGNORECASE)
_STRAY_SIGN: Final = re.compile(r"<(?![A-Za-z_/!?])")
_VOID: Final = re.compile(r"<(br|hr|img)\b([^<>]*+)(?<!/)>", re.IGNORECASE)
# The root's start tag, for its namespaces; one that is longer is none of a feed.
_OPENING: Final = re.compile(r"<[^<>]{1,8000}+(?<!/)>")
_ENTRY_START: Final = re.compile(r"(?=<(?:[A-Za-z_][\w.-]{0,20}:)?(?:item|entry)[\s>])", re.IGNORECASE)
_ENTRY_END: Final = re.compile(r"</(?:[A-Za-z_][\w.-]{0,20}:)?(?:item|entry)\s*>", re.IGNORECASE)
_CDATA_START, _CDATA_END = "<![CDATA[", "]]>"


@dataclass(frozen=True, slots=True, kw_only=True)
class XmlTree:
    """The root of what was parsed, and what had to be mended for it."""

    root: Element
    warnings: tuple[str, ...] = ()


def parse_xml(text: str, roots: Container[str] = ()) -> XmlTree:
    """Parse decoded XML; what is broken is mended and warned of. Before a root of *roots* other markup may stand.

    Raises ItemError for a DOCTYPE with an internal subset, for what is too long, and where there is no element.
    """
    if len(text) > MAX_FEED_CHARACTERS:
        raise ItemError(f"over {MAX_FEED_CHARACTERS:,} characters")
    warnings = []
    body, controls = _NOT_XML.subn("", text)
    if controls:
        warnings.append(f"{controls} control characters removed")
    body = body[_find_root(body, roots) :]
    body, cut = _LONG_TEXT.subn(lambda long: long[0][:MAX_TEXT_CHARACTERS], body)
    if cut:
        warnings.append(f"{cut} texts of over {MAX_TEXT_CHARACTERS:,} characters cut")
    tree = _parse(_mend_references(body))
    if tree.warnings:
        tree = _parse_broken(_mend_references(body), tree)
    return XmlTree(root=tree.root, warnings=(*warnings, *tree.warnings))


def _parse(body: str) -> XmlTree:
    """One go of libxml2; its first fatal finding is the warning. Raises ItemError where there is no element."""
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=False, strip_cdata=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(body.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise ItemError(f"not XML: {_first_line(error.msg)}") from error
    if root is None:
        raise ItemError("not XML: no element can be read")
    broken = next((entry for entry in parser.error_log if entry.level_name == "FATAL"), None)
    if broken is None:
        return XmlTree(root=root)
    return XmlTree(
        root=root, warnings=(f"broken XML, read as far as it goes: {_first_line(broken.message)}",)
    )


def _parse_broken(body: str, first: XmlTree) -> XmlTree:
    """Entry by entry, so that what is broken in one harms no other; *first* is what one go gave."""
    body = _VOID.sub(r"<\1\2/>", _STRAY_SIGN.sub("&lt;", body))
    head, *pieces = _ENTRY_START.split(body)
    if not pieces:
        return first
    tree = _parse(head)
    opening = _OPENING.match(head)
    for piece in pieces:
        end = _ENTRY_END.search(piece)
        alone = _parse((opening[0] if opening else "") + (piece[: end.end()] if end else piece))
        entry = next(
            (element for element in alone.root.iter() if local_name(element) in ("item", "entry")), None
        )
        if entry is not None:
            tree.root.append(entry)
    return XmlTree(root=tree.root, warnings=first.warnings)


def local_name(element: Element) -> str:
    """The name without namespace or prefix, in lower case; "" for what is no element."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def namespace_of(element: Element) -> str:
    """The namespace, or the prefix of one that was never declared, in lower case; "" for none."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    space, brace, name = tag.rpartition("}")
    return (space[1:] if brace else name.rpartition(":")[0]).lower()


def _find_root(text: str, roots: Container[str]) -> int:
    """Where the document begins, behind declaration, comments, a plain DOCTYPE and whatever a server put there.

    That is the first element named in *roots*, else the first of all.
    """
    first = -1
    position = 0
    while (start := text.find("<", position)) >= 0:
        if text.startswith("<!--", start):
            position = _behind("-->", text, start)
        elif text.startswith("<?", start):
            position = _behind("?>", text, start)
        elif _DOCTYPE.match(text, start):
            end = _behind(">", text, start)
            if "[" in text[start:end]:
                raise ItemError(
                    "refused: its DOCTYPE has an internal subset, in which entities can be declared"
                )
            position = end
        elif element := _ROOT.match(text, start):
            if element[1].lower() in roots:
                return start
            first = start if first < 0 else first
            position = element.end()
        else:
            position = start + 1
    if first >= 0:
        return first
    raise ItemError("not XML: there is no element in it")


def _behind(sign: str, text: str, start: int) -> int:
    end = text.find(sign, start)
    return len(text) if end < 0 else end + len(sign)


def _mend_references(text: str) -> str:
    """HTML's named characters become themselves, an `&` that begins no reference is escaped; CDATA stays as it is."""
    pieces = []
    position = 0
    while (start := text.find(_CDATA_START, position)) >= 0:
        end = text.find(_CDATA_END, start)
        if end < 0:
            break
        pieces.append(_REFERENCE.sub(_mended, text[position:start]))
        position = end + len(_CDATA_END)
        pieces.append(text[start:position])
    pieces.append(_REFERENCE.sub(_mended, text[position:]))
    return "".join(pieces)


def _mended(found: re.Match[str]) -> str:
    if found[0] == "&":
        return "&amp;"
    if found[1] in _XML_NAMES:
        return found[0]
    # Numbers of Windows' code page and of no character at all are read as browsers read them.
    characters = html.unescape(found[0])
    return f"&amp;{found[1]};" if characters == found[0] else html.escape(characters)


def _first_line(message: str | None) -> str:
    return (message or "").split("\n")[0][:120]
