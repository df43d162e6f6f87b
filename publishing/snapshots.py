"""Snapshots: one item as plain data. Pure: knows no model.

A snapshot has `schema`, `kind`, `key`, `language`, `body` (the item's own words and the ids of everything else)
and `names` (what those ids were called that day; it never counts as a change). The language stands in the body, too:
there a change of it counts.
"""

import json

from text.digest import digest


class SnapshotError(ValueError):
    """A snapshot that cannot be read; the message says why, in words for people."""


def canonical(body: dict) -> bytes:
    """`body` as canonical JSON: sorted keys, UTF-8, no spaces. Raises TypeError when it holds a float."""
    _refuse_floats(body)
    return json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def body_digest(body: dict) -> str:
    """SHA-256 of the canonical form, 64 hexadecimal digits. Two bodies are the same when their digests are."""
    return digest(canonical(body))


def changed_fields(before: dict, after: dict) -> list[str]:
    """Names of the body's fields that differ, in the order of `after`; a field that only one side has counts."""
    names = [*after, *(name for name in before if name not in after)]
    return [name for name in names if before.get(name) != after.get(name)]


def check_shape(value, shape, where: str):
    """Raise SnapshotError that says where `value` has not this shape.

    A shape is a type, a list with one shape (any number of those), a dict of shapes (exactly those names), or a
    tuple of a shape and None (either of them).
    """
    if isinstance(shape, tuple):
        if value is not None:
            check_shape(value, shape[0], where)
    elif isinstance(shape, dict):
        _check_names(value, shape, where)
        for name, part in shape.items():
            check_shape(value[name], part, f"{where}.{name}")
    elif isinstance(shape, list):
        if not isinstance(value, list):
            raise SnapshotError(f"{where}: a list is expected.")
        for number, part in enumerate(value):
            check_shape(part, shape[0], f"{where}[{number}]")
    elif isinstance(value, bool) or not isinstance(value, shape):
        raise SnapshotError(f"{where}: {value!r} does not belong here.")


def _check_names(value, shape, where):
    if not isinstance(value, dict):
        raise SnapshotError(f"{where}: an object is expected.")
    for name in sorted(shape.keys() ^ value.keys()):
        raise SnapshotError(f"{where}.{name} is {'missing' if name in shape else 'not known'}.")


def _refuse_floats(value):
    if isinstance(value, float):
        raise TypeError("A snapshot holds no floats: they are not written the same everywhere.")
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _refuse_floats(part)
