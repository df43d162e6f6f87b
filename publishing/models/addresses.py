from uuid import UUID

from django.db import models
from django.db.models import Q

from publishing.addresses import lookup_form
from publishing.models.address_claims import Claims
from publishing.models.address_lookup import AddressLookup


class LookupField(models.CharField):
    """The form by which the `path` of a row is looked up. Filled whenever the row is saved, never typed."""

    def pre_save(self, model_instance, add):
        value = lookup_form(model_instance.path)
        setattr(model_instance, self.attname, value)
        return value


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

    def claims(self, kind, paths):
        """What some items want to be read at: {key: paths}, its own address first. See Claims. One question."""
        return Claims(self, kind, paths)

    def claim(self, paths, *, kind, key):
        """Write down `paths` for an item: it is read at the first now, and the others redirect to it.

        Raises AddressTaken when another item has one of them, and ValidationError when it gets one at this moment.
        """
        claims = self.claims(kind, {UUID(str(key)): paths})
        claims.refuse_taken()
        claims.write()

    def release(self, kind, keys):
        """These items can be read nowhere now; their addresses stay their own."""
        self.filter(kind=kind, key__in=keys).update(current=False)

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
