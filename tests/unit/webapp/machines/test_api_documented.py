"""docs/api.md names every route, parameter, field and kind of problem."""

import dataclasses
import re
from pathlib import Path

import pytest
from flask import Flask

from tests.unit.webapp.conftest import problem_kinds
from webapp import answers
from webapp.parameters import PARAMETERS

DOCUMENT = (Path(__file__).resolve().parents[4] / "docs" / "api.md").read_text(encoding="utf-8")
WORDS = set(re.findall(r"`([^`\n]+)`", DOCUMENT))
ANSWERS = [
    one
    for one in vars(answers).values()
    if dataclasses.is_dataclass(one) and one.__module__ == answers.__name__
]


@pytest.mark.parametrize("name", [one.name for one in PARAMETERS])
def test_every_parameter_is_documented(name: str) -> None:
    assert name in WORDS


@pytest.mark.parametrize("name", sorted({field.name for one in ANSWERS for field in dataclasses.fields(one)}))
def test_every_field_is_documented(name: str) -> None:
    assert name in WORDS


def test_every_kind_of_problem_is_documented() -> None:
    assert problem_kinds() - WORDS == set()


def test_every_route_is_documented(app: Flask) -> None:
    routes = {
        re.sub(r"<.*>", "N" if "int:" in rule.rule else "ID", rule.rule) for rule in app.url_map.iter_rules()
    } - {"/static/ID"}
    assert {
        route for route in routes if f"`{route}`" not in DOCUMENT and f"{route}`" not in DOCUMENT
    } == set()
