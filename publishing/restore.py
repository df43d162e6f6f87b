"""Putting a snapshot back on the desk: what every room's `write` needs. Restore, import and fixtures use the same."""

from django.core.exceptions import ValidationError
from django.utils.text import get_text_list

from publishing.snapshots import SnapshotError


def existing_rows(model, ids, *, where):
    """The rows of `model` with these ids, in their order. Raises SnapshotError for an id that no row has."""
    try:
        rows = model.objects.in_bulk([model._meta.pk.to_python(key) for key in ids])
        return [rows[model._meta.pk.to_python(key)] for key in ids]
    except ValidationError as error:
        raise SnapshotError(f"{where}: {' '.join(error.messages)}") from error
    except KeyError as error:
        raise SnapshotError(f"{where}: there is no {model._meta.verbose_name} {error.args[0]}.") from error


def missing_keys(model, ids):
    """Those of these ids that no row of `model` has."""
    there = set(map(str, model._base_manager.filter(pk__in=ids).values_list("pk", flat=True)))
    return [key for key in ids if key not in there]


def existing_key(model, key, *, where):
    """The id of one row, or None when `key` is empty. Raises SnapshotError for an id that no row has."""
    return existing_rows(model, [key], where=where)[0].pk if key else None


def checked(row, *, where="body"):
    """`row` itself, when its fields hold what they may. Raises SnapshotError that names the field that does not."""
    try:
        row.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        wrong = [
            f"{where}.{field}: {get_text_list(list(map(str, texts)), 'and')}"
            for field, texts in error.message_dict.items()
        ]
        raise SnapshotError(" ".join(wrong)) from error
    return row


def replace_parts(manager, rows):
    """Make `rows` the parts of an item, in their order: those that are there no more go, ids stay the same.

    Raises SnapshotError when another item has a part with the same id.
    """
    ids = [manager.model._meta.pk.to_python(row.pk) for row in rows]
    if manager.model.objects.filter(pk__in=ids).exclude(**{manager.field.name: manager.instance}).exists():
        raise SnapshotError(f"Another item has a {manager.model._meta.verbose_name} with the same id.")
    manager.exclude(pk__in=ids).delete()
    existing = set(manager.values_list("pk", flat=True))
    for position, (key, row) in enumerate(zip(ids, rows, strict=True)):
        row.position = position
        setattr(row, manager.field.name, manager.instance)
        row._state.adding = key not in existing
        checked(row).save()
