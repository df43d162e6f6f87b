"""Records of many rows, some rows at a time: an export of any length takes the same little memory."""

ROWS = 200


def rows(kind, keys):
    """The rows of some ids, in their order. `kind` is a module of exports: it has `load` and `record`."""
    for start in range(0, len(keys), ROWS):
        yield from kind.load(keys[start : start + ROWS])


def records(kind, keys):
    """The record of each row of some ids, in their order."""
    return map(kind.record, rows(kind, keys))
