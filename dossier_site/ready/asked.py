"""What is asked in a request, as far as an answer for everybody can depend on it."""

from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from dossiers.lists.filtersets import DossierFilterSet, EventFilterSet, OrganisationFilterSet

# What pages read of their address, and what others stick to it, which no page reads. Whoever asks anything else is
# answered by Django: a parameter that nobody thought of here is never taken for none.
LISTS = (DossierFilterSet, EventFilterSet, OrganisationFilterSet)
OTHERS = {"page", "type", "order", "p", "show", "with", "since", "before", "after", "as-of", "cursor", "limit"}
OEMBED = {"url", "format", "maxwidth", "maxheight"}
PARAMETERS = OTHERS.union(OEMBED, *(filterset.base_filters for filterset in LISTS))
STUCK = {"fbclid", "gclid", "mc_cid", "mc_eid", "utm_campaign", "utm_content", "utm_medium", "utm_source", "utm_term"}
LONGEST = 2000
# Here nothing is a page for everybody, or somebody else keeps it.
NEVER = (
    "/admin",
    "/alerts/",
    "/data/dumps/",
    "/design/",
    "/health/",
    "/media/",
    "/preview/",
    "/report/",
    "/static/",
    "/still-true/",
)
# Files that are made while they are sent, however long they are: nobody holds one whole.
STREAMED = (".csv", ".xlsx", ".zip", "/taskforces.json", "/events.json", "/organisations.json")
# Who sends one of these is staff, or asks for a part of an answer or under a condition of their own.
OWN = {"HTTP_AUTHORIZATION", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE"}
STAFF = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages")
# Of these and of pages narrowed by parameters there is no end.
MANY = "/editions/", "/compare/"


class Asked(NamedTuple):
    """A page that is asked for: its path, the parameters it reads in one order, and whether it came by https."""

    path: str
    query: str
    is_secure: bool

    @property
    def is_one_of_many(self) -> bool:
        """Whether whoever makes up addresses finds ever more of this kind, each with a page."""
        return bool(self.query) or any(part in self.path for part in MANY)

    def key(self, encoding: str) -> bytes:
        """Under which the answer is kept, in one encoding."""
        return blake2b(f"{encoding} {self.is_secure} {self.path}?{self.query}".encode(), digest_size=16).digest()


def asked(environ) -> Asked | None:
    """What is asked; None where the answer is not for everybody, or nothing is known of it here."""
    path = environ["PATH_INFO"]
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or path.startswith(NEVER) or not OWN.isdisjoint(environ):
        return None
    if path.endswith(STREAMED):
        return None
    cookies = environ.get("HTTP_COOKIE")
    if cookies and any(name in cookies for name in STAFF):
        return None
    query = canonical(environ.get("QUERY_STRING", ""))
    # Pages do not name the host that was asked (SITE_URL is theirs), so a host is only allowed or not.
    if query is None or not is_allowed(environ.get("HTTP_HOST", "")):
        return None
    return Asked(path, query, is_secure(environ))


@lru_cache(256)
def canonical(query: str) -> str | None:
    """The parameters that pages read, in one order; None where there are others."""
    if not query:
        return ""
    if len(query) > LONGEST or not query.isascii():
        return None
    pairs = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] not in STUCK]
    if any(name not in PARAMETERS for name, _value in pairs):
        return None
    # The values of one parameter stay in their order: the last one counts for some.
    return urlencode(sorted(pairs, key=lambda pair: pair[0]))


@lru_cache(256)
def is_allowed(host: str) -> bool:
    """Whether Django answers to this host name."""
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def is_secure(environ) -> bool:
    """Whether the reader came by https, as `dossier_site.middleware.TrustedHeaders` and Django see it."""
    forwarded = environ.get("HTTP_X_FORWARDED_PROTO") if settings.BEHIND_PROXY else None
    scheme = forwarded.rpartition(",")[2].strip() if forwarded else environ["wsgi.url_scheme"]
    return scheme == "https"


@lru_cache(256)
def encoding(accepted: str) -> str:
    """The smallest encoding that a reader takes: "br", "gzip", or "" for none."""
    offers = [offer.replace(" ", "").lower() for offer in accepted.split(",")]
    taken = {name for name, _semicolon, weight in (offer.partition(";") for offer in offers) if not _is_nil(weight)}
    return next((name for name in ("br", "gzip") if name in taken), "")


def _is_nil(weight: str) -> bool:
    return weight.startswith("q=0") and not weight.removeprefix("q=").strip("0.")
