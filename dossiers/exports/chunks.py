"""Records of many rows, some rows at a time: an export of any length takes the same little memory."""

ROWS = 200


def records(kind, keys):
    """The record of each row of some ids, in their order. `kind` is a module of exports: it has `load` and `record`."""
    for start in range(0, len(keys), ROWS):
        yield from map(kind.record, kind.load(keys[start : start + ROWS]))


def all_records(kind, rows):
    """The record of each row of a queryset, by key: not even the keys of all are held at once."""
    rows, last = rows.order_by("pk"), {}
    while keys := list(rows.filter(**last).values_list("pk", flat=True)[:ROWS]):
        yield from records(kind, keys)
        last = {"pk__gt": keys[-1]}
