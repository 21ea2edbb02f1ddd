from hypothesis import given
from hypothesis import strategies as st

from index.model import Snippet, Span
from tests.unit.webapp.test_present import Reading
from webapp.texts import load_texts
from webapp.views.marked_text import MarkSteps, NameLink, render_paragraphs, render_title

TEXTS = load_texts("en")


def a_snippet(text: str, *ranges: tuple[int, int]) -> Snippet:
    return Snippet(text=text, highlights=tuple(Span(start=start, end=end) for start, end in ranges))


def steps(*, total: int = 1, before: int = 0) -> MarkSteps:
    return MarkSteps(before=before, total=total, texts=TEXTS)


def a_name(start: int, end: int) -> NameLink:
    return NameLink(span=Span(start=start, end=end), url="/?term=a", title="Policy term")


def paragraphs(snippet: Snippet, *names: NameLink, total: int = 1, before: int = 0) -> list[str]:
    return [str(line) for line in render_paragraphs(snippet, names, steps(total=total, before=before))]


def test_lines_become_paragraphs_and_a_mark_over_their_end_has_one_number() -> None:
    snippet = a_snippet("甲乙\n\n丙丁\r\n戊", (1, 5))
    assert paragraphs(snippet) == ['甲<mark id="m1">乙</mark>', "<mark>丙</mark>丁", "戊"]


def test_a_mark_that_begins_with_the_line_break_is_numbered_where_it_is_seen() -> None:
    assert paragraphs(a_snippet("甲\n乙丙", (1, 3))) == ["甲", '<mark id="m1">乙</mark>丙']


def test_marks_lead_to_their_neighbours_and_the_last_to_the_first() -> None:
    (line,) = render_paragraphs(a_snippet("甲乙丙", (0, 1), (2, 3)), (), steps(total=3, before=1))
    html = Reading(str(line))
    links = [element for element in html.elements if element.startswith("a ")]
    assert [link for link in links if "previous" in link or "next" in link] == [
        "a [('class', 'previous'), ('href', '#m1'), ('aria-label', 'Previous match')]",
        "a [('class', 'next'), ('href', '#m3'), ('aria-label', 'Next match')]",
        "a [('class', 'previous'), ('href', '#m2'), ('aria-label', 'Previous match')]",
        "a [('class', 'next'), ('href', '#m1'), ('aria-label', 'Next match')]",
    ]
    assert html.text == "甲乙丙"


def test_a_single_mark_leads_nowhere() -> None:
    assert str(render_title(a_snippet("稀土", (0, 2)), [], steps())) == '<mark id="m1">稀土</mark>'


def test_names_are_linked() -> None:
    assert paragraphs(a_snippet("在包頭市"), a_name(1, 3)) == [
        '在<a class="name" href="/?term=a" title="Policy term">包頭</a>市'
    ]


def test_a_mark_may_stand_inside_a_name_and_its_links_follow_the_name() -> None:
    (line,) = paragraphs(a_snippet("在包頭市", (1, 2)), a_name(1, 3), total=2)
    assert line.startswith(
        '在<a class="name" href="/?term=a" title="Policy term"><mark id="m1">包</mark>頭</a><span class="step">'
    )


def test_a_name_that_crosses_a_mark_or_holds_several_is_not_linked() -> None:
    crossing = paragraphs(a_snippet("在包頭市", (0, 2)), a_name(1, 3))
    several = paragraphs(a_snippet("在包頭市", (1, 2), (2, 3)), a_name(1, 3), total=1)
    assert ["<a" in "".join(lines) for lines in (crossing, several)] == [False, False]


def test_a_name_over_two_lines_is_not_linked() -> None:
    assert paragraphs(a_snippet("包\n頭"), a_name(0, 3)) == ["包", "頭"]


RANGES = st.lists(st.integers(0, 30), max_size=10, unique=True).map(sorted)


@given(st.text(max_size=30), RANGES, RANGES)
def test_any_text_with_any_marks_and_names_stays_text(text: str, marks: list[int], names: list[int]) -> None:
    def spans(edges: list[int]) -> list[Span]:
        pairs = zip(edges[::2], edges[1::2], strict=False)
        return [Span(start=start, end=end) for start, end in pairs if end <= len(text)]

    snippet = Snippet(text=text, highlights=tuple(spans(marks)))
    links = [NameLink(span=span, url="/", title=text) for span in spans(names)]
    marked = Reading("".join(render_paragraphs(snippet, links, steps(total=len(snippet.highlights)))))
    bare = Reading("".join(render_paragraphs(Snippet(text=text), (), steps())))
    assert {element.split()[0] for element in marked.elements} <= {"mark", "a", "span"}
    assert marked.text == bare.text
