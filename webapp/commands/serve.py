"""The command `zhengwen serve`.

Only reads options and says what happens; the server stands in `serving/server.py`, the site in `create_app`.
"""

from __future__ import annotations

import dataclasses

import click

from index.settings import Settings
from webapp import create_app, load_dictionaries
from webapp.serving.server import open_listener, render_address, run_server


@click.command()
@click.option("--host", metavar="ADDRESS", help="Address to listen on (127.0.0.1: this machine only).")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    metavar="NUMBER",
    help="Port to listen on (8000); 0: any free one.",
)
@click.pass_obj
def serve(settings: Settings, host: str | None, port: int | None) -> None:
    """Serve the site and the JSON API.

    Starts on an absent or empty data folder too, and shows what was indexed as soon as it is there.
    """
    chosen = dataclasses.replace(
        settings,
        host=settings.host if host is None else host,
        port=settings.port if port is None else port,
    )
    listener = open_listener(chosen.host, chosen.port)
    click.echo(f"zhengwen: serving {chosen.data} on {render_address(listener)} (Ctrl-C stops)", err=True)
    load_dictionaries()
    run_server(create_app, chosen, listener)
