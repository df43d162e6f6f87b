"""A feed and its items, as both formats of feeds are written from. Pure."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Item:
    """One change: what is new, where it is read, and why it changed. `html` is what a reader of feeds shows."""

    id: str
    url: str
    title: str
    html: str
    published: datetime
    updated: datetime
    language: str
    tags: list = field(default_factory=list)


@dataclass(frozen=True)
class Feed:
    """Some changes, newest first: what the feed is called, where it stands itself, and which page it follows."""

    title: str
    url: str
    page: str
    author: str
    language: str
    licence: str
    items: list
