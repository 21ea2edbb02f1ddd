"""Make the pictures of the documents from the samples, in Chromium: `docs/images/*.png`.

Runs on a maintainer's machine only, after a change of the look::

    .venv/bin/python tools/make_pictures.py

Serves the samples as `make run` does, opens the pages below and photographs them. The browser is found, never installed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
LANGUAGES = ("en", "zh-Hant", "zh-Hans")


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One picture: its file, the address, the size of the window, and how colours are."""

    name: str
    address: str
    width: int = 1120
    height: int = 720
    scheme: str = "light"


def list_pictures() -> Iterator[Picture]:
    """Every picture of the documents."""
    yield Picture(name="search", address="/?q=新質生產力&lang=en", height=760)
    for language in LANGUAGES:
        yield Picture(name=f"guide-search-{language}", address=f"/?q=稀土&lang={language}")
        yield Picture(
            name=f"guide-article-{language}",
            address=f"/article/sample-hant-001?q=稀土&names=1&lang={language}",
            height=620,
        )
    yield Picture(name="guide-profile", address="/term/新質生產力?lang=zh-Hant", height=640, scheme="dark")
    yield Picture(name="guide-phone", address="/?q=稀土&lang=zh-Hans&script=hans", width=320, height=640)


def main() -> None:
    """Make all pictures."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        sys.exit(f"make_pictures: none of {', '.join(BROWSERS)} is installed")
    with serving_samples() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        for picture in list_pictures():
            take(browser, site, picture)
        browser.close()


def take(browser: Browser, site: str, picture: Picture) -> None:
    """Photograph one page."""
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        color_scheme="dark" if picture.scheme == "dark" else "light",
    )
    page = context.new_page()
    page.goto(site + quote(picture.address, safe="/?=&"))
    page.screenshot(path=IMAGES / f"{picture.name}.png")
    context.close()
    print(f"{picture.name}.png")


@contextmanager
def serving_samples() -> Iterator[str]:
    """The site over the samples, on any free port."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "zhengwen", "--data", folder]
        subprocess.run([*command, "-q", "add", "samples"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        server = subprocess.Popen(
            [*command, "serve", "--port", "0"], cwd=ROOT, stderr=subprocess.PIPE, text=True
        )
        assert server.stderr is not None
        address = re.search(r"http://\S+", server.stderr.readline())
        if address is None:
            sys.exit("make_pictures: the site did not start")
        try:
            yield address[0]
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
