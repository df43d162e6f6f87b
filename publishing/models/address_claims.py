"""Addresses are claimed by the items that go live, however many with the same questions."""

from collections import defaultdict
from functools import cache

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Q
from django.utils.translation import gettext as _

from publishing.addresses import lookup_form
from publishing.models.prepared import KEYS, OTHER_KEYS, TEXT, Prepared
from publishing.models.statements import insert


class AddressTaken(ValidationError):
    """Another item has an address that was asked for."""


class Claims:
    """The paths that items of one kind want, as {key: paths}: each is read at its first, and the others redirect to it.

    `addresses` is the queryset of all. What others have is asked at once; of two items that want the same the first
    gets it.
    """

    def __init__(self, addresses, kind, paths):
        self.addresses, self.kind, self.paths = addresses, kind, paths
        self.wanted = {key: {path: lookup_form(path) for path in own} for key, own in paths.items()}
        lookups = {lookup for own in self.wanted.values() for lookup in own.values()}
        self.own, self.others = defaultdict(dict), defaultdict(list)
        for row in _known(addresses.model).ask(lookups, kind, paths) if paths else ():
            self.others[row.lookup].append(row)
            if row.kind == kind:
                self.own[row.key][row.path] = row
        self._divide()

    def _divide(self):
        """Say of each item which of its paths are new, and which belong to others: `new`, `taken`."""
        self.new, self.taken = {}, {}
        for key, wanted in self.wanted.items():
            new = {path: lookup for path, lookup in wanted.items() if path not in self.own[key]}
            taken = [row.path for lookup in dict.fromkeys(new.values()) for row in self._of_others(lookup, key)]
            if taken:
                self.taken[key] = taken
                continue
            self.new[key] = [*new]
            for path, lookup in new.items():
                self.others[lookup].append(self._row(path, key))

    def _of_others(self, lookup, key):
        return [row for row in self.others[lookup] if not row.leads_to(self.kind, key)]

    def _row(self, path, key):
        return self.addresses.model(path=path, current=path == self.paths[key][0], kind=self.kind, key=key)

    def refuse_taken(self):
        """Raise AddressTaken where others have one of them."""
        if self.taken:
            raise AddressTaken(taken_message(path for paths in self.taken.values() for path in paths))

    def write(self):
        """Write down those of the items that can have theirs. Raises ValidationError when somebody gets one at this
        moment.
        """
        if left := [key for key in self.new if any(self._is_left(key, row) for row in self.own[key].values())]:
            self.addresses.release(self.kind, left)
        rows = [self._row(path, key) for key, paths in self.new.items() for path in paths]
        try:
            insert(rows)
        except IntegrityError as error:  # the transaction ends with this
            raise ValidationError(taken_message(row.path for row in rows)) from error
        again = filter(None, (self.own[key].get(self.paths[key][0]) for key in self.new))
        if back := [row.pk for row in again if not row.current]:
            self.addresses.filter(pk__in=back).update(current=True)

    def _is_left(self, key, row):
        """Whether an item was read at this address until now, and will be at another one."""
        return row.current and row.path != self.paths[key][0]


@cache
def _known(model):
    rows = model.objects.all()
    return Prepared(
        lambda lookups, kind, keys: rows.filter(Q(lookup__among=lookups) | Q(kind=kind, key__among=keys)),
        KEYS,
        TEXT,
        OTHER_KEYS,
    )


def taken_message(paths):
    """The sentence for an editor who asks for addresses that belong to something else."""
    return _("This address already leads to something else: %(paths)s. Choose another.") % {
        "paths": ", ".join(f"/{path}/" for path in paths)
    }
