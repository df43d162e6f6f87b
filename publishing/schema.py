"""Schemas: what a snapshot of one kind holds. Each kind declares its fields once, in its own room. Knows no room."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from publishing import near_rows
from publishing.schema_fields import Field, ForeignKey, merged_names
from publishing.snapshots import SnapshotError, check_shape


@dataclass(frozen=True)
class Schema:
    """What the snapshots of one kind hold today: schema `number`, and how an older one is raised.

    `raises[n]` is a pure function that turns a snapshot of schema n into one of schema n + 1; `labels` are what people
    call the fields.
    """

    kind: str
    number: int
    fields: tuple[Field, ...]
    raises: dict[int, Callable[[dict], dict]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    @cached_property
    def shape(self) -> dict:
        """What a body must look like; see `check_shape`."""
        return {each.name: each.shape for each in self.fields}

    def label(self, each: Field) -> str:
        """What people call a field."""
        return str(self.labels[each.name])

    def raised(self, snapshot: dict) -> dict:
        """The same snapshot in today's schema. Raises SnapshotError for a schema that nobody knows."""
        while (number := snapshot.get("schema")) != self.number:
            if type(number) is not int or number not in self.raises:
                text = f"This file has the schema {number!r}. This site reads schemas 1 to {self.number}."
                raise SnapshotError(text)
            snapshot = self.raises[number](snapshot)
        return snapshot

    def body_of(self, snapshot) -> dict:
        """The body of any snapshot of this kind, sure to be whole. Raises SnapshotError that says where it is not."""
        if not isinstance(snapshot, dict) or snapshot.get("kind") != self.kind:
            raise SnapshotError(f"This is no snapshot of the kind {self.kind!r}.")
        body = self.raised(snapshot).get("body")
        check_shape(body, self.shape, "body")
        return body

    @cached_property
    def foreign_keys(self) -> list[str]:
        """The columns that lead to one other row."""
        return [each.name for each in self.fields if isinstance(each, ForeignKey)]

    @cached_property
    def relations(self) -> set[str]:
        """By what an item knows the rows that are its own: links and parts."""
        return {each.relation for each in self.fields if each.relation}

    @cached_property
    def parts(self) -> list[str]:
        """The relations to parts, which others may name."""
        return [each.relation for each in self.fields if each.is_parts]

    def split(self, item, body: dict) -> tuple[dict, list]:
        """What of a body can be put back on the desk, and what names rows that are no more: [(field, part of it)]."""
        halves = {each: each.split(item, body[each.name]) for each in self.fields}
        lost = [(each, part) for each, (_kept, missing) in halves.items() for part in missing]
        return {each.name: kept for each, (kept, _missing) in halves.items()}, lost

    def prefetch(self, *items):
        """Read the rows that belong to items once, for `read` and for `names`; they stay at hand until `forget`."""
        near_rows.read(items)

    @staticmethod
    def forget(item):
        """Let an item ask the database anew for the rows that belong to it."""
        item._prefetched_objects_cache = {}

    def read(self, item) -> dict:
        """The body of an item as the desk has it."""
        return {each.name: each.read(item) for each in self.fields}

    def write(self, item, body: dict):
        """Put a body into the columns of an item that will be saved."""
        for each in self.fields:
            each.write(item, body[each.name])

    def write_rows(self, item, body: dict):
        """Put a body into the rows that belong to a saved item."""
        for each in self.fields:
            each.write_rows(item, body[each.name])

    def names(self, item) -> dict:
        """What the ids in the body are called today: {group: {id: name}}."""
        return merged_names(each.names(item) for each in self.fields)

    def columns(self, body: dict) -> dict:
        """The columns of the live row that a body fills."""
        columns: dict = {}
        for each in self.fields:
            columns |= each.columns(body[each.name])
        return columns
