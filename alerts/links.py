"""The signed links in letters: whoever has one reads the mailbox. Nothing of them is kept."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import Http404
from django.urls import reverse

from alerts.models.subscriptions import WAITS, Subscription

# What a link is good for, and how long; what has no end is good until the subscription is erased.
LASTS = {"confirm": WAITS, "manage": None, "leave": None}
# How long somebody may look at the form.
FORM_LASTS = timedelta(days=1)


def path_to(purpose: str, subscription: Subscription) -> str:
    """The path of a page that only the owner of the mailbox knows."""
    return reverse(f"alert_{purpose}", args=[_signer(purpose).sign(subscription.pk.hex)])


def link(purpose: str, subscription: Subscription) -> str:
    """The whole address of such a page, for letters."""
    return settings.SITE_URL + path_to(purpose, subscription)


def subscription_of(purpose: str, token: str) -> Subscription | None:
    """What a link is about; None where it is too old, or nothing is kept under it any more.

    Raises Http404 for one that this site never gave.
    """
    try:
        key = UUID(_signer(purpose).unsign(token, max_age=LASTS[purpose]))
    except signing.SignatureExpired:
        return None
    except (signing.BadSignature, ValueError) as error:
        raise Http404 from error
    return Subscription.objects.select_related("subject").filter(pk=key).first()


def stamp(about: str) -> str:
    """What the form sends along: that this site showed it, for this address of the site, not long ago."""
    return _signer("form").sign(signing.b64_encode(about.encode()).decode())


def is_stamped(value: str, about: str) -> bool:
    """Whether the form was shown for this address by this site, within a day."""
    try:
        stamped = _signer("form").unsign(value, max_age=FORM_LASTS)
    except signing.BadSignature:
        return False
    return stamped == signing.b64_encode(about.encode()).decode()


def _signer(purpose):
    # A full stop stands in addresses anywhere; a colon ends a link in some mail programs.
    return signing.TimestampSigner(sep=".", salt=f"alerts {purpose}")
