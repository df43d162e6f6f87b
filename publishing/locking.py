"""Several items are published in one act. Whoever locks several does it in one order, so nobody waits in a circle."""

from publishing.models import Publishable, Spelling


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
