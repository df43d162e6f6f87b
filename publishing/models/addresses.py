from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.db.models import Q
from django.utils.translation import gettext as _

from publishing.addresses import lookup_form
from publishing.models.address_lookup import AddressLookup


class LookupField(models.CharField):
    """The form by which the `path` of a row is looked up. Filled whenever the row is saved, never typed."""

    def pre_save(self, model_instance, add):
        value = lookup_form(model_instance.path)
        setattr(model_instance, self.attname, value)
        return value


class AddressTaken(ValidationError):
    """Another item has an address that was asked for."""


class AddressQuerySet(AddressLookup):
    """Where items are read, and where they ever were."""

    def taken(self, paths, *, kind, key):
        """Those of `paths` that belong to another item, as a list; capitals and Unicode forms make no difference."""
        rows = self.filter(lookup__in=map(lookup_form, paths)).exclude(kind=kind, key=key)
        return list(rows.values_list("path", flat=True))

    def current_address(self, kind, key):
        """The same as links say it, "/events/model/"; "" when it can be read nowhere."""
        path = self.current_path(kind, key)
        return f"/{path}/" if path else ""

    def claim(self, paths, *, kind, key):
        """Write down `paths` for an item: it is read at the first now, and the others redirect to it.

        Raises AddressTaken when another item has one of them, and ValidationError when it gets one at this moment.
        """
        wanted = [lookup_form(path) for path in paths]
        known = list(self.filter(Q(lookup__in=wanted) | Q(kind=kind, key=key)))
        own = {row.path: row for row in known if row.leads_to(kind, key)}
        new = [path for path in paths if path not in own]
        lookups = set(map(lookup_form, new))
        if taken := [row.path for row in known if row.path not in own and row.lookup in lookups]:
            raise AddressTaken(taken_message(taken))
        if any(row.current for path, row in own.items() if path != paths[0]):
            self.release(kind, key)
        self._add(new, kind=kind, key=key, current=paths[0])
        if paths[0] in own and not own[paths[0]].current:
            self.filter(path=paths[0]).update(current=True)

    def _add(self, paths, *, current, **item):
        """New addresses of an item. Made, never taken over: of two who ask at once the second is told."""
        try:
            self.bulk_create([self.model(path=path, current=path == current, **item) for path in paths])
        except IntegrityError as error:  # the transaction ends with this
            raise ValidationError(taken_message(paths)) from error

    def release(self, kind, key):
        """The item can be read nowhere now; its addresses stay its own."""
        self.of(kind, key).update(current=False)

    def delete(self):
        """Raises TypeError: what was an address once is never free again."""
        raise TypeError("Addresses are kept for ever.")

    delete.queryset_only = True


class Address(models.Model):
    """A path that leads, or once led, to an item. Kept for ever, never given to another item.

    `current` is the one address where the item can be read now; a withdrawn item has none.
    """

    LONGEST = 400

    path = models.CharField(max_length=LONGEST, unique=True)
    # Small letters can be longer than capitals.
    lookup = LookupField(max_length=3 * LONGEST, db_index=True, default="", editable=False)
    kind = models.CharField(max_length=20)
    key = models.UUIDField()
    current = models.BooleanField(default=False)

    objects = AddressQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name_plural = "addresses"
        indexes = (models.Index(fields=("kind", "key"), name="address_of_item"),)
        constraints = (
            models.UniqueConstraint(fields=("kind", "key"), condition=Q(current=True), name="address_one_current"),
            models.CheckConstraint(condition=~Q(path="") & ~Q(path__startswith="/"), name="address_normalised"),
        )

    def __str__(self):
        return self.path

    def leads_to(self, kind, key):
        """Whether it is an address of this item."""
        return (self.kind, self.key) == (kind, UUID(str(key)))

    def delete(self, *args, **kwargs):
        """Raises TypeError: what was an address once is never free again."""
        raise TypeError("Addresses are kept for ever.")


def taken_message(paths):
    """The sentence for an editor who asks for addresses that belong to something else."""
    return _("This address already leads to something else: %(paths)s. Choose another.") % {
        "paths": ", ".join(f"/{path}/" for path in paths)
    }
