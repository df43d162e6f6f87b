"""How often something is asked for, counted by all processes together, so that nobody can do it without end."""

import ipaddress

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest

from text.digest import digest

HOUR = 60 * 60
DAY = 24 * HOUR


def counted(name: str) -> int:
    """How often this was counted within an hour, this time included; by all processes."""
    caches["shared"].add(name, 0, HOUR)
    return caches["shared"].incr(name)


def is_too_often(what: str, network: str, *, by_one: int, by_all: int) -> bool:
    """Count that somebody of a network does this; whether it is too often for one, or too often for all together.

    What one network does too often does not count for all: it would silence everybody. Once it is too often for all,
    no network is counted any more: no flood fills the cache.
    """
    everybody = key(what)
    if caches["shared"].get(everybody, 0) >= by_all or counted(key(what, "by", network)) > by_one:
        return True
    return counted(everybody) > by_all


def key(*words: str) -> str:
    """A key for a cache that tells nobody what it stands for."""
    return digest("\0".join((settings.SECRET_KEY, *words)).encode())


def client_address(request: HttpRequest) -> str:
    """Where a request comes from, as the proxy in front says; the whole network where it is one person's (IPv6)."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    address = forwarded.rpartition(",")[2].strip() or request.META["REMOTE_ADDR"]
    try:
        is_six = ipaddress.ip_address(address).version == 6
    except ValueError:
        return address
    return str(ipaddress.ip_network((address, 64), strict=False)) if is_six else address


def taken(name: str, most: int = 1) -> bool:
    """Take one of `most` turns that there are within a day; whether one was left."""
    return any(caches["shared"].add(f"{name}-{turn}", True, DAY) for turn in range(most))
