"""Trees as text: which text stands for which tree, and that it reads back."""

import pytest

from index.query.ast import And, Everything, InDates, InRegion, Node, Not, Or, Phrase, Prefix, Run
from index.query.parser import parse_query
from index.query.render import render_query

A, B, C = Run(text="A"), Run(text="B"), Run(text="C")


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        (Everything(), ""),
        (Run(text="稀土"), "稀土"),
        (Run(text="稀土", scope="title"), "title:稀土"),
        (Run(text="新華社", scope="source"), "source:新華社"),
        (Run(text="“卡脖子”难题"), "“卡脖子”难题"),
        (Run(text="OR"), "(OR)"),
        (Run(text="或", scope="body"), "body:(或)"),
        (Run(text="|"), "|"),
        (Phrase(text="稀土 出口"), '"稀土 出口"'),
        (Phrase(text="稀土,出口。", scope="entity"), 'entity:"稀土,出口。"'),
        (Phrase(text='say "hi"'), '“say "hi"”'),
        (Phrase(text="“a” 「b」"), '"“a” 「b」"'),
        (Prefix(text="tech"), "tech*"),
        (Prefix(text="tech", scope="title"), "title:tech*"),
        (InRegion(name="15"), "region:15"),
        (InRegion(name="New Zealand"), 'region:"New Zealand"'),
        (InDates(first="2025-11", last="2025-11"), "date:2025-11"),
        (InDates(first="2025-01", last="2025-06-30"), "date:2025-01..2025-06-30"),
        (InDates(first="2025", last=None), "date:2025.."),
        (InDates(first=None, last="2025"), "date:..2025"),
        (And(children=(A, B, C)), "A AND B AND C"),
        (Or(children=(A, B, C)), "A OR B OR C"),
        (Or(children=(And(children=(A, B)), C)), "A AND B OR C"),
        (And(children=(Or(children=(A, B)), C)), "(A OR B) AND C"),
        (Not(child=A), "NOT A"),
        (Not(child=And(children=(A, B))), "NOT (A AND B)"),
        (Not(child=Or(children=(A, B))), "NOT (A OR B)"),
        (And(children=(A, Not(child=B))), "A AND NOT B"),
        (Or(children=(Not(child=A), B)), "NOT A OR B"),
        (And(children=(A, Run(text="NOT"))), "A AND (NOT)"),
        (Not(child=Run(text="OR", scope="title")), "NOT title:(OR)"),
    ],
)
def test_a_tree_has_one_text_and_the_text_that_tree(tree: Node, text: str) -> None:
    assert render_query(tree) == text
    assert parse_query(text).tree == tree
