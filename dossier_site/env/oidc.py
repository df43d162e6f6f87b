"""Reads the settings of OpenID Connect: all of them or none."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from dossier_site import env
from dossier_site.env import addresses

PROVIDER_ID = "sso"  # stands in the address that the provider leads back to
NAMES = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
LOOPBACK = ("localhost", "127.0.0.1", "::1")


def provider() -> tuple[str, dict]:
    """What the button says, and the provider as django-allauth names it; nothing where nothing is set."""
    values = [env.text(name) for name in NAMES]
    if not any(values):
        return "", {}
    if missing := [name for name, value in zip(NAMES, values, strict=True) if not value]:
        raise ImproperlyConfigured(f"{' and '.join(missing)} is missing. Set all of {', '.join(NAMES)}, or none.")
    _issuer, client_id, secret = values
    name = env.text("OIDC_NAME", "OpenID Connect")
    app = {"provider_id": PROVIDER_ID, "name": name, "client_id": client_id, "secret": secret}
    app["settings"] = {"server_url": issuer(), "oauth_pkce_enabled": True}
    return name, {"openid_connect": {"APPS": [app]}}


def issuer() -> str:
    """Where the provider says what it is; encrypted, unless it is on this machine."""
    value = addresses.web_address("OIDC_ISSUER", "").rstrip("/")
    parts = urlsplit(value)
    if parts.query or parts.fragment or (parts.scheme == "http" and parts.hostname not in LOOPBACK):
        raise ImproperlyConfigured(f"OIDC_ISSUER is {value!r}. Write it like https://login.example.org/realms/main.")
    return value.removesuffix("/.well-known/openid-configuration")
