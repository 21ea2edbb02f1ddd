"""The reader: the site and the JSON API over `SearchService`. Never imports the writer.

A request goes through `security.py` (methods, length) to a view in `machines/api.py` or `pages/search.py`; `parameters.py` makes a
`SearchRequest` of it; the library answers; `answers.py` makes JSON of the result, or `views/search.py` and the templates a
page, in which all markup around others' text comes from `present.py`. Errors become answers in `problems.py`. The
server is started by `commands/serve.py`. Everything is read-only: nothing of a reader is kept between
requests; what the archive answered lately is the library's to remember.
"""

from __future__ import annotations

import hashlib
import shlex
from functools import partial
from pathlib import Path

from flask import Flask
from jinja2 import StrictUndefined

from index.analysis.script import fold, to_simplified
from index.analysis.units import canonical
from index.archive.folder import DataFolder
from index.archive.generations import load_analyzer
from index.ranking.folded_texts import load_folding
from index.regions.gazetteer import Gazetteer
from index.search import SearchService
from index.settings import Settings, default_data_folder
from webapp.article_ids import accept_article_ids
from webapp.clock import Clock, now_in_shanghai
from webapp.compression import compress_answers
from webapp.machines.api import Api
from webapp.machines.for_machines import ForMachines
from webapp.machines.metrics import Metrics
from webapp.machines.openapi import render_openapi
from webapp.machines.outputs import Outputs
from webapp.pages.explain import ExplainPage
from webapp.pages.feeds import FeedsPage
from webapp.pages.profiles import ProfilePages
from webapp.pages.saved import SavedPages
from webapp.pages.search import Pages
from webapp.parameters import ReadRequest
from webapp.present import clean_value
from webapp.problems import Problems
from webapp.reader import describe_reader
from webapp.security import secure

__all__ = ["create_app", "load_dictionaries"]

_STATIC_MAX_AGE_SECONDS = 86_400  # addresses of static files change with their content


def create_app(
    settings: Settings, service: SearchService | None = None, *, clock: Clock = now_in_shanghai
) -> Flask:
    """The site over the data folder of *settings*, or over *service* where one is given; *clock* says what today is.

    Starts on an absent or empty folder too: the pages then show the first steps and the API answers 503.
    """
    service = SearchService.open(settings) if service is None else service
    gazetteer, folder = Gazetteer.load(), DataFolder(settings.data)
    app = Flask(__name__)
    app.request_class = ReadRequest
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = _STATIC_MAX_AGE_SECONDS
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.finalize = clean_value
    app.jinja_env.globals["static_version"] = _digest_static(Path(app.root_path) / "static")
    app.jinja_env.globals["command"] = render_command(settings)
    app.context_processor(partial(describe_reader, clock))
    accept_article_ids(app)
    secure(app)
    Problems(folder).register(app)
    Metrics(service).register(app)
    compress_answers(app)
    Api(service, gazetteer).register(app)
    Pages(service, gazetteer, folder, clock).register(app)
    ProfilePages(service, gazetteer, clock).register(app)
    SavedPages(service, gazetteer, folder, render_command(settings)).register(app)
    Outputs(service, gazetteer, clock).register(app)
    ForMachines(service).register(app)
    FeedsPage(service).register(app)
    ExplainPage(service, gazetteer).register(app)
    return app


def render_command(settings: Settings) -> str:
    """How a terminal calls the program for this data folder: what pages show is copied as it stands."""
    if settings.data == default_data_folder():
        return "zhengwen"
    return f"zhengwen --data {shlex.quote(str(settings.data))}"


def load_dictionaries() -> None:
    """Read the tables that every process of a server uses, before it divides: they are then in memory once."""
    Gazetteer.load()
    # Not the tables towards traditional script: 40 MB that only readers who ask for it need.
    text = to_simplified("政聞") + load_analyzer(()).fingerprint
    canonical(fold(text))
    load_folding()
    render_openapi()


def _digest_static(folder: Path) -> str:
    """A short digest of the static files, so that a browser never shows a page with another release's style."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:10]
