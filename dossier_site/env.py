"""Reads one setting of the environment at a time. An odd value stops the start and says how to mend it."""

import os
import re
import secrets
import tempfile
import warnings
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

import environ
from django.core.exceptions import ImproperlyConfigured

WORDS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}


def read_file(path: str) -> None:
    """Take settings from a file of `NAME=value` lines. What the environment already says stays."""
    environ.Env.read_env(path)


def text(name: str, default: str = "") -> str:
    """The value as typed, without spaces around it; empty counts as not set."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool) -> bool:
    """On or off. A word that is neither stops the start: "maybe" must not silently mean off."""
    value = text(name)
    if value and value.lower() not in WORDS:
        raise ImproperlyConfigured(f"{name} is {value!r}. Write 1 for on or 0 for off.")
    return WORDS[value.lower()] if value else default


def number(name: str, default: int, lowest: int, highest: int) -> int:
    """A whole number within bounds."""
    value = text(name, str(default))
    if not re.fullmatch(r"[0-9]{1,9}", value) or not lowest <= int(value) <= highest:
        raise ImproperlyConfigured(f"{name} is {value!r}. Write a whole number from {lowest} to {highest}.")
    return int(value)


def choice(name: str, default: str, choices: tuple[str, ...]) -> str:
    """One word of a fixed list, in capitals or not."""
    value = text(name, default).upper()
    if value not in choices:
        raise ImproperlyConfigured(f"{name} is {value!r}. Write one of: {', '.join(choices)}.")
    return value


def words(name: str, default: list[str]) -> list[str]:
    """A list typed with commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()] or default


def people(name: str) -> list[tuple[str, str]]:
    """E-mail addresses typed with commas, as Django wants them: (name, address)."""
    addresses = words(name, [])
    for address in addresses:
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", address):
            raise ImproperlyConfigured(f"{name} holds {address!r}. Write e-mail addresses with commas between them.")
    return [(address, address) for address in addresses]


def host(name: str, default: str) -> str:
    """An address of this machine as it stands before ":8000": one of IPv6 in brackets, typed with them or without."""
    value = text(name, default).strip("[]")
    return f"[{value}]" if ":" in value else value


def site_url(name: str, default: str) -> str:
    """Scheme and host of the site, without final slash: everything that must name the site in full starts with it."""
    value = text(name, default).rstrip("/")
    try:
        parts = urlsplit(value)
        good = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1) and "@" not in parts.netloc
    except ValueError:
        good = False
    if not good or parts.path or parts.query or parts.fragment:
        raise ImproperlyConfigured(f"{name} is {value!r}. Write it like https://dossiers.example.org, without a path.")
    return value


def time_zone(name: str, default: str) -> str:
    """A time zone by its IANA name."""
    value = text(name, default)
    if value not in available_timezones():
        raise ImproperlyConfigured(f"{name} is {value!r}. Write a name like Europe/Brussels or UTC.")
    return ZoneInfo(value).key


def folder(name: str, default: Path) -> Path:
    """A folder that this process can write to; made, for its owner only, when it is missing."""
    path = Path(text(name, str(default))).expanduser().resolve()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"{name} is {str(path)!r}: {error.strerror}. Name a folder you may write.") from None
    if not os.access(path, os.W_OK | os.X_OK):
        raise ImproperlyConfigured(f"{name} is {str(path)!r}, which cannot be written. Name a folder you may write.")
    return path


def address(name: str, default: str, read: str, hint: str) -> dict:
    """A database, cache or e-mail service by its address; `read` is django-environ's word for the kind: "db_url"."""
    value = text(name, default)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            config = getattr(environ.Env, f"{read}_config")(value)
    except (ValueError, UserWarning, ImproperlyConfigured):
        config = {}
    if not config:
        # The value may hold a password: it is not repeated.
        raise ImproperlyConfigured(f"{name} cannot be read. Write it like {hint}.")
    return config


def secret_key(name: str, file: Path) -> str:
    """The key that signs sessions: from the environment, else from a file that only its owner can read.

    Two processes that start together end with one key: the file appears whole, under its name, or not at all.
    """
    if key := text(name):
        return key
    if not file.exists():
        with tempfile.NamedTemporaryFile("w", dir=file.parent) as draft:  # made with mode 0600
            draft.write(secrets.token_urlsafe(50))
            draft.flush()
            with suppress(FileExistsError):  # another process was first: its key it is
                os.link(draft.name, file)
    if not (key := file.read_text().strip()):
        raise ImproperlyConfigured(f"{file} is empty. Remove it, and the next start makes a new key.")
    return key
