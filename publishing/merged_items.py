"""The items whose links a merge moves, as many as there are: {(kind, key)}. Asked and written by thousands."""

from publishing import generation
from publishing.merged_links import BATCH
from publishing.models import Edition, Publishable
from publishing.touch import update_digest

# So many changes are noted one by one.
NOTED = 500


def _batches(items):
    """The items by kind, in the order in which they are locked everywhere: taskforces before events."""
    for desk in sorted(Publishable.kinds(), key=lambda desk: desk._meta.app_label):
        keys = sorted(key for kind, key in items if kind == desk.kind)
        for start in range(0, len(keys), BATCH):
            yield desk, keys[start : start + BATCH]


def lock(items):
    """Keep others from changing the items until the transaction ends."""
    for desk, keys in _batches(items):
        list(desk.objects.filter(pk__in=keys).locked().values_list("pk"))


def outdate(items):
    """Have the digests of the items made anew, both together, when next they are read.

    Until then they are compared as they are: where desk and public said the same they still do, since both name the
    other row now.
    """
    for desk, keys in _batches(items):
        desk.objects.filter(pk__in=keys).update(schema_number=0)


def changed_of(items):
    """Those of the items that have unpublished changes: perhaps they have none any more."""
    return {
        (desk.kind, str(key))
        for desk, keys in _batches(items)
        for key in desk.objects.filter(pk__in=keys).changed().values_list("pk", flat=True)
    }


def reread(items):
    """Compare these items with what the public reads now."""
    for desk, keys in _batches(items):
        for item in desk.objects.filter(pk__in=keys).iterator():
            update_digest(item)
            item.save()
            item.schema.forget(item)


def published_since(items, moment):
    """Those of the items that were published after a moment."""
    return {
        (desk.kind, str(key))
        for desk, keys in _batches(items)
        for key in Edition.objects.filter(kind=desk.kind, key__in=keys, published_at__gt=moment)
        .order_by()
        .values_list("key", flat=True)
    }


def note(items):
    """Note at the one door that readers may see other items than before."""
    for desk, keys in _batches(items):
        generation.note(desk.kind, keys, NOTED)
