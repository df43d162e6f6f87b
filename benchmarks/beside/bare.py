"""The least that a server can do: a function that answers bytes it has at hand, with the headers of a page of ours."""

import json
import os
from pathlib import Path

PAGE = Path(os.environ["BARE_PAGE"]).read_bytes()
HEADERS = list(json.loads(os.environ["BARE_HEADERS"]).items())


def application(environ, start_response):
    """The same for every address."""
    start_response("200 OK", HEADERS)
    return [PAGE]
