from django.db import migrations
from django.db.models import Count
from django.db.models.functions import ExtractYear


def fill(apps, schema_editor):
    """Count the events of each year by the country in which they were held."""
    tally, entries = apps.get_model("publishing", "Tally").objects, apps.get_model("timeline", "Entry").objects
    tally.filter(kind="event", facet="held").delete()
    held = entries.exclude(country=None).exclude(sort_date=None).order_by()
    rows = held.values_list(ExtractYear("sort_date"), "country").annotate(number=Count("*"))
    tally.bulk_create(
        tally.model(kind="event", facet="held", value=f"{year}:{country}", times=number)
        for year, country, number in rows
    )


class Migration(migrations.Migration):
    dependencies = [("publishing", "0012_tallies"), ("timeline", "0012_order_in_one_column")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
