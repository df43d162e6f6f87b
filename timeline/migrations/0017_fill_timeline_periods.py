from itertools import groupby, islice

from django.db import migrations

AT_ONCE = 500


def fill(apps, schema_editor):
    """Which events stood on which timelines, from the record of all that was ever published."""
    editions = apps.get_model("publishing", "Edition").objects.filter(kind="event").order_by("key", "number")
    told = editions.values_list("key", "number", "published_at", "snapshot__body__taskforces")
    period = apps.get_model("timeline", "TimelinePeriod")
    rows = _periods(told.iterator(chunk_size=AT_ONCE))
    while some := [period(**row) for row in islice(rows, AT_ONCE)]:
        period.objects.bulk_create(some)


def _periods(told):
    """Each edition of an event stands on its timelines until the next one is published."""
    for key, group in groupby(told, lambda row: row[0]):
        editions = list(group)
        ends = [published_at for _key, _number, published_at, _taskforces in editions[1:]]
        for (_key, number, since, taskforces), until in zip(editions, [*ends, None], strict=True):
            for taskforce in taskforces or ():
                yield {"event": key, "number": number, "taskforce": taskforce, "since": since, "until": until}


class Migration(migrations.Migration):
    dependencies = [("timeline", "0016_timeline_periods"), ("publishing", "0013_changes_are_counted_by_name")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
