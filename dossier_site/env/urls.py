"""Reads settings that name a service by its URL: the database, the cache, and what sends e-mail.

User and password may hold any sign, typed as it is or percent-encoded (RFC 3986), but a `%` is best written `%25`.
No message repeats an address: it may hold a password.
"""

import re
import warnings
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from dossier_site import env

URL = re.compile(r"([a-z][a-z0-9+]*)://(?:(.*)@)?([^@#\s]*)", re.IGNORECASE)
SQLITE, POSTGRESQL = "django.db.backends.sqlite3", "django.db.backends.postgresql"
CACHES = ("locmemcache", "dummycache", "filecache", "dbcache", "redis", "rediss")
SMTP_PORTS = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}
MAIL = (*SMTP_PORTS, "consolemail", "filemail", "memorymail", "dummymail")


def database(name: str, file: Path) -> dict:
    """The database as Django names it: PostgreSQL by its URL, or SQLite in `file`, whatever signs its name has."""
    if not (value := env.text(name)):
        return {"ENGINE": SQLITE, "NAME": file}
    hint = "postgres://user:password@host:5432/name"
    config = _config(name, value, "db_url", hint)
    if config["ENGINE"] == SQLITE and config["NAME"] != ":memory:":
        return {"ENGINE": SQLITE, "NAME": file.parent / config["NAME"]}
    if config["ENGINE"] != POSTGRESQL or not value.lower().startswith("postgres"):  # by which make chooses the lock
        raise ImproperlyConfigured(f"{name} names a database that this site does not know. Use postgres:// or unset.")
    if not (config["NAME"] or "service" in config.get("OPTIONS", {})) or "%" in config["HOST"]:
        raise _unreadable(name, hint)
    _require(name, "psycopg", "Install requirements/postgres.txt")
    return config


def cache(name: str) -> dict:
    """The cache as Django names it; each process's own memory when nothing is said."""
    hint = "redis://127.0.0.1:6379/1"
    value = env.text(name, "locmemcache://")
    config = _config(name, value, "cache_url", hint, CACHES)
    if config["BACKEND"] == environ.Env.CACHE_SCHEMES["redis"]:
        if not urlsplit(_encoded(value)).hostname:
            raise _unreadable(name, hint)
        _require(name, "redis", ".venv/bin/python -m pip install redis")
    return config


def email(name: str) -> dict:
    """Django's settings of how e-mail is sent; to the log when nothing is said."""
    hint = "smtp+tls://user:password@host:587, or smtp+ssl:// for port 465"
    value = env.text(name, "consolemail://")
    config = _config(name, value, "email_url", hint, MAIL)
    scheme = value.partition(":")[0].lower()
    if scheme == "filemail":
        config["EMAIL_FILE_PATH"] = f"/{config['EMAIL_FILE_PATH']}"
    if scheme in SMTP_PORTS:
        config["EMAIL_PORT"] = config["EMAIL_PORT"] or SMTP_PORTS[scheme]
        if not config["EMAIL_HOST"]:
            raise _unreadable(name, hint)
        if not f"{config['EMAIL_HOST_USER']}{config['EMAIL_HOST_PASSWORD']}".isascii():
            raise ImproperlyConfigured(f"{name} has a user or password with accents, which mail servers cannot read.")
    return config


def _config(name: str, value: str, kind: str, hint: str, schemes: tuple[str, ...] = ()) -> dict:
    """What django-environ reads in a URL; `kind` is its word: "db_url"."""
    try:
        url = _encoded(value)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            config = getattr(environ.Env, f"{kind}_config")(url)
        if not config or (schemes and url.partition(":")[0] not in schemes):
            raise ValueError(kind)
        return config
    except (ValueError, UserWarning, ImproperlyConfigured):
        raise _unreadable(name, hint) from None


def _encoded(url: str) -> str:
    """The URL with user and password percent-encoded, for people paste passwords as they are. Raises ValueError."""
    if not (match := URL.fullmatch(url)):
        raise ValueError("no URL")
    scheme, login, rest = match.groups()
    place, mark, options = rest.partition("?")
    host = place.partition("/")[0]
    if "," not in host:
        _ = urlsplit(f"//{host}").port  # raises ValueError for a port that is none
    path = place[len(host) :].replace("+", "%2B")  # django-environ would read a space
    user, colon, password = (login or "").partition(":")
    prefix = f"{_quoted(user)}{colon}{_quoted(password)}@" if login else ""
    return f"{scheme.lower()}://{prefix}{host}{path}{mark}{options}"


def _quoted(part: str) -> str:
    return quote(unquote(part, errors="strict"), safe="")


def _require(name: str, package: str, way_out: str) -> None:
    if find_spec(package) is None:
        raise ImproperlyConfigured(f"{name} needs the package {package}, which is not installed. {way_out}.")


def _unreadable(name: str, hint: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name} cannot be read. Write it like {hint}. A % in a password is written %25.")
