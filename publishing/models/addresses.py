from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from publishing.models.editions import Edition


class AddressQuerySet(models.QuerySet):
    """Where items are read, and where they ever were."""

    def of(self, kind, key):
        """All addresses that one item ever had."""
        return self.filter(kind=kind, key=key)

    def taken(self, paths, *, kind, key):
        """Those of `paths` that belong to another item, as a list."""
        return list(self.filter(path__in=paths).exclude(kind=kind, key=key).values_list("path", flat=True))

    def current_path(self, kind, key):
        """Where the item can be read now, or None."""
        return self.of(kind, key).filter(current=True).values_list("path", flat=True).first()

    def current_address(self, kind, key):
        """The same as links say it, "/events/model/"; "" when it can be read nowhere."""
        path = self.current_path(kind, key)
        return f"/{path}/" if path else ""

    def claim(self, paths, *, kind, key):
        """Write down `paths` for an item: it is read at the first now, and the others redirect to it.

        Raises ValidationError when another item has one of them.
        """
        self.release(kind, key)
        for path in paths:
            # Found or made, never taken over: of two who ask at once the second is told.
            address, _made = self.get_or_create(path=path, defaults={"kind": kind, "key": key})
            if (address.kind, address.key) != (kind, key):
                raise ValidationError(taken_message([path]))
        self.filter(path=paths[0]).update(current=True)

    def release(self, kind, key):
        """The item can be read nowhere now; its addresses stay its own."""
        self.of(kind, key).update(current=False)

    def delete(self):
        """Raises TypeError: what was an address once is never free again."""
        raise TypeError("Addresses are kept for ever.")

    delete.queryset_only = True

    def answer(self, path):
        """What a path that is no page, percent-decoded as the server hands it over, leads to in one step.

        Returns the current path of the item that has the address (without slashes at its ends), the Edition that
        withdrew it, or None when nothing ever had that address.
        """
        address = self.filter(path=path.replace("\x00", "").strip("/ ")).first()
        if address is None:
            return None
        return self._end(address.kind, address.key)

    def _end(self, kind, key):
        """Where an item can be read, or the first of those that replaced it in turn; else how it was withdrawn."""
        withdrawn, seen = None, set()
        while key and key not in seen:
            if current := self.current_path(kind, key):
                return current
            seen.add(key)
            edition = Edition.objects.of(kind, key).first()
            withdrawn, key = withdrawn or edition, edition and edition.replacement
        return withdrawn


class Address(models.Model):
    """A path that leads, or once led, to an item. Kept for ever, never given to another item.

    `current` is the one address where the item can be read now; a withdrawn item has none.
    """

    LONGEST = 400

    path = models.CharField(max_length=LONGEST, unique=True)
    kind = models.CharField(max_length=20)
    key = models.UUIDField()
    current = models.BooleanField(default=False)

    objects = AddressQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name_plural = "addresses"
        constraints = (
            models.UniqueConstraint(fields=("kind", "key"), condition=Q(current=True), name="address_one_current"),
            models.CheckConstraint(condition=~Q(path="") & ~Q(path__startswith="/"), name="address_normalised"),
        )

    def __str__(self):
        return self.path

    def delete(self, *args, **kwargs):
        """Raises TypeError: what was an address once is never free again."""
        raise TypeError("Addresses are kept for ever.")


def taken_message(paths):
    """The sentence for an editor who asks for addresses that belong to something else."""
    return _("This address already leads to something else: %(paths)s. Choose another.") % {
        "paths": ", ".join(f"/{path}/" for path in paths)
    }
