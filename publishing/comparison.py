"""Two bodies of one kind compared field by field, as the schema of the kind declares its fields. Pure."""

from dataclasses import dataclass

from text.comparing import Pair, pair_blocks, pair_words


@dataclass(frozen=True)
class Change:
    """A field in which two bodies differ: what it is called, the places, and whether things stand in another order."""

    label: str
    pairs: list[Pair]
    is_reordered: bool = False


def compare(schema, before: dict, after: dict, names: dict) -> list[Change]:
    """What is other in the body `after` than in `before`, in the order of the schema.

    `names` says what ids are called ({id: name}), and values of a choice ({(field, value): words}). An id without a
    name is none that the reader may know of: it is left out.
    """
    names = _numbers(schema, before) | _numbers(schema, after) | names
    changes = (_change(schema, field, before[field.name], after[field.name], names) for field in schema.fields)
    return [change for change in changes if change.pairs or change.is_reordered]


def _numbers(schema, body):
    """Parts are called by their numbers: {id: number}."""
    parts = [body[field.name] for field in schema.fields if field.is_parts]
    return {part["id"]: str(number) for rows in parts for number, part in enumerate(rows, 1)}


def _change(schema, field, before, after, names):
    label = schema.label(field)
    if before == after:
        return Change(label, [])
    if field.is_rich:
        return Change(label, pair_blocks(before, after))
    one, other = (field.items(data, names) for data in (before, after))
    keys = [key for key in one if key not in other] + list(other)
    pairs = [pair_words(one.get(key, ""), other.get(key, "")) for key in keys if one.get(key) != other.get(key)]
    return Change(label, pairs, [key for key in one if key in other] != [key for key in other if key in one])
