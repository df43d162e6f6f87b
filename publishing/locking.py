"""What one person changes is kept from others. Whoever locks several does it in one order: nobody waits in a circle."""

from functools import cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from publishing.models import Publishable, Spelling
from publishing.models.prepared import KEYS, Prepared


def lock_and_read(item, *related):
    """Read an item anew, with what is `related`, and keep others from changing it until the transaction ends.

    Raises ValidationError where there is no such item any more.
    """
    if gone := lock_and_read_all([item], *related):
        raise gone[item.pk]


def lock_and_read_all(items, *related):
    """The same of items of one kind, in one question. Of those that are not there any more: {key: ValidationError}."""
    fresh = {row.pk: row for row in _locking(type(items[0]), related).ask([item.pk for item in items])}
    for item in items:
        if item.pk in fresh:
            item.__dict__.update(fresh[item.pk].__dict__)
    return {item.pk: ValidationError(_("Somebody deleted it just now.")) for item in items if item.pk not in fresh}


@cache
def _locking(desk, related):
    """The question for items of a kind that locks them."""
    rows = desk.objects.select_related(*related) if related else desk.objects.all()
    return Prepared(lambda keys: rows.filter(pk__among=keys).locked(), KEYS)


def lock_together(items):
    """Keep others from changing items, and what publishing them writes besides, until the transaction ends.

    Items first, then the words of their titles, then live rows, each in the order of their keys: publishing one item
    takes them in this order, too.
    """
    kinds = {desk: [item.pk for item in items if type(item) is desk] for desk in Publishable.kinds()}
    locked = [item for desk, keys in kinds.items() if keys for item in desk.objects.filter(pk__in=keys).locked()]
    Spelling.objects.add(*(item.title for item in locked if item.state in (item.State.DRAFT, item.State.CHANGED)))
    live: dict = {}
    for desk, keys in kinds.items():
        model, counted = desk.counted_rows(keys)
        live.setdefault(model, set()).update(counted)
    for model, keys in live.items():
        list(model.objects.filter(pk__in=keys).order_by("pk").select_for_update().values_list("pk"))
