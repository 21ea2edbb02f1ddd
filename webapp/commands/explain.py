"""The command `zhengwen explain`: how a query was understood and why an article is found or not.

Options are those of `search`, read by the same parser, so what is explained is the very search. With `--json` it prints the library's
explanation as it is (docs/explain.md); for people, `commands/explanation.py` puts it into lines.
"""

from __future__ import annotations

from urllib.parse import unquote

import click

from index.errors import GoneError, NotFoundError, ParameterError
from index.explaining.model import Explanation
from index.model import SearchRequest
from index.search import SearchService
from index.settings import Settings
from webapp.commands.explanation import explanation_lines
from webapp.commands.filter_options import Filters, filter_options
from webapp.commands.lines import show_lines
from webapp.commands.search import QueryCommand, build_request
from webapp.json_text import render_json


@click.command(cls=QueryCommand, context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, required=True, metavar="QUERY")
@click.option("--article", "article_id", metavar="ID", help="Why this article is found, or is not.")
@filter_options
@click.option("--sort", metavar="relevance|date", help="Best first (the default), or newest first.")
@click.option("--dup", metavar="head|all", help="Stories (the default), or every article.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
@click.pass_obj
def explain(
    settings: Settings,
    query: tuple[str, ...],
    article_id: str | None,
    filters: Filters,
    sort: str | None,
    dup: str | None,
    as_json: bool,
) -> None:
    """Say how a query is read, and why an article is found or not.

    QUERY and the options are those of `search`; with --article, what fails, what comes close, and the figures of its score.
    """
    request = build_request(filters, {"q": " ".join(query), "sort": sort, "dup": dup})
    explanation = _explain(SearchService.open(settings), request, article_id)
    if as_json:
        click.echo(render_json(explanation))
    else:
        show_lines(explanation_lines(explanation))


def _explain(service: SearchService, request: SearchRequest, article_id: str | None) -> Explanation:
    """The explanation for an id as it is, else percent-encoded as in an address."""
    if article_id == "":
        raise ParameterError("article", "--article is empty: give the id of an article")
    try:
        return service.explain(request, article_id)
    except GoneError:
        raise
    except NotFoundError:
        decoded = unquote(article_id or "")
        if decoded == article_id:
            raise
        return service.explain(request, decoded)
