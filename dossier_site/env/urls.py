"""Reads settings that name a service by its URL: the database, the cache, the file store, and what sends e-mail.

User and password may hold any sign, typed as it is or percent-encoded (RFC 3986), but a `%` is best written `%25`.
No message repeats an address: it may hold a password.
"""

import re
import warnings
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from dossier_site import env

URL = re.compile(r"([a-z][a-z0-9+]*)://(?:(.*)@)?([^@#\s]*)", re.IGNORECASE)
SQLITE, POSTGRESQL = "django.db.backends.sqlite3", "django.db.backends.postgresql"
POSTGRESQL_HINT = "postgres://user:password@host:5432/name"
REDIS = environ.Env.CACHE_SCHEMES["redis"]
CACHES = ("locmemcache", "dummycache", "filecache", "dbcache", "redis", "rediss")
STORES = {"s3": "https", "s3+http": "http"}
BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
SMTP_PORTS = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}
MAIL = (*SMTP_PORTS, "consolemail", "filemail", "memorymail", "dummymail")


def database(name: str, file: Path) -> dict:
    """The database as Django names it: PostgreSQL by its URL, or SQLite in `file`, whatever signs its name has."""
    if not (value := env.text(name)):
        return {"ENGINE": SQLITE, "NAME": file}
    config = _config(name, value, "db_url", POSTGRESQL_HINT)
    if config["ENGINE"] == SQLITE and config["NAME"] != ":memory:":
        return {"ENGINE": SQLITE, "NAME": file.parent / config["NAME"]}
    return postgresql(name, value)


def postgresql(name: str, value: str) -> dict:
    """The PostgreSQL database that `value` names, as Django names it; `name` is what a message calls the value."""
    config = _config(name, value, "db_url", POSTGRESQL_HINT)
    if config["ENGINE"] != POSTGRESQL or not value.lower().startswith("postgres"):  # by which make chooses the lock
        raise ImproperlyConfigured(f"{name} names a database that this site does not know. Use postgres:// or unset.")
    if not (config["NAME"] or "service" in config.get("OPTIONS", {})) or "%" in config["HOST"]:
        raise _unreadable(name, POSTGRESQL_HINT)
    _require(name, "psycopg", "Install requirements/postgres.txt")
    options = {"connect_timeout": 2} | config.get("OPTIONS", {})
    return config | {"ENGINE": "dossier_site.postgresql", "OPTIONS": options}


def cache(name: str) -> dict:
    """The cache as Django names it; each process's own memory when nothing is said."""
    hint = "redis://127.0.0.1:6379/1"
    value = env.text(name, "locmemcache://")
    config = _config(name, value, "cache_url", hint, CACHES)
    if config["BACKEND"] == REDIS:
        if not urlsplit(_encoded(value)).hostname:
            raise _unreadable(name, hint)
        _require(name, "redis", ".venv/bin/python -m pip install redis")
        # A server that is silent holds nobody up for long.
        config["OPTIONS"] = {"socket_connect_timeout": 1, "socket_timeout": 2} | config.get("OPTIONS", {})
    return config


def is_shared(cache: dict) -> bool:
    """Whether all processes share a cache."""
    return cache["BACKEND"].rpartition(".")[2] not in ("LocMemCache", "DummyCache")


def store(name: str) -> dict:
    """The S3-compatible store of the library's files, as django-storages names it; nothing when they lie in folders."""
    if not (value := env.text(name)):
        return {}
    hint = "s3://key:secret@host/bucket?region=eu-west-1"
    try:
        parts = urlsplit(_encoded(value))
    except ValueError:
        raise _unreadable(name, hint) from None
    bucket, query = parts.path.strip("/"), dict(parse_qsl(parts.query))
    if parts.scheme not in STORES or not parts.hostname or not BUCKET.fullmatch(bucket) or query.keys() - {"region"}:
        raise _unreadable(name, hint)
    _require(name, "storages", ".venv/bin/python -m pip install 'django-storages[s3]'")
    login = {"access_key": unquote(parts.username or ""), "secret_key": unquote(parts.password or "")}
    place = {"endpoint_url": f"{STORES[parts.scheme]}://{parts.netloc.rpartition('@')[2]}", "bucket_name": bucket}
    # Without a key the machine's own is used, as the providers of such machines offer it.
    return {**place, "region_name": query.get("region", "us-east-1"), **(login if login["access_key"] else {})}


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
