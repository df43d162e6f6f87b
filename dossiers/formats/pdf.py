"""A page as a PDF, tagged for those who have it read aloud (PDF/UA-1). Pure.

Needs WeasyPrint, an extra, and Pango of the system. A page has all it needs inside: nothing is ever fetched.
"""

from ctypes import CDLL
from functools import cache
from importlib.util import find_spec

# The one library of Pango that needs all the others, as systems call it.
PANGO = ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0")
SCHEMES = ("data",)


@cache
def is_there() -> bool:
    """Whether PDFs can be made here. WeasyPrint is not read for it: that takes a second."""
    return find_spec("weasyprint") is not None and any(map(_loads, PANGO))


def _loads(library):
    try:
        return bool(CDLL(library))
    except OSError:
        return False


def written(page: str) -> bytes:
    """The PDF of a page of HTML. What it names and does not hold itself (`data:`) is left out."""
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    return HTML(string=page, url_fetcher=URLFetcher(allowed_protocols=SCHEMES)).write_pdf(pdf_variant="pdf/ua-1")
