"""Many items are published one by one: each that cannot be is named, and the rest goes out."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext, ngettext

from editing.concurrency import check_constraints, race_errors
from publishing.editions import publish
from publishing.locking import lock_together


def publish_all(request, items, edition):
    """Publish each; what cannot be published is told one by one. Gives the keys of what may succeed in a moment."""
    published, unchanged, left = 0, 0, []
    lock_together(items)
    for item in items:
        is_ready = not news(item)[1]
        try:
            with race_errors(), transaction.atomic():  # bringing back what was withdrawn is a decision of its own
                new = publish(item, by=request.user, again=False, **edition)
                check_constraints()
        except ValidationError as refusal:
            text = gettext("“%(item)s” was not published: %(why)s")
            messages.error(request, text % {"item": item, "why": " ".join(refusal.messages)})
            left += [item.pk] if is_ready else []
        else:
            published, unchanged = published + bool(new), unchanged + (not new)
    _say_how_many(request, published, unchanged)
    return left


def _say_how_many(request, published, unchanged):
    if published:
        text = ngettext("%(number)d was published.", "%(number)d were published.", published)
        messages.success(request, text % {"number": published})
    if unchanged:
        text = ngettext("%(number)d had nothing new.", "%(number)d had nothing new.", unchanged)
        messages.info(request, text % {"number": unchanged})


def news(item):
    """What publishing an item would let readers see, in words; and why it would not be published, or ""."""
    if item.state == item.State.WITHDRAWN:
        return "", gettext("It is withdrawn. Open it to publish it again.")
    if item.state == item.State.PUBLISHED:
        return "", gettext("Readers have all of this already.")
    refusals = " ".join(map(str, item.own_refusals().values()))
    return ", ".join(getattr(item, "unpublished_changes", ())) or gettext("all of it"), refusals
