from collections import Counter

from django.db import models, transaction
from django.db.models import Count, Sum, TextField, UUIDField
from django.db.models.functions import Cast

from publishing.models.statements import insert

# After so many new rows those that count the same are added up.
KEPT = 500
# The facet that holds how many rows there are at all, under the value "".
ALL = "all"


class TallyQuerySet(models.QuerySet):
    """How many live rows there are of each kind, and of each value that lists are narrowed by."""

    def append(self, kind, changes):
        """Note by what rows count that did not, and by what they do no more: [(before, after)], each {(facet, value)}.
        Waits for nobody.
        """
        numbers = Counter()
        for before, after in changes:
            numbers.update(after - before)
            numbers.subtract(before - after)
        changed = sorted((pair, number) for pair, number in numbers.items() if number)
        rows = insert(self.model(kind=kind, facet=f, value=v, times=n) for (f, v), n in changed)
        if any(row.pk % KEPT == 0 for row in rows):
            transaction.on_commit(self.model.objects.fold, robust=True)

    def move(self, before, after):
        """Note that these numbers of rows became others: {(kind, facet, value): number}. Waits for nobody."""
        changes = [(*value, number - before[value]) for value, number in after.items() if number != before[value]]
        self.bulk_create(self.model(kind=k, facet=f, value=v, times=n) for k, f, v, n in changes)

    def numbers(self, kind, facet):
        """Rows of (value, number) of a facet, without what nothing has."""
        rows = self.filter(kind=kind, facet=facet).order_by().values("value")
        return rows.annotate(number=Sum("times")).filter(number__gt=0)

    def used_keys(self, kind, facet):
        """The keys of the rows by which a facet counts, of those that something has, for a subquery."""
        return self.numbers(kind, facet).annotate(key=Cast("value", UUIDField())).values("key")

    def recount(self, kind, facets):
        """Count anew what was written past `refresh`: `facets` are pairs of a name and a queryset of values."""
        self.filter(kind=kind).delete()
        for facet, rows in facets:
            counted = rows.order_by().annotate(number=Count("*"))
            self.bulk_create(
                self.model(kind=kind, facet=facet, value=as_value(*values), times=number)
                for *values, number in counted
                if number and values[0] is not None
            )

    @transaction.atomic
    def fold(self):
        """Make one row of all that count the same, so that the table stays small whatever happens."""
        several = self.values("kind", "facet", "value").annotate(rows=Count("pk")).filter(rows__gt=1)
        for same in several.order_by().values("kind", "facet", "value"):
            rows = dict(self.filter(**same).select_for_update(skip_locked=True).values_list("pk", "times"))
            self.filter(pk__in=rows).delete()
            if number := sum(rows.values()):
                self.create(**same, times=number)


class Tally(models.Model):
    """That so many live rows of a kind have a value, or that it is one more or one less: rows of a value add up."""

    kind = models.CharField(max_length=20)
    facet = models.CharField(max_length=20)
    value = models.CharField(max_length=40, blank=True)
    times = models.IntegerField()

    objects = TallyQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = (models.Index(fields=("kind", "facet", "value", "times"), name="tally_value"),)

    def __str__(self):
        return f"{self.kind} {self.facet} {self.value}: {self.times}"


class Hex(models.Func):
    """A key as tallies write it: without dashes."""

    output_field = TextField()
    template = "REPLACE(CAST(%(expressions)s AS text), '-', '')"


def number_of(kind, facet, key):
    """For a query of reference rows: how many live rows of a kind have one; null for none."""
    rows = Tally.objects.filter(kind=kind, facet=facet, value=Hex(models.OuterRef(key))).order_by().values("kind")
    return models.Subquery(rows.annotate(sum=Sum("times")).values("sum"))


def as_value(*values):
    """A value as tallies write it: keys in hexadecimal digits, several with a colon between, nothing as nothing."""
    return ":".join("" if each is None else getattr(each, "hex", None) or str(each) for each in values)
