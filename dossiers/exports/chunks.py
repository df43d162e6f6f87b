"""Records of many rows, some rows at a time: an export of any length takes the same little memory."""

ROWS = 200


def rows(kind, keys):
    """The rows of some ids, in their order. `kind` is a module of exports: it has `load` and `record`."""
    for start in range(0, len(keys), ROWS):
        yield from kind.load(keys[start : start + ROWS])


def records(kind, keys):
    """The record of each row of some ids, in their order."""
    return map(kind.record, rows(kind, keys))


def all_records(kind, everything):
    """The record of each row of a queryset, by key: not even the keys of all are held at once."""
    ordered, last = everything.order_by("pk"), {}
    while keys := list(ordered.filter(**last).values_list("pk", flat=True)[:ROWS]):
        yield from records(kind, keys)
        last = {"pk__gt": keys[-1]}
