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

LARGEST = 1_500_000
# What Django's "not modified" keeps, and what the middleware around it adds.
KEPT_IF_NOT_MODIFIED = {
    *("cache-control", "content-location", "date", "etag", "expires", "last-modified", "vary"),
    *("content-security-policy", "permissions-policy", "strict-transport-security", "x-content-type-options"),
    *("referrer-policy", "cross-origin-opener-policy"),
    *(f"access-control-{name}" for name in ("allow-origin", "allow-methods", "allow-headers", "expose-headers")),
}
# The encodings in which a page is kept; "" is none.
ENCODINGS = ("", "gzip", "br")
OF_ENCODING = {"content-encoding", "content-length", "etag"}
QUALITY = 5  # of brotli: about as fast as gzip, and smaller


class Representation(NamedTuple):
    """A page in one encoding."""

    etag: str
    headers: list
    body: bytes

    def answer(self, environ, start_response):
        """Send it, or that it is not modified. Answers to HEAD have no body."""
        is_get = environ["REQUEST_METHOD"] == "GET"
        if is_get and matches(environ.get("HTTP_IF_NONE_MATCH", ""), self.etag):
            kept = [header for header in self.headers if header[0].lower() in KEPT_IF_NOT_MODIFIED]
            start_response("304 Not Modified", kept)
            return []
        start_response("200 OK", self.headers)
        return [self.body] if is_get else []


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

    def representations(self) -> dict[str, Representation]:
        """The page in each encoding; one that saves nothing is none, as Django has it."""
        headers = [(name, value) for name, value in self.headers if name.lower() not in OF_ENCODING]
        bodies = {"": self.plain}
        if "accept-encoding" in self.named.get("vary", "").lower():
            bodies |= {"gzip": compress_string(self.plain), "br": brotli.compress(self.plain, quality=QUALITY)}
        return {name: _represent(name, bodies, headers) for name in ENCODINGS}


def _represent(name, bodies, headers):
    if name not in bodies or len(bodies[name]) >= len(bodies[""]):
        name = ""
    body = bodies[name]
    etag = quote_etag(md5(body, usedforsecurity=False).hexdigest())
    own = [("Content-Length", str(len(body))), ("ETag", etag)] + ([("Content-Encoding", name)] if name else [])
    return Representation(etag, headers + own, body)


def matches(header: str, etag: str) -> bool:
    """Whether a reader has this page already, by what `If-None-Match` says."""
    if not header or header == etag:
        return bool(header)
    etags = parse_etags(header)
    return etags == ["*"] or etag in {each.removeprefix("W/") for each in etags}
