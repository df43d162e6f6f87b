"""The site's colours for pictures that are no page: as they stand in the stylesheet, and nowhere else. Pure."""

import re
from functools import cache
from pathlib import Path

FILE = Path(__file__).resolve().parents[2] / "static" / "css" / "tokens.css"
TOKEN = re.compile(r"--([\w-]+):\s*(?:light-dark\()?(#[0-9a-fA-F]{3,8})\b")


@cache
def light(name):
    """A colour by day ("blue" for `--blue`). Raises KeyError for a token that there is not."""
    return dict(TOKEN.findall(FILE.read_text(encoding="utf-8")))[name]
