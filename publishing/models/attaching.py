"""Rows that were never saved, given to one that they belong to."""


def attach(row, **relations):
    """Give a row unsaved rows as if they were prefetched: `relation=(model, rows)`. Asking for them asks nothing."""
    attached = {name: model.objects.all() for name, (model, _rows) in relations.items()}
    for name, (_model, rows) in relations.items():
        attached[name]._result_cache, attached[name]._prefetch_done = list(rows), True
    row._prefetched_objects_cache = getattr(row, "_prefetched_objects_cache", {}) | attached
