"""A page as it is sent: in each encoding, with the headers that Django gives, and with those of "not modified"."""

import gzip
from dataclasses import dataclass
from functools import cached_property
from hashlib import md5
from typing import NamedTuple

import brotli
from django.utils.cache import cc_delim_re
from django.utils.http import parse_etags, quote_etag
from django.utils.text import compress_string

from dossier_site.ready import LARGEST

# What Django's "not modified" keeps, and what the middleware around it adds.
KEPT_IF_NOT_MODIFIED = {
    *("cache-control", "content-location", "date", "etag", "expires", "last-modified", "vary"),
    *("content-security-policy", "permissions-policy", "strict-transport-security", "x-content-type-options"),
    *("referrer-policy", "cross-origin-opener-policy"),
    *(f"access-control-{name}" for name in ("allow-origin", "allow-methods", "allow-headers", "expose-headers")),
}
OF_ENCODING = {"content-encoding", "content-length", "etag"}
QUALITY, BEST = 5, 11  # of brotli: about as fast as gzip, and smaller; as small as it gets, ten times as slow
SMALLEST_WINDOW = 16  # as a power of 2


def compress_brotli(body: bytes, quality: int = QUALITY) -> bytes:
    """With a window that holds the page and no more: a larger one takes time and makes it no smaller."""
    return brotli.compress(body, quality=quality, lgwin=min(max(len(body).bit_length(), SMALLEST_WINDOW), 22))


COMPRESS = {"gzip": compress_string, "br": compress_brotli}


class Representation(NamedTuple):
    """A page in one encoding."""

    etag: str
    headers: list
    body: bytes

    def answer(self, environ, start_response):
        """Send it, or that it is not modified. Answers to HEAD have no body."""
        if matches(environ.get("HTTP_IF_NONE_MATCH", ""), self.etag):
            kept = [header for header in self.headers if header[0].lower() in KEPT_IF_NOT_MODIFIED]
            start_response("304 Not Modified", kept)
            return []
        start_response("200 OK", self.headers)
        return [self.body] if environ["REQUEST_METHOD"] == "GET" else []


@dataclass
class Drawn:
    """What Django answered."""

    status: str
    headers: list
    body: bytes

    def answer(self, _environ, start_response):
        """Send it as it is."""
        start_response(self.status, self.headers)
        return [self.body]

    @property
    def is_fault(self) -> bool:
        """Whether something went wrong, which soon may not."""
        return self.status.startswith("5")

    @cached_property
    def named(self) -> dict[str, str]:
        """The headers by their names in small letters."""
        return {name.lower(): value for name, value in self.headers}

    @cached_property
    def plain(self) -> bytes:
        """The page without encoding."""
        return gzip.decompress(self.body) if self.named.get("content-encoding") == "gzip" else self.body

    @property
    def is_public(self) -> bool:
        """Whether anybody may have it as it is: whole, without cookies, and different by encoding alone."""
        headers = self.named
        cache = {word.strip() for word in cc_delim_re.split(headers.get("cache-control", "").lower())}
        varies = {name.strip().lower() for name in headers.get("vary", "").split(",")} - {""}
        return (
            self.status.startswith("200 ")
            and "public" in cache
            and not cache & {"private", "no-store"}
            and "set-cookie" not in headers
            and varies <= {"accept-encoding"}
            and len(self.plain) <= LARGEST
        )

    def represented(self) -> Representation:
        """The page without encoding, as it is kept."""
        return _represent(self.headers, self.plain)


def encoded(page: Representation, encoding: str) -> Representation:
    """A page without encoding in one; as it is where that saves nothing, or is not asked, as Django has it."""
    named = {name.lower(): value for name, value in page.headers}
    if not encoding or "accept-encoding" not in named.get("vary", "").lower():
        return page
    body = COMPRESS[encoding](page.body)
    return _represent(page.headers, body, encoding) if len(body) < len(page.body) else page


def improved(page: Representation) -> Representation:
    """A page in brotli, as small as it gets."""
    return _represent(page.headers, compress_brotli(brotli.decompress(page.body), BEST), "br")


def _represent(headers, body, encoding=""):
    etag = quote_etag(md5(body, usedforsecurity=False).hexdigest())
    own = [("Content-Length", str(len(body))), ("ETag", etag)]
    others = [(name, value) for name, value in headers if name.lower() not in OF_ENCODING]
    return Representation(etag, others + own + ([("Content-Encoding", encoding)] if encoding else []), body)


def matches(header: str, etag: str) -> bool:
    """Whether a reader has this page already, by what `If-None-Match` says."""
    if not header or header == etag:
        return bool(header)
    etags = parse_etags(header)
    return etags == ["*"] or etag in {each.removeprefix("W/") for each in etags}
