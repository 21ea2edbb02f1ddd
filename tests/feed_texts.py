"""Feeds and pages for tests: invented places, our own words; as texts, and as what a server answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from tests.loopback import Exchange, Route


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item of a feed."""

    title: str
    link: str = ""
    guid: str = ""
    summary: str = ""
    published: str = "Thu, 27 Nov 2025 10:00:00 +0800"


def an_item(number: int, **parts: str) -> Item:
    """Item *number*, which links to /a/*number* at feeds.example."""
    values = {
        "title": f"雲溪縣公佈第{number}號稀土回收辦法",
        "link": f"http://feeds.example/a/{number}",
        "guid": f"item-{number}",
        "summary": f"雲溪縣今天公佈第{number}號稀土回收辦法。",
        **parts,
    }
    return Item(**values)


def rss(items: Sequence[Item], title: str = "雲溪公報", older: str = "") -> bytes:
    """An RSS 2.0 feed, whose older entries stand at *older*."""
    parts = [
        f"<item><title>{escape(item.title)}</title><link>{escape(item.link)}</link><guid isPermaLink='false'>{item.guid}</guid>"
        f"<description>{escape(item.summary)}</description><pubDate>{item.published}</pubDate></item>"
        for item in items
    ]
    head = f"<title>{escape(title)}</title><link>http://feeds.example/</link>"
    if older:
        head += f'<link xmlns="http://www.w3.org/2005/Atom" rel="next" href="{escape(older)}"/>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>{head}{"".join(parts)}</channel></rss>'.encode()


def a_page(title: str, *paragraphs: str) -> bytes:
    """A page with an article, and with a menu and a foot around it."""
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return (
        f'<!doctype html><html lang="zh-Hant"><head><meta charset="utf-8"><title>{escape(title)}</title></head>'
        f"<body><nav><a href='/'>首頁</a> <a href='/list'>列表</a></nav><article><h1>{escape(title)}</h1>{body}</article>"
        "<footer>雲溪縣人民政府辦公室</footer></body></html>"
    ).encode()


FULL_TEXT = (
    "雲溪縣人民政府今天公佈稀土回收辦法，自明年一月一日起施行，凡在本縣從事稀土回收的企業均須登記備案，並按季報送回收數量。",
    "辦法規定，縣工業和信息化局負責登記，縣生態環境局負責監督，違反規定的，由縣主管部門責令改正，並處以罰款。",
    "縣裡同時設立回收補助，每噸補助五百元，申請人可在政務服務中心辦理，三個工作日內答覆。",
)


def serving(content: bytes, **headers: str) -> Route:
    """A server that has this content."""

    def route(exchange: Exchange) -> None:
        exchange.answer(content, **{"content_type": "application/rss+xml", **headers})

    return route


def conditional(content: bytes, etag: str) -> Route:
    """A server that answers 304 to whoever knows the *etag*."""

    def route(exchange: Exchange) -> None:
        if exchange.request.headers.get("if-none-match") == etag:
            exchange.send(b"HTTP/1.1 304 Not Modified\r\n\r\n")
        else:
            exchange.answer(content, content_type="application/rss+xml", etag=etag)

    return route
