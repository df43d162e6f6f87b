"""The least that a server can do: a function that answers bytes it has at hand, as many as a page of ours."""

import os
from pathlib import Path

PAGE = Path(os.environ["BARE_PAGE"]).read_bytes()
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(PAGE)))]


def application(environ, start_response):
    """The same for every address."""
    start_response("200 OK", HEADERS)
    return [PAGE]
