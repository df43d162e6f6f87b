"""Sitemaps as search engines read them (sitemaps.org). Pure."""

from xml.sax.saxutils import escape

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


def urls(pages):
    """A file that names pages: pairs of an address and the moment of its last change, also as text, or None."""
    return _file("urlset", "url", pages)


def index(files):
    """The file that names the other files, in pairs like those of pages."""
    return _file("sitemapindex", "sitemap", files)


def _file(root, element, pairs):
    pairs = list(pairs)
    # All at once: there are thousands.
    addresses = escape("\n".join([address for address, _at in pairs])).split("\n")
    told = zip(addresses, pairs, strict=True)
    rows = "".join([f"<{element}><loc>{address}</loc>{_changed(at)}</{element}>\n" for address, (_plain, at) in told])
    return f'{HEAD}<{root} xmlns="{SCHEMA}">\n{rows}</{root}>\n'


def _changed(at):
    if not at:
        return ""
    return f"<lastmod>{at if isinstance(at, str) else at.isoformat(timespec='seconds')}</lastmod>"
