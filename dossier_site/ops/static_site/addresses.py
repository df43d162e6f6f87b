"""Which addresses of the site become files of an export, and what those are called."""

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.urls import is_valid_path, reverse

# What answers a question, takes a form, is made for other sites, or takes seconds each (PDF): links to it lead to the
# live site.
NEEDS_A_SERVER = re.compile(
    r"/(admin|alerts|api|compare|design|health|id|oembed|report|search)\b|.*/(share|embedded)/\Z|/taskforces/.*\.pdf\Z"
)
# Names that every file system takes and that lead nowhere else.
PLAIN = re.compile(r"/(\.well-known/)?([\w-][\w.=-]*/)*([\w-][\w.=-]*)?", re.ASCII)
TURNED = re.compile(r"page=[1-9]\d{0,6}")
# What browsers ask for at fixed addresses, beside what pages name.
FIXED = ("/favicon.ico",)


class Address(NamedTuple):
    """An address of the site as a program asks for it."""

    path: str
    query: str = ""

    def __str__(self):
        return f"{self.path}?{self.query}" if self.query else self.path


def start() -> list[Address]:
    """Where an export begins: what is named by no page."""
    names = ("home", "sitemap", "robots", "security", "llms")
    return [*(Address(reverse(name)) for name in names), *map(Address, FIXED)]


def own(url: SplitResult) -> Address | None:
    """The address of the site that a full one means; None for one of another site."""
    site = urlsplit(settings.SITE_URL)
    return Address(url.path or "/", url.query) if url[:2] == site[:2] else None


@lru_cache(10_000)
def file_name(address: Address) -> str | None:
    """The name of the file, from the root of the export; None for what the live site has to answer.

    The further pages of a list stand in the same folder as its first, so that they lead elsewhere by the same words.
    """
    path, query = address
    if NEEDS_A_SERVER.match(path) or not PLAIN.fullmatch(path) or not _is_there(path):
        return None
    if not query or path.endswith(
        ".png"
    ):  # the address of a share picture says its edition: a server of files does not mind
        return f"{path}index.html"[1:] if path.endswith("/") else path[1:]
    return f"{path}{query}.html"[1:] if path.endswith("/") and TURNED.fullmatch(query) else None


def _is_there(path):
    return path.startswith(f"/{settings.STATIC_URL.strip('/')}/") or path in FIXED or is_valid_path(path)
