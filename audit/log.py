"""Writes the audit log: one line in each verb that must be known later, in the transaction of what it tells."""

import ipaddress
from collections.abc import Iterable

from allauth.core import context
from django.http import HttpRequest

from audit.models import Record
from editing.people import called
from editing.throttling import client_address


def note(kind: str, *, by=None, what: str = "", request: HttpRequest | None = None) -> None:
    """Write that `by` did this; where nobody is named, whoever is signed in at the request, else the site itself."""
    note_all(kind, by=by, whats=[what], request=request)


def note_all(kind: str, *, by=None, whats: Iterable[str], request: HttpRequest | None = None) -> None:
    """The same of several things that were done in one act."""
    request = request or context.request
    told = {"kind": kind, "who": name_of(by or _signed_in(request)), "network": network_of(request)}
    Record.objects.bulk_create(Record(what=what, **told) for what in whats)


def name_of(user) -> str:
    """What an account is called, and its name to sign in with: "Anna Lind (anna)"."""
    if not user:
        return ""
    name, username = called(user), user.get_username()
    return username if name == username else f"{name} ({username})"


def network_of(request: HttpRequest | None) -> str:
    """From where a request comes, without what would name one machine; "" for a command."""
    if request is None or "REMOTE_ADDR" not in request.META:
        return ""
    try:
        address = ipaddress.ip_network(client_address(request), strict=False).network_address
    except ValueError:
        return ""
    return str(ipaddress.ip_network((address, 24 if address.version == 4 else 48), strict=False))


def _signed_in(request):
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None
