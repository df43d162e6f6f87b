"""The file that the map and the outlines are read from. Knows nothing else: the tool that makes the file reads this."""

import json
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "europe.json"
SIDE = 400  # of the square that an outline is drawn in


@cache
def europe():
    """The drawn file; read once."""
    return json.loads(FILE.read_text(encoding="utf-8"))
