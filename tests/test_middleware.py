"""What every answer carries."""

import gzip
import re

import pytest
from django.http import FileResponse, HttpResponse
from django.middleware.http import ConditionalGetMiddleware
from django.test import RequestFactory

from dossier_site.middleware import ContentSecurityPolicy, PublicGZip, TrustedHeaders
from tests import make

TEXT = "<p>the same page</p>" * 50


def answer(path="/", response=None, **headers):
    """What a reader gets who accepts gzip, through the two middlewares in their order."""
    respond = PublicGZip(lambda request: response or HttpResponse(TEXT))
    return ConditionalGetMiddleware(respond)(RequestFactory().get(path, headers={"accept-encoding": "gzip", **headers}))


def policy(path, view=lambda request: HttpResponse()):
    """The Content-Security-Policy of a page as {directive: its sources}."""
    header = ContentSecurityPolicy(view)(RequestFactory().get(path))["Content-Security-Policy"]
    return {words.split()[0]: words.split()[1:] for words in header.split(";")}


def with_nonce(request):
    return HttpResponse(str(request.csp_nonce))


def test_public_page_is_compressed_to_the_same_bytes_under_a_strong_etag():
    first, second = answer(), answer()
    assert first["Content-Encoding"] == "gzip"
    assert first.content == second.content
    assert first["ETag"].startswith('"')
    assert gzip.decompress(first.content).decode() == TEXT


def test_reader_who_has_the_page_gets_304():
    assert answer(**{"if-none-match": answer()["ETag"]}).status_code == 304


def test_admin_page_is_not_compressed():
    assert "Content-Encoding" not in answer("/admin/")


def test_picture_and_part_of_a_file_are_not_compressed(tmp_path):
    assert "Content-Encoding" not in answer(response=HttpResponse(b"\0" * 1000, content_type="image/avif"))
    part = HttpResponse(TEXT, status=206, content_type="text/plain", headers={"Content-Range": "bytes 0-999/2000"})
    assert "Content-Encoding" not in answer(response=part)
    (tmp_path / "a.txt").write_text(TEXT)
    with (tmp_path / "a.txt").open("rb") as file:
        assert "Content-Encoding" not in answer(response=FileResponse(file, headers={"Accept-Ranges": "bytes"}))


def test_public_policy_is_strict_and_has_no_nonce():
    public = policy("/", with_nonce)
    assert public["default-src"] == public["base-uri"] == public["frame-ancestors"] == ["'none'"]
    assert public["script-src"] == public["style-src"] == ["'self'"]


def test_admin_policy_has_a_nonce_where_the_page_uses_one():
    assert re.fullmatch(r"'nonce-\S{20,}'", policy("/admin/", with_nonce)["script-src"][1])
    assert policy("/admin/")["script-src"] == ["'self'"]
    assert policy("/admin/", with_nonce)["script-src"] != policy("/admin/", with_nonce)["script-src"]


@pytest.mark.parametrize("path", ["/", "/admin/"])
def test_no_policy_allows_anything_unsafe(path):
    sources = [source for sources in policy(path).values() for source in sources]
    assert not [source for source in sources if "unsafe" in source or source == "*"]


def test_every_answer_is_guarded(client):
    answer = client.get("/health/live")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert not answer.cookies


def test_unknown_host_gets_400(client):
    assert client.get("/robots.txt", headers={"host": "elsewhere.example.org"}).status_code == 400


@pytest.mark.parametrize(
    ("sent", "scheme"),
    [("https", "https"), ("http, https", "https"), ("https, http", "http"), ("https,", "http"), ("HTTPS", "http")],
)
def test_forwarded_scheme_is_what_the_last_proxy_wrote(settings, sent, scheme):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    request = RequestFactory().get("/", headers={"x-forwarded-proto": sent})
    assert TrustedHeaders(lambda request: request.scheme)(request) == scheme


@pytest.mark.django_db
def test_whatever_the_desk_answers_is_kept_by_nobody(client):
    client.force_login(make.editor())
    for path in ("", "jsi18n/", "password_change/", "login/", "nothing/", "timeline/event/", "timeline/event/add/"):
        assert "no-store" in client.get(f"/admin/{path}")["Cache-Control"], path
    for answer in (client.get("/admin"), client.post("/admin/logout/"), client.get("/admin/timeline/event/")):
        assert "no-store" in answer["Cache-Control"]
    client.logout()
    for path in ("", "password_change/", "jsi18n/"):
        assert "no-store" in client.get(f"/admin/{path}")["Cache-Control"], path


@pytest.mark.django_db
@pytest.mark.parametrize("target", ["//elsewhere.example.org", "https://elsewhere.example.org/", "javascript:x", ""])
def test_refused_next_leads_to_the_desk(client, target):
    make.editor()
    typed = {"username": "editor", "password": "a password for tests", "next": target}
    assert client.post("/admin/login/", typed)["Location"] == "/admin/"
