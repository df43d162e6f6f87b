"""The way back in for somebody who lost all others, opened by the webmaster at the machine."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from dossier_site.accounts.open_sessions import end
from dossier_site.sign_in import pardon


@transaction.atomic
def let_in(user) -> str:
    """Unlock an account: no second factor, no pause, no session. Gives the address at which a password is set, once.

    The audit log tells what is taken away.
    """
    for factor in Authenticator.objects.filter(user=user):
        factor.delete()
    user.is_active = True
    user.save(update_fields=["is_active"])
    end(user, UserSession.objects.filter(user=user))
    pardon(user)
    key = urlsafe_base64_encode(force_bytes(user.pk))
    return settings.SITE_URL + reverse("password_reset_confirm", args=[key, default_token_generator.make_token(user)])
