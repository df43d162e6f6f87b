"""Reads settings that name hosts and people: written by hand, given on as browsers and mail servers write them."""

from email.headerregistry import Address
from email.utils import formataddr, parseaddr
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

import idna
from django.core.exceptions import ImproperlyConfigured

from dossier_site import env

DEFAULT_PORTS = {"http": 80, "https": 443}


def host_name(typed: str) -> str:
    """A host as browsers send it: small letters, an international one as "xn--…" (UTS #46), IPv6 in brackets.

    Raises ValueError for what can be no host.
    """
    bare = typed.removesuffix(".")
    if ":" in bare:
        return f"[{IPv6Address(_without_brackets(bare))}]"
    if bare.rpartition(".")[2].isdigit():
        return str(IPv4Address(bare))
    return idna.encode(bare, uts46=True, std3_rules=True).decode()


def bind(name: str, default: str) -> str:
    """An IP address of this machine, as it stands before ":8000"."""
    value = env.text(name, default)
    try:
        address = ip_address("127.0.0.1" if value.lower() == "localhost" else _without_brackets(value))
    except ValueError:
        raise ImproperlyConfigured(
            f"{name} is {value!r}. Write an IP address of this machine, like 127.0.0.1, or 0.0.0.0 for all of them."
        ) from None
    return f"[{address}]" if address.version == 6 else str(address)


def hosts(name: str, default: list[str]) -> list[str]:
    """Host names with commas, as Django compares them; `.example.org` stands for all below it, `*` for any."""
    try:
        return [_pattern(word) for word in env.words(name)] or default
    except ValueError:
        raise ImproperlyConfigured(
            f"{name} is {env.text(name)!r}. Write host names with commas between them, like dossiers.example.org, "
            "without https:// and without a port."
        ) from None


def site_url(name: str, default: str) -> str:
    """Scheme and host of the site, as browsers name its origin (RFC 6454): small letters, no port where it is usual."""
    value = env.text(name, default)
    try:
        return _origin(value)
    except ValueError:
        shown = "not an address" if "@" in value else repr(value)  # it may hold a password
        raise ImproperlyConfigured(
            f"{name} is {shown}. Write it like https://dossiers.example.org, without a path."
        ) from None


def web_address(name: str, default: str) -> str:
    """The address of a page on the web, perhaps with a path."""
    value = env.text(name, default)
    try:
        parts = urlsplit(value)
        is_one = parts.scheme in DEFAULT_PORTS and bool(parts.hostname and host_name(parts.hostname))
    except ValueError:
        is_one = False
    if not is_one or " " in value:
        raise ImproperlyConfigured(f"{name} is {value!r}. Write the address of a page, like https://example.org/terms.")
    return value


def people(name: str) -> list[tuple[str, str]]:
    """E-mail addresses typed with commas, as Django wants them: (name, address)."""
    try:
        mailboxes = [mailbox(word) for word in env.words(name)]
    except ValueError:
        raise ImproperlyConfigured(
            f"{name} is {env.text(name)!r}. Write e-mail addresses with commas between them."
        ) from None
    return [(person or address, address) for person, address in mailboxes]


def sender(name: str, default: str) -> str:
    """One e-mail address, with a name before it or without: `Dossiers <dossiers@example.org>`."""
    value = env.text(name, default)
    try:
        person, address = mailbox(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {value!r}. Write an e-mail address.") from None
    return formataddr((person, address))


def mailbox(typed: str) -> tuple[str, str]:
    """Name (or nothing) and address of one person, as RFC 5322 writes them. Raises ValueError."""
    person, address = parseaddr(typed) if "<" in typed else ("", typed)
    try:
        domain = Address(addr_spec=address).domain
    except Exception as error:  # the parser raises whatever it stumbles over, IndexError too
        raise ValueError(typed) from error
    domain = domain if domain.startswith("[") else host_name(domain)
    return person, f"{address.rpartition('@')[0]}@{domain}"


def _origin(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in DEFAULT_PORTS or "@" in value or parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError(value)
    if parts.port == 0:
        raise ValueError(value)
    port = "" if parts.port in (None, DEFAULT_PORTS[parts.scheme]) else f":{parts.port}"
    return f"{parts.scheme}://{host_name(parts.hostname or '')}{port}"


def _pattern(word: str) -> str:
    if word == "*":
        return word
    return f".{host_name(word[1:])}" if word.startswith(".") else host_name(word)


def _without_brackets(value: str) -> str:
    return value[1:-1] if value.startswith("[") and value.endswith("]") else value
