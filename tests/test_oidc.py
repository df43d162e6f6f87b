"""Signing in with OpenID Connect, at a small provider on loopback: who has an account comes in, and nobody else."""

import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured

from audit.models import Record
from tests import desk, make, reading_settings

pytestmark = pytest.mark.django_db
LOGIN = "/admin/account/oidc/sso/login/"
ISSUER = {"OIDC_ISSUER": "https://login.example.org", "OIDC_CLIENT_ID": "desk", "OIDC_CLIENT_SECRET": "secret"}


class Provider(BaseHTTPRequestHandler):
    """Says of everybody what its server's `claims` say."""

    def do_GET(self):
        where = self.server.url
        self._answer(
            {
                "issuer": where,
                "authorization_endpoint": f"{where}/authorize",
                "token_endpoint": f"{where}/token",
                "userinfo_endpoint": f"{where}/userinfo",
                "jwks_uri": f"{where}/keys",
            }
            if "well-known" in self.path
            else self.server.claims
        )

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        claims = {"iss": self.server.url, "aud": "desk", "exp": 4_000_000_000, "iat": 0, **self.server.claims}
        token = jwt.encode(claims, "a key that is long enough for this algorithm", algorithm="HS256")
        self._answer({"access_token": "x", "token_type": "Bearer", "id_token": token})

    def _answer(self, data):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(data).encode())

    def log_message(self, *words):
        """Quietly."""


@contextmanager
def running_provider():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    server.url = f"http://127.0.0.1:{server.server_port}"
    server.claims = {"sub": "1", "email": "ada@example.org", "email_verified": True}
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def configured(settings, url):
    app = {"provider_id": "sso", "name": "Login", "client_id": "desk", "secret": "secret"}
    app["settings"] = {"server_url": url, "oauth_pkce_enabled": True}
    settings.OIDC_NAME, settings.SOCIALACCOUNT_PROVIDERS = "Login", {"openid_connect": {"APPS": [app]}}


@pytest.fixture
def provider(settings):
    with running_provider() as server:
        configured(settings, server.url)
        yield server


def come_back(client, next="/admin/timeline/event/"):
    """Go to the provider, and back from it: the answer."""
    asked = parse_qs(urlsplit(client.get(LOGIN, {"next": next})["Location"]).query)
    assert asked["redirect_uri"] == [f"http://testserver{LOGIN}callback/"]
    return client.get(f"{LOGIN}callback/", {"code": "x", "state": asked["state"][0]})


def test_account_is_found_by_its_verified_address_and_then_by_its_key(client, provider):
    ada = make.editor("ada", email="Ada@example.org")
    assert "Sign in with Login" in desk.text(client.get("/admin/login/"))
    assert come_back(client)["Location"] == "/admin/timeline/event/"
    assert client.get("/admin/").context["user"] == ada
    client.logout()
    provider.claims |= {"email": "other@example.org"}
    assert come_back(client)["Location"] == "/admin/timeline/event/"
    assert [each.what for each in Record.objects.filter(kind="signed_in")] == ["OpenID Connect"] * 2


@pytest.mark.parametrize(
    ("claims", "accounts"),
    [
        ({"email": "nobody@example.org"}, [{}]),
        ({"email_verified": False}, [{}]),
        ({"email_verified": None}, [{}]),
        ({"email": None}, [{"email": ""}]),
        ({}, [{"is_staff": False}]),
        ({}, [{"is_active": False}]),
        ({}, [{}, {}]),  # two with one address
    ],
    ids=str,
)
def test_nobody_else_comes_in_and_no_account_is_made(client, provider, claims, accounts):
    provider.claims |= claims
    for number, given in enumerate(accounts):
        user = make.editor(f"ada{number}", email="ada@example.org")
        User.objects.filter(pk=user.pk).update(**given)
    page = client.get(come_back(client)["Location"])
    assert "Please ask an administrator" in page.content.decode()
    assert client.get("/admin/").status_code == 302
    assert (User.objects.count(), SocialAccount.objects.count()) == (len(accounts), 0)


def test_account_that_was_closed_since_stays_out(client, provider):
    ada = make.editor("ada", email="ada@example.org")
    come_back(client)
    client.logout()
    User.objects.filter(pk=ada.pk).update(is_active=False)
    assert "may not work at the desk" in client.get(come_back(client)["Location"]).content.decode()
    assert client.get("/admin/").status_code == 302


def test_second_factor_is_asked_for_all_the_same(client, provider):
    TOTP.activate(make.editor("ada", email="ada@example.org"), "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    assert come_back(client)["Location"] == "/admin/account/second-factor/authenticate/"


def test_next_page_is_one_of_ours(client, provider):
    make.editor("ada", email="ada@example.org")
    assert come_back(client, "https://elsewhere.example/")["Location"] == "/admin/"


def test_provider_that_is_away_and_answers_nobody_asked_for_are_sentences(client, settings):
    configured(settings, "http://127.0.0.1:1")
    for where in (LOGIN, f"{LOGIN}callback/?code=x&state=x", f"{LOGIN}callback/?error=access_denied"):
        page = client.get(where, follow=True)
        assert (page.status_code, page.request["PATH_INFO"]) == (200, "/admin/login/")
        assert "Signing in with Login did not work" in page.content.decode()


def test_without_settings_there_is_no_such_way(client):
    assert client.get(LOGIN).status_code == 404
    assert "Sign in with" not in desk.text(client.get("/admin/login/")).replace("Sign in with a passkey", "")


def test_settings_of_the_provider_are_read(monkeypatch):
    read = reading_settings.settings_with(monkeypatch, **ISSUER, OIDC_NAME="Coalition")
    (app,) = read["SOCIALACCOUNT_PROVIDERS"]["openid_connect"]["APPS"]
    assert (read["OIDC_NAME"], app["settings"]["server_url"]) == ("Coalition", "https://login.example.org")


@pytest.mark.parametrize(
    ("odd", "way_out"),
    [
        ({"OIDC_CLIENT_SECRET": ""}, "OIDC_CLIENT_SECRET is missing"),
        ({"OIDC_ISSUER": ""}, "OIDC_ISSUER is missing"),
        ({"OIDC_ISSUER": "http://login.example.org"}, "like https://login.example.org"),
        ({"OIDC_ISSUER": "login.example.org"}, "like https://"),
        ({"OIDC_ISSUER": "https://login.example.org/?x=1"}, "like https://login.example.org"),
    ],
    ids=str,
)
def test_odd_settings_of_the_provider_stop_the_start(monkeypatch, odd, way_out):
    with pytest.raises(ImproperlyConfigured, match=way_out):
        reading_settings.settings_with(monkeypatch, **ISSUER | odd)
