"""The second factor: what is sent of it, and whether somebody has one where it is compulsory."""

from allauth.mfa.models import Authenticator
from django.conf import settings

ANSWERS = {"code", "credential"}  # what is sent in the second step
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def lacks_second_factor(user) -> bool:
    """Whether somebody is signed in who needs a second factor and has none."""
    if not settings.REQUIRE_SECOND_FACTOR or not user.is_authenticated:
        return False
    return not Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists()
