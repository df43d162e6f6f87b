"""To the OpenID Connect provider and back; a provider that is away, or answers nonsense, is told in a sentence."""

from functools import wraps

from allauth.socialaccount.providers.openid_connect import views
from requests import RequestException

from dossier_site.accounts.adapters import SocialAccountAdapter


def answered(view):
    """A view that asks the provider."""

    @wraps(view)
    def asked(request, provider_id):
        try:
            return view(request, provider_id)
        except (RequestException, KeyError, ValueError):
            return SocialAccountAdapter.not_done(request)

    return asked


login, callback = answered(views.login), answered(views.callback)
