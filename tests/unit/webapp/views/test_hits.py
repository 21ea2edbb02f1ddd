import pytest

from index.model import Hit, Region, SearchRequest, Snippet
from index.regions.gazetteer import Gazetteer
from webapp.addresses import SearchAddress
from webapp.reader import Reader
from webapp.region_names import RegionNames
from webapp.texts import load_texts
from webapp.views.hits import HitView, HitViewer


def a_hit(*codes: str, url: str | None = None) -> Hit:
    return Hit(
        id="one",
        url=url,
        title=Snippet(text="樣例市發布方案", highlights=()),
        snippets=(),
        published=None,
        published_origin=None,
        event_date=None,
        dated_by=None,
        source=None,
        regions=tuple(Region(code=code, name=code) for code in codes),
        script="hant",
        copies=0,
        score=1.0,
    )


def a_view(hit: Hit, *chosen: str) -> HitView:
    viewer = HitViewer(
        address=SearchAddress(request=SearchRequest(regions=chosen)),
        names=RegionNames(gazetteer=Gazetteer.load(), script="hans"),
        reader=Reader(texts=load_texts("en"), chosen=None),
    )
    (view,) = viewer.view([hit], ()).hits
    return view


NATIONAL = a_hit("32", "3201", "52", "5226", "15", "1504")


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [
        ((), ["江苏", "南京", "贵州", "黔东南"]),
        (("15",), ["内蒙古", "赤峰", "江苏", "南京"]),
        (("赤峰",), ["赤峰", "江苏", "南京", "贵州"]),
        (("貴州", "1504"), ["贵州", "黔东南", "赤峰", "江苏"]),
    ],
)
def test_regions_that_are_chosen_lead(chosen: tuple[str, ...], shown: list[str]) -> None:
    assert [region.name for region in a_view(NATIONAL, *chosen).regions] == shown


@pytest.mark.parametrize(
    ("url", "printed"),
    [
        ("https://news.example/a?b=1", "https://news.example/a?b=1"),
        ("javascript:alert(1)", "/article/one"),
        (None, "/article/one"),
    ],
)
def test_paper_says_where_an_article_was_published(url: str | None, printed: str) -> None:
    assert a_view(a_hit(url=url)).printed_address == printed
