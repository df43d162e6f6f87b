from functools import partial

from django.db import connections, models, transaction

from publishing.models.statements import insert

# Each time that so many rows were added, those of the same names are added up: a name has some tens at most.
FOLDED_AT = 100


class ChangeCountQuerySet(models.QuerySet):
    """How often everything changed that readers can see, by name: rows are appended, and added up now and then."""

    def append(self, names):
        """Count one more change of each name. Waits for nobody, and nobody waits for it."""
        names = list(names)
        rows = insert(self.model(name=name) for name in names)
        if any(row.pk % FOLDED_AT == 0 for row in rows):
            transaction.on_commit(partial(self.model.objects.fold, names), robust=True)

    def of(self, names):
        """How many changes there were of these names together, in one question.

        A number from a sequence would not do: a smaller one may be committed later.
        """
        return sum(self.by_name(names).values())

    def by_name(self, names):
        """How many changes there were of each of these names, in one question: {name: number}."""
        names = list(dict.fromkeys(names))
        table, marks = self.model._meta.db_table, ", ".join(["%s"] * len(names))
        # Asked for every page; to have Django make this SQL takes longer than the answer.
        with connections[self.db].cursor() as cursor:
            cursor.execute(f"SELECT name, SUM(times) FROM {table} WHERE name IN ({marks}) GROUP BY name", names)
            return {name: int(number) for name, number in cursor.fetchall()}

    @transaction.atomic
    def fold(self, names):
        """Make one row of those that stand for a name, and skip what another transaction holds."""
        rows = self.filter(name__in=names).select_for_update(skip_locked=True).values_list("pk", "name", "times")
        keys, totals = [], {}
        for key, name, times in rows:
            keys.append(key)
            totals[name] = totals.get(name, 0) + times
        if len(keys) > len(totals):
            self.filter(pk__in=keys).delete()
            self.bulk_create(self.model(name=name, times=times) for name, times in totals.items())


class ChangeCount(models.Model):
    """That what goes by a name (`publishing.generation.name_of`) changed for readers so many times.

    The rows of one name count together. They are appended, so that two who publish never wait for each other.
    """

    name = models.CharField(max_length=150)
    times = models.PositiveBigIntegerField(default=1)

    objects = ChangeCountQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = (models.Index(fields=("name", "times"), name="change_count_of_name"),)

    def __str__(self):
        return self.name
