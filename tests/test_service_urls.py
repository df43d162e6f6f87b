"""Database, cache and e-mail are named by addresses, and passwords in them may have any sign."""

from urllib.parse import unquote, urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured

from dossier_site.env import urls
from tests.reading_settings import settings_with


@pytest.mark.parametrize(
    "login",
    ["user:p@ss/word#1?", "user:p%40ss%2Fword%231%3F", "user:p@ss/word%231?", "user@host:p:a[s]s w'o\"rd+100%&=$\\"],
)
def test_password_may_have_any_sign(monkeypatch, login):
    user, _, password = login.partition(":")
    password = "p@ss/word#1?" if password.startswith("p@ss") else unquote(password)
    database = settings_with(monkeypatch, DATABASE_URL=f"postgres://{login}@db.example.org:5433/name")["DATABASE"]
    assert [database[part] for part in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        *(user, password, "db.example.org", 5433, "name")
    ]
    mail = settings_with(monkeypatch, EMAIL_URL=f"smtp+tls://{login}@mail.example.org")
    assert (mail["EMAIL_HOST_USER"], mail["EMAIL_HOST_PASSWORD"], mail["EMAIL_PORT"]) == (user, password, 587)


def test_password_of_the_cache_may_have_any_sign(monkeypatch):
    monkeypatch.setattr(urls, "find_spec", lambda package: package)  # the driver is not needed to read its address
    location = settings_with(monkeypatch, CACHE_URL="redis://:p@ss/word#1?@cache.example.org:6380/2")["CACHES"]
    address = urlsplit(location["default"]["LOCATION"])
    assert unquote(address.password) == "p@ss/word#1?"
    assert (address.hostname, address.port, address.path) == ("cache.example.org", 6380, "/2")


@pytest.mark.parametrize(
    ("name", "address", "package"),
    [("CACHE_URL", "redis://127.0.0.1:6379/1", "redis"), ("STORE_URL", "s3://key:secret@host/bucket", "storages")],
)
def test_service_without_its_driver_is_refused(monkeypatch, name, address, package):
    monkeypatch.setattr(urls, "find_spec", lambda package: None)
    with pytest.raises(ImproperlyConfigured, match=f"{name} needs the package {package}"):
        settings_with(monkeypatch, **{name: address})


def test_key_of_the_store_may_have_any_sign(monkeypatch):
    monkeypatch.setattr(urls, "find_spec", lambda package: package)
    store = settings_with(monkeypatch, STORE_URL="s3://AK/IA:a/b+c%25@s3.example.org:9000/dossiers?region=eu-west-1")
    assert store["STORE"] == {
        "endpoint_url": "https://s3.example.org:9000",
        "bucket_name": "dossiers",
        "region_name": "eu-west-1",
        "access_key": "AK/IA",
        "secret_key": "a/b+c%",
    }


def test_options_of_a_database_address_are_kept(monkeypatch):
    address = "postgres:////run/postgresql/my+name?sslmode=require"
    database = settings_with(monkeypatch, DATABASE_URL=address)["DATABASE"]
    assert (database["HOST"], database["NAME"]) == ("/run/postgresql", "my+name")
    assert database["OPTIONS"]["sslmode"] == "require"
