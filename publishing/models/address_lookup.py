"""Looking up where a path leads that is no page: any form of an address that people pass on, of today or of before."""

from django.db import models

from publishing.addresses import asked_forms, lookup_form
from publishing.models.editions import Edition


class AddressLookup(models.QuerySet):
    """Addresses as they are asked for."""

    def of(self, kind, key):
        """All addresses that one item ever had."""
        return self.filter(kind=kind, key=key)

    def current_path(self, kind, key):
        """Where the item can be read now, or None."""
        return self.of(kind, key).filter(current=True).values_list("path", flat=True).first()

    def resolve(self, path, query="", *, own=False):
        """What a decoded path that is no page leads to, in one step; `query` is what was asked, not decoded.

        Returns the current path of the item that has the address (without slashes at its ends), the Edition that
        withdrew it, or None when nothing ever had that address. `own`: what replaced it is something else.
        """
        address = self._asked(asked_forms(path, query))
        return self.end(address.kind, address.key, own=own) if address else None

    def _asked(self, forms):
        """The address that the first of `forms` means; of several in which it differs the one that is just so."""
        order = list(map(lookup_form, forms))
        rows = self.filter(lookup__in=order)
        return min(rows, key=lambda row: (order.index(row.lookup), row.path not in forms), default=None)

    def end(self, kind, key, *, own=False):
        """Where an item can be read, or the first of those that replaced it in turn (unless it shall be its `own`
        page); else how it was withdrawn."""
        withdrawn, visited = None, set()
        while key and key not in visited:
            if current := self.current_path(kind, key):
                return current
            visited.add(key)
            edition = Edition.objects.of(kind, key).first()
            withdrawn, key = withdrawn or edition, edition and not own and edition.replacement
        return withdrawn
