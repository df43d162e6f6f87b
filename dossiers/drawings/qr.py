"""An address as a picture that a telephone's camera reads. Pure."""

from dataclasses import dataclass
from itertools import groupby

QUIET = 4  # modules of empty paper that must surround a code


@dataclass(frozen=True)
class Code:
    """A QR code in an SVG: how wide its square is, and the path of its dark rows, each a stroke of width 1."""

    width: int
    path: str


def code(address):
    """The QR code of an address; a fold or a stain over a seventh of it does no harm."""
    import segno  # read where a code is asked for: it is large

    rows = segno.make_qr(address, error="m").matrix
    strokes = (stroke(x, y, length) for y, row in enumerate(rows) for x, length in runs(row))
    return Code(len(rows) + 2 * QUIET, "".join(strokes))


def runs(row):
    """Where dark modules stand side by side: (first, how many)."""
    for is_dark, group in groupby(enumerate(row), key=lambda module: bool(module[1])):
        places = [place for place, _module in group]
        if is_dark:
            yield places[0], len(places)


def stroke(x, y, length):
    """The piece of the path for dark modules side by side."""
    return f"M{x + QUIET} {y + QUIET}.5h{length}"
