"""To the OpenID Connect provider and back; a provider that is away, or answers nonsense, is told in a sentence."""

from dossier_site.accounts.adapters import SocialAccountAdapter


def login(request, provider_id):
    """To the provider."""
    return _answered("login", request, provider_id)


def callback(request, provider_id):
    """And back."""
    return _answered("callback", request, provider_id)


def _answered(name, request, provider_id):
    """What a view of allauth answers that asks the provider."""
    # Read where somebody signs in so: what asks other servers is large.
    from allauth.socialaccount.providers import registry
    from allauth.socialaccount.providers.openid_connect import views
    from requests import RequestException

    registry.load()
    try:
        return getattr(views, name)(request, provider_id)
    except (RequestException, KeyError, ValueError):
        return SocialAccountAdapter.not_done(request)
