"""Pages and other texts with their links: found, and put into other words."""

import re
from collections.abc import Callable
from html import escape, unescape
from pathlib import Path

# A tag as our templates and the cleaning of rich text write it: values in double quotes.
TAG = re.compile(r'<([a-zA-Z][\w-]*)((?:\s+[^\s"=<>/]+(?:="[^"]*")?)*)\s*/?>')
LINK = re.compile(r'(\s(?:href|src|action|srcset)=)"([^"]*)"')
SHARED = re.compile(r'property="og:image" content="([^"]*)"')
# The files that stylesheets and scripts name, from where they stand.
IN_CODE = re.compile(r"""["'(](\.{0,2}/?[\w/.-]+\.(?:js|css|svg|png|woff2))["')]""")
LOCATION = re.compile(r"<loc>([^<]*)</loc>")


def relinked(page: str, link: Callable[[str], str], live: Callable[[str], str]) -> str:
    """The page with `link(address)` in the place of each address, and `live(address)` where its forms are sent to.

    What says where the page itself stands (its canonical address, the picture for where it is shared) stays.
    """

    def tag(match):
        name, attributes = match[1], match[2]
        if name == "meta" and (shared := SHARED.search(attributes)):
            link(unescape(shared[1]))
        if name == "meta" or 'rel="canonical"' in attributes:
            return match[0]
        lead = live if name == "form" else link
        return LINK.sub(lambda found: f'{found[1]}"{_other(found[1], found[2], lead)}"', match[0])

    return TAG.sub(tag, page)


def _other(attribute, value, lead):
    value = unescape(value)
    if "srcset" not in attribute:
        return escape(lead(value))
    each = (candidate.partition(" ") for candidate in value.split(", "))
    return escape(", ".join(f"{lead(address)}{space}{size}" for address, space, size in each))


def named(file: Path, media_type: str) -> list[str]:
    """The addresses that a stylesheet, a script or a sitemap names; other files name none."""
    if media_type.endswith("/xml"):
        return [unescape(address) for address in LOCATION.findall(file.read_text())]
    return IN_CODE.findall(file.read_text()) if media_type.endswith(("/css", "/javascript")) else []


def leading(address: str, site: str) -> str:
    """A page in the place of one that is not here: it leads on at once."""
    address, site = escape(address), escape(site)
    return (
        f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>{site}</title>\n'
        f'<meta name="robots" content="noindex">\n<meta http-equiv="refresh" content="0; url={address}">\n'
        f'<p><a href="{address}">{site}</a></p>\n</html>\n'
    )
