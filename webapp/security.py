"""The headers that every response carries, errors and static files included, and the bounds of a request.

Only reading: GET and HEAD, no cookies, no sessions, nothing from elsewhere (no script, style, image or frame of another
host). Must not depend on what is answered.
"""

from __future__ import annotations

from flask import Flask, Response, request
from werkzeug.exceptions import MethodNotAllowed, RequestURITooLarge

GENERATION_HEADER = "X-Zhengwen-Generation"
"""Which generation of the index an answer comes from; set by the views that ask it."""

ALLOWED_METHODS = ("GET", "HEAD")
MAX_ADDRESS_LENGTH = 16_384
"""Characters of path and parameters together; every search that the limits allow fits (64 values a filter)."""

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",  # suggestions while typing
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
SECURITY_HEADERS: tuple[tuple[str, str], ...] = (
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    # What somebody searches for is nobody else's business, the sites of the articles included.
    ("Referrer-Policy", "same-origin"),
    ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)


def secure(app: Flask) -> None:
    """Make *app* refuse what it does not serve and send the headers on every response."""
    app.before_request(_check_request)
    app.after_request(_add_headers)


def _check_request() -> None:
    if request.method not in ALLOWED_METHODS:
        raise MethodNotAllowed(valid_methods=ALLOWED_METHODS)
    if len(request.path) + len(request.query_string) > MAX_ADDRESS_LENGTH:
        raise RequestURITooLarge


def _add_headers(response: Response) -> Response:
    for name, value in SECURITY_HEADERS:
        response.headers[name] = value
    return response
