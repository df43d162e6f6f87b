from django.db import migrations

from text import dates
from text.refill import refill

MODELS = ("Country", "Organisation", "Taskforce", "Result", "Dossier", "DossierOrganisation")


def add_kosovo(apps, schema_editor):
    """Kosovo has no code of ISO 3166-1; XK is the one that the Union and CLDR use."""
    apps.get_model("taskforces", "Country").objects.get_or_create(code="XK", defaults={"name": "Kosovo"})


def fill_days_of_results(apps, schema_editor):
    """How far the dates of its results reach, for each dossier."""
    for dossier in apps.get_model("taskforces", "Dossier").objects.order_by("pk").iterator(chunk_size=500):
        known = [dates.bounds(result["date"]) for result in dossier.results]
        dossier.last_result = max((upper for _lower, upper in known if upper), default=None)
        dossier.open_result = max((lower for lower, upper in known if lower and not upper), default=None)
        dossier.save(update_fields=["last_result", "open_result"])


class Migration(migrations.Migration):
    dependencies = [("taskforces", "0006_words_and_order")]
    operations = [
        migrations.RunPython(add_kosovo, migrations.RunPython.noop),
        migrations.RunPython(refill("taskforces", *MODELS, rich=("background",)), migrations.RunPython.noop),
        migrations.RunPython(fill_days_of_results, migrations.RunPython.noop),
    ]
