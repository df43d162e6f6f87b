"""Addresses of somebody's own account. allauth's own pages for signing up and for e-mail addresses are left out."""

from allauth.account.views import reauthenticate
from django.urls import include, path, reverse_lazy
from django.views.generic import RedirectView

from dossier_site.accounts import oidc, views


def leads_to(name):
    """An address that allauth knows by a name, and that is a part of another page here."""
    return RedirectView.as_view(url=reverse_lazy(name), query_string=True)


urlpatterns = [
    path("", views.account, name="account"),
    path("sessions/", views.end_sessions, name="end_sessions"),
    path("sign-in/", leads_to("admin:login"), name="account_login"),
    path("confirm/", reauthenticate, name="account_reauthenticate"),
    path("second-factor/", leads_to("account"), name="mfa_index"),
    path("second-factor/webauthn/", leads_to("account"), name="mfa_list_webauthn"),
    path("second-factor/", include("dossier_site.accounts.second_factor_urls")),
    path("oidc/<slug:provider_id>/login/", oidc.login, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", oidc.callback, name="openid_connect_callback"),
]
