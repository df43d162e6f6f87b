"""Previews for people without an account: the links that staff give them."""

from datetime import timedelta

from django.core.signing import BadSignature
from django.http import Http404
from django.utils import timezone

from editing.people import called
from publishing.models import PreviewLink, Publishable

USUAL_DAYS, MOST_DAYS = 30, 365


def make_link(item, *, by, meant_for="", days=USUAL_DAYS) -> PreviewLink:
    """A link to an item as the desk has it, good for so many days from now."""
    until = timezone.now() + timedelta(days=days)
    person = {"by": by, "by_name": called(by)}
    return PreviewLink.objects.create(kind=item.kind, key=item.pk, meant_for=meant_for, expires_at=until, **person)


def revoke(link) -> bool:
    """Take a link back: from now on it shows nothing. Whether it was still good."""
    return bool(PreviewLink.objects.filter(pk=link.pk).good().update(revoked_at=timezone.now()))


def link_with(token) -> tuple[PreviewLink, Publishable | None]:
    """The link with this token, and its item; None for the item where the link is over or the item is gone.

    Raises Http404 for a token that this site never gave.
    """
    try:
        link = PreviewLink.objects.get(pk=PreviewLink.key_in(token))
    except (BadSignature, ValueError, PreviewLink.DoesNotExist) as error:
        raise Http404 from error
    items = Publishable.of_kind(link.kind).objects.filter(pk=link.key)
    return link, items.first() if link.is_good else None
