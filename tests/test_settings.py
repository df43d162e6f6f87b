"""Every setting is read, and an odd one stops the start with a sentence that says what to write."""

import re
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http.request import validate_host
from gunicorn.util import parse_address

from dossier_site import checks
from tests import running
from tests.reading_settings import settings_with

GUNICORN = ("-m", "gunicorn", "-c", "python:dossier_site.gunicorn")


@pytest.mark.parametrize(
    ("name", "value", "way_out"),
    [
        ("DEBUG", "maybe", "Write 1 for on or 0 for off"),
        ("PORT", "eight", "a whole number from 1 to 65535"),
        ("PORT", "70000", "a whole number from 1 to 65535"),
        ("WEB_CONCURRENCY", "-1", "a whole number from 1 to 64"),
        ("SITE_URL", "dossiers.example.org", "like https://dossiers.example.org"),
        ("SITE_URL", "https://dossiers.example.org/site", "without a path"),
        ("SITE_URL", "https://[::1", "like https://dossiers.example.org"),
        ("TIME_ZONE", "Brussels", "a name like Europe/Brussels"),
        ("ADMINS", "webmaster", "e-mail addresses with commas"),
        ("LOG_LEVEL", "loud", "one of: DEBUG, INFO"),
        ("DATABASE_URL", "nonsense", "like postgres://"),
        ("DATABASE_URL", "postgres://user:pass@host:port/name", "like postgres://"),
        ("DATABASE_URL", "mysql://user@host/name", "Use postgres://"),
        ("CACHE_URL", "cupboard://", "like redis://"),
        ("EMAIL_URL", "pigeon://", "like smtp+tls://"),
        ("DATA_DIR", "/dev/null/data", "Name a folder you may write"),
        ("DATA_DIR", "~nobody-of-this-name/data", "Name a folder you may write"),
        ("DATA_DIR", "/tmp/" + "x" * 300, "Name a folder you may write"),
        ("DATA_DIR", "/tmp/two\nlines", "a line break"),
        ("SITE_NAME", "Dossiers\r\nBcc: all@example.org", "a line break"),
        ("WEB_CONCURRENCY", "0", "a whole number from 1 to 64"),
        ("HSTS_SECONDS", "-1", "a whole number from 0"),
        ("BIND", "999.1.1.1", "an IP address of this machine"),
        ("BIND", "dossiers.example.org", "an IP address of this machine"),
        ("BIND", "127.0.0.1:8000", "an IP address of this machine"),
        ("SITE_URL", "https://999.1.1.1", "like https://dossiers.example.org"),
        ("SITE_URL", "https://my_site.example.org", "like https://dossiers.example.org"),
        ("SITE_URL", "https://dossiers.example.org:0", "like https://dossiers.example.org"),
        ("ALLOWED_HOSTS", "https://dossiers.example.org", "without https://"),
        ("ALLOWED_HOSTS", "dossiers.example.org:8000", "without a port"),
        ("ALLOWED_HOSTS", "*.example.org", "host names with commas"),
        ("ALLOWED_HOSTS", "a.example.org b.example.org", "host names with commas"),
        ("ADMINS", "a@example.org; b@example.org", "e-mail addresses with commas"),
        ("ADMINS", "a@b@example.org", "e-mail addresses with commas"),
        ("ADMINS", "@example.org", "e-mail addresses with commas"),
        ("DEFAULT_FROM_EMAIL", "Dossiers", "an e-mail address"),
        ("DATABASE_URL", "postgres://user@host", "like postgres://"),
        ("DATABASE_URL", "postgres://user@host/name#1", "like postgres://"),
        ("DATABASE_URL", "sqlite://:memory:", "like postgres://"),
        ("DATABASE_URL", "sqlite://", "Use postgres://"),
        ("CACHE_URL", "redis://", "like redis://"),
        ("CACHE_URL", "redis://127.0.0.1:port/1", "like redis://"),
        ("STORE_URL", "s3://bucket", "like s3://"),
        ("STORE_URL", "s3://key:secret@host/", "like s3://"),
        ("STORE_URL", "s3://key:secret@host/bucket?zone=eu", "like s3://"),
        ("STORE_URL", "https://key:secret@host/bucket", "like s3://"),
        ("DATA_LICENCE", "CC BY 4.0", "like https://example.org/terms"),
        ("DATA_LICENCE", "https://[::1", "like https://example.org/terms"),
        ("EMAIL_URL", "smtp+tls://user:password@", "like smtp+tls://"),
        ("EMAIL_URL", "smtps://mail.example.org:465", "smtp+ssl:// for port 465"),
        ("EMAIL_URL", "smtp://user:passé@mail.example.org", "accents"),
    ],
)
def test_odd_value_stops_the_start_and_says_what_to_write(monkeypatch, name, value, way_out):
    with pytest.raises(ImproperlyConfigured, match=re.escape(way_out)) as error:
        settings_with(monkeypatch, **{name: value})
    assert name in str(error.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "postgres://user:hunter2@host:port/name"),
        ("DATABASE_URL", "mysql://user:hunter2@host/name"),
        ("CACHE_URL", "redis://:hunter2@host:port/1"),
        ("STORE_URL", "s3://key:hunter2@host:port/bucket"),
        ("EMAIL_URL", "smtp://user:hunter2é@mail.example.org"),
        ("SITE_URL", "https://user:hunter2@dossiers.example.org"),
    ],
)
def test_password_in_an_odd_address_is_not_repeated(monkeypatch, name, value):
    with pytest.raises(ImproperlyConfigured) as error:
        settings_with(monkeypatch, **{name: value})
    assert "hunter2" not in str(error.value)


@pytest.mark.parametrize("words", [("manage.py", "check"), ("manage.py", "serve"), GUNICORN])
def test_odd_value_ends_any_start_with_one_sentence(tmp_path, words):
    ended = running.python(tmp_path, *words, PORT="eight")
    assert ended.returncode == 1
    assert (ended.stderr.strip(), ended.stdout) == ("PORT is 'eight'. Write a whole number from 1 to 65535.", "")


def test_missing_package_is_told_in_one_sentence():
    command = [sys.executable, "-S", "manage.py", "serve"]  # -S: without what is installed
    ended = subprocess.run(command, cwd=running.HOUSE, capture_output=True, text=True)
    assert ended.returncode == 1
    assert re.fullmatch(r"The package django is not installed .*\.\n", ended.stderr)


@pytest.mark.parametrize(
    ("bind", "listens"),
    [
        *(("::1", "::1"), ("[::1]", "::1"), ("::", "::"), ("0.0.0.0", "0.0.0.0"), ("", "127.0.0.1")),
        ("localhost", "127.0.0.1"),
    ],
)
def test_the_place_to_listen_is_one_that_gunicorn_reads(monkeypatch, bind, listens):
    settings = settings_with(monkeypatch, BIND=bind)
    assert parse_address(f"{settings['BIND']}:{settings['PORT']}") == (listens, settings["PORT"])
    assert urlsplit(f"http://{settings['BIND']}:{settings['PORT']}").hostname == listens


def test_site_url_follows_the_port_and_names_the_allowed_hosts(monkeypatch):
    monkeypatch.delenv("SITE_URL")
    settings = settings_with(monkeypatch, PORT="9000")
    assert settings["SITE_URL"] == "http://127.0.0.1:9000"
    settings = settings_with(monkeypatch, SITE_URL="https://dossiers.example.org/")
    assert settings["SITE_URL"] == "https://dossiers.example.org"
    assert settings["ALLOWED_HOSTS"] == ["dossiers.example.org", "127.0.0.1", "[::1]", "localhost"]


@pytest.mark.parametrize(
    ("typed", "url", "host"),
    [
        ("HTTPS://Dossiers.Example.ORG", "https://dossiers.example.org", "dossiers.example.org"),
        ("https://dossiers.example.org:443/", "https://dossiers.example.org", "dossiers.example.org"),
        ("http://dossiers.example.org:8080", "http://dossiers.example.org:8080", "dossiers.example.org"),
        (
            "https://École.Straße.example",
            "https://xn--cole-9oa.xn--strae-oqa.example",
            "xn--cole-9oa.xn--strae-oqa.example",
        ),
        ("https://xn--cole-9oa.example", "https://xn--cole-9oa.example", "xn--cole-9oa.example"),
        ("http://[2001:DB8::0:1]:8000", "http://[2001:db8::1]:8000", "[2001:db8::1]"),
    ],
)
def test_site_url_is_written_as_browsers_write_it(monkeypatch, typed, url, host):
    settings = settings_with(monkeypatch, SITE_URL=typed)
    assert (settings["SITE_URL"], settings["ALLOWED_HOSTS"][0]) == (url, host)
    assert settings["CSRF_TRUSTED_ORIGINS"] == [url]
    assert validate_host(host, settings["ALLOWED_HOSTS"])


def test_allowed_hosts_are_written_as_browsers_send_them(monkeypatch):
    settings = settings_with(monkeypatch, ALLOWED_HOSTS="École.example, ::1, .Example.org, *,dossiers.example.org.")
    assert settings["ALLOWED_HOSTS"] == ["xn--cole-9oa.example", "[::1]", ".example.org", "*", "dossiers.example.org"]


def test_people_may_have_names(monkeypatch):
    settings = settings_with(monkeypatch, ADMINS="Jo Doe <jo@example.org>, webmaster@école.example")
    assert settings["ADMINS"] == [
        ("Jo Doe", "jo@example.org"),
        ("webmaster@xn--cole-9oa.example", "webmaster@xn--cole-9oa.example"),
    ]


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_cookies_and_hsts_follow_the_scheme(monkeypatch, scheme):
    settings = settings_with(monkeypatch, SITE_URL=f"{scheme}://dossiers.example.org")
    secure = scheme == "https"
    assert settings["SESSION_COOKIE_SECURE"] is settings["CSRF_COOKIE_SECURE"] is secure
    assert bool(settings["SECURE_HSTS_SECONDS"]) is secure


def test_header_of_a_proxy_is_believed_only_when_there_is_one(monkeypatch):
    settings = settings_with(monkeypatch, SITE_URL="https://dossiers.example.org")
    assert "SECURE_PROXY_SSL_HEADER" not in settings
    assert settings["SECURE_SSL_REDIRECT"] is False
    settings = settings_with(monkeypatch, BEHIND_PROXY="1")
    assert settings["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")
    assert settings["SECURE_SSL_REDIRECT"] is True


@pytest.mark.parametrize("behind_proxy", ["0", "1"])
def test_deployment_check_finds_nothing_with_https(tmp_path, behind_proxy):
    words = ("check", "--deploy", "--fail-level", "WARNING")
    ended = running.manage(tmp_path, *words, SITE_URL="https://dossiers.example.org", BEHIND_PROXY=behind_proxy)
    assert ended.returncode == 0, ended.stderr


def test_what_several_machines_do_not_share_is_told(settings):
    assert checks.nodes_share_everything() == []
    settings.STORE = {"bucket_name": "dossiers"}
    (warning,) = checks.nodes_share_everything()
    assert "CACHE_URL" in warning.msg
    assert "SECRET_KEY" not in warning.msg


def test_every_setting_is_in_the_example_file():
    code = (running.HOUSE / "dossier_site" / "settings.py").read_text()
    names = set(re.findall(r'\b(?:env|addresses|urls)\.\w+\("([A-Z_]+)"', code))
    example = (running.HOUSE / ".env.example").read_text()
    assert len(names) > 15
    assert {name for name in names if f"{name}=" not in example} == set()
