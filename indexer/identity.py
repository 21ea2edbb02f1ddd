"""Which inputs are one article: canonical URLs, the key that decides, and ids for articles that brought none.

The first of a given id, the canonical URL, the feed item's id within its feed, and source + title + publication day
decides alone (contract). Pure: nothing is read or fetched. The store keeps one article per key (`index/store/port.py`);
two inputs with different keys may still be one story, which is not decided here.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from index.model import PartialDate
from index.store.merging import GIVEN_ID_PREFIX, URL_PREFIX

_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?")
_IPV6 = re.compile(r"[0-9a-f:.]+")
_MAX_HOST_LENGTH = 253
_HOSTS_KEPT = 1_000
# Of a plain character, or with a digit in lower case: nearly all others, ten in a URL of Taiwan, stay as they are.
_LOOSE_ESCAPE = re.compile(
    "%(2[DE]|3[0-9]|4[1-9A-F]|5[0-9AF]|6[1-9A-F]|7[0-9AE]|[0-9A-Fa-f][a-f]|[a-f][0-9A-F])"
)
_NO_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_KEPT_IN_PATH = "/%:@!$&'()*+,;=~-._"
_KEPT_IN_QUERY = _KEPT_IN_PATH + "?"

# Parameters that say how a reader came, never what is shown. Google, Meta, Microsoft, Yandex, X and TikTok clicks,
# Mailchimp, Matomo; Baidu Tongji (hm*), Alibaba and CCTV (spm, scm), WeChat's sharing.
_TRACKERS = frozenset(
    "fbclid gclid dclid gclsrc gbraid wbraid msclkid yclid ysclid twclid ttclid igshid igsh mc_cid mc_eid _ga _gl"
    " mtm_source mtm_medium mtm_campaign pk_source pk_medium pk_campaign hmsr hmpl hmcu hmkw hmci bsh_bid"
    " spm scm spm_id_from nsukey wxshare_count isappinstalled share_token share_from vd_source".split()
)
_TRACKER_PREFIX = "utm_"
# `from` is a usual parameter, but for these values, which WeChat adds.
_WECHAT_ORIGINS = frozenset("from=" + origin for origin in "timeline singlemessage groupmessage".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityParts:
    """What an input says about who it is; *feed* is the feed's URL, *feed_item_id* its own id of the item."""

    title: str
    body: str
    given_id: str | None = None
    url: str | None = None
    feed: str | None = None
    feed_item_id: str | None = None
    source: str | None = None
    published: PartialDate | None = None


def identity_key(parts: IdentityParts) -> str:
    """The key under which the store keeps an article: equal for inputs that are one article.

    An input that gives none of the four is known by its source and text: another text is another article then.
    """
    if parts.given_id:
        return GIVEN_ID_PREFIX + parts.given_id
    url = canonical_url(parts.url) if parts.url else None
    if url is not None:
        return URL_PREFIX + url
    if parts.feed and parts.feed_item_id:
        return "feed:" + _digest(canonical_url(parts.feed) or parts.feed, parts.feed_item_id)
    source, title, published = (parts.source or "").strip(), " ".join(parts.title.split()), parts.published
    if source and title and published is not None and published.is_full:
        day = PartialDate(year=published.year, month=published.month, day=published.day)
        return "day:" + _digest(source, title, day.iso())
    return "text:" + _digest(source, title, parts.body)


def make_id(identity: str) -> str:
    """The id for a new article: the given one, else 12 characters a–z 2–7 (60 bits) made of its identity.

    Should two articles ever come to one id, the store lengthens the second one's.
    """
    if identity.startswith(GIVEN_ID_PREFIX):
        return identity.removeprefix(GIVEN_ID_PREFIX)
    return _base32(identity, size=8)[:12]


def canonical_url(text: str) -> str | None:
    """The one spelling of an http(s) URL, None for anything else.

    Scheme and host in lower case, the host as its DNS form (IDNA 2003, so look-alikes show), no user, default port,
    fragment, trailing slash or tracking parameter; dot segments resolved, escapes in one form (RFC 3986, 6.2.2).
    """
    try:
        parts = urlsplit(text.strip())
        port = parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    host = canonical_host(parts.hostname or "")
    # Browsers read a backslash as a slash: what stands before and after it would be two hosts.
    if scheme not in _DEFAULT_PORTS or host is None or "\\" in parts.netloc:
        return None
    try:
        path = _resolved(_escaped(parts.path, _KEPT_IN_PATH)).rstrip("/")
        query = "&".join(_kept_parameters(_escaped(parts.query, _KEPT_IN_QUERY)))
    except UnicodeEncodeError:
        return None
    shown_port = "" if port is None or port == _DEFAULT_PORTS[scheme] else f":{port}"
    return f"{scheme}://{host}{shown_port}{path or '/'}" + (f"?{query}" if query else "")


@functools.lru_cache(maxsize=_HOSTS_KEPT)
def canonical_host(host: str) -> str | None:
    """The DNS form of a host (IDNA 2003, lower case) or an IPv6 address in brackets; None for what is neither."""
    if ":" in host:
        return f"[{host}]" if _IPV6.fullmatch(host) else None
    try:
        dns = host.encode("idna").decode().lower().rstrip(".")
    except UnicodeError:
        return None
    return dns if len(dns) <= _MAX_HOST_LENGTH and _HOST.fullmatch(dns) else None


def _escaped(text: str, kept: str) -> str:
    """Escapes of plain characters undone, the others in upper case, everything else that needs one escaped."""

    def canonical(match: re.Match[str]) -> str:
        character = chr(int(match[1], 16))
        return character if character in _UNRESERVED else match[0].upper()

    if "%" in text:
        # A % that begins no escape stands for itself.
        text = _LOOSE_ESCAPE.sub(canonical, _NO_ESCAPE.sub("%25", text))
    return quote(text, safe=kept)


def _resolved(path: str) -> str:
    if "/." not in path:
        return path
    kept: list[str] = []
    for segment in path.split("/")[1:]:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    return "/" + "/".join(kept)


def _kept_parameters(query: str) -> list[str]:
    return [piece for piece in query.split("&") if piece and not _is_tracker(piece)]


def _is_tracker(parameter: str) -> bool:
    name = parameter.partition("=")[0].lower()
    return name.startswith(_TRACKER_PREFIX) or name in _TRACKERS or parameter in _WECHAT_ORIGINS


def _digest(*values: str) -> str:
    return _base32("\x1f".join(values), size=20)


def _base32(text: str, *, size: int) -> str:
    digest = hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=size).digest()
    return base64.b32encode(digest).decode().lower().rstrip("=")
