"""Many items are published in one act: each that cannot be is named, and the rest goes out."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext, ngettext

from editing.concurrency import check_constraints, race_errors
from publishing.locking import lock_together
from publishing.together import publish_together


def publish_all(request, items, edition):
    """Publish all; what cannot be published is told one by one. Gives the keys of what may succeed in a moment."""
    lock_together(items)
    ready = {item.pk for item in items if not news(item)[1]}
    edition = {"by": request.user, "again": False, **edition}  # bringing back what was withdrawn is another decision
    outcomes = _published(items, edition)
    refused = {key: why for key, why in outcomes.items() if isinstance(why, ValidationError)}
    for item in items:
        if item.pk in refused:
            text = gettext("“%(item)s” was not published: %(why)s")
            messages.error(request, text % {"item": item, "why": " ".join(refused[item.pk].messages)})
    unchanged = [*outcomes.values()].count(None)
    _say_how_many(request, len(outcomes) - len(refused) - unchanged, unchanged)
    return [item.pk for item in items if item.pk in ready & {*refused}]


def _published(items, edition):
    """What became of each; where somebody was faster with one of them, each is published by itself."""
    try:
        return _in_one(items, edition)
    except ValidationError as refusal:
        if len(items) == 1:
            return {items[0].pk: refusal}
        return {key: outcome for item in items for key, outcome in _published([item], edition).items()}


def _in_one(items, edition):
    with race_errors(), transaction.atomic():
        outcomes = publish_together(items, **edition)
        check_constraints()
    return outcomes


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
