"""The size check sees what is over the limits, and only that."""

import ast

import pytest

from tools import check_sizes


def a_function(source: str) -> ast.FunctionDef:
    node = ast.parse(source).body[0]
    assert isinstance(node, ast.FunctionDef)
    return node


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("def f(): pass", 0),
        ("def f(self, a, b): pass", 2),
        ("def f(cls, /, a, *, b): pass", 2),
        ("def f(a, b, /, c, *, d, e, g): pass", 6),
    ],
)
def test_parameters_are_those_that_a_caller_gives(source: str, expected: int) -> None:
    assert check_sizes.count_parameters(a_function(source)) == expected


def test_lines_of_the_docstring_are_not_counted() -> None:
    function = a_function('def f():\n    """One.\n\n    Two.\n    """\n    return 1\n')
    assert check_sizes.count_lines(function) == 2


def test_a_long_function_and_a_wide_one_are_breaches() -> None:
    body = "    x = 1\n" * check_sizes.MAX_FUNCTION_LINES
    function = a_function(f"def f(a, b, c, d, e, g):\n{body}")
    assert list(check_sizes.find_function_breaches("m.py", function)) == [
        "m.py:1 f: 41 lines (at most 40)",
        "m.py:1 f: 6 parameters (at most 5)",
    ]


@pytest.mark.parametrize("decorator", ["click.command()", "main.command('add')", "click.option('-v')"])
def test_options_of_a_command_are_no_parameters(decorator: str) -> None:
    function = a_function(f"@{decorator}\ndef f(a, b, c, d, e, g):\n    pass\n")
    assert list(check_sizes.find_function_breaches("m.py", function)) == []
