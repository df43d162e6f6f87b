"""Whether somebody has a second factor, and what is asked of those who have none."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.translation import gettext_lazy as _

NEEDED = _("Before you work at the desk, set up a second factor here: an app that shows codes, or a passkey.")
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def lacks_second_factor(user) -> bool:
    """Whether somebody is signed in who needs a second factor and has none."""
    if not settings.REQUIRE_SECOND_FACTOR or not user.is_authenticated:
        return False
    return not Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists()
