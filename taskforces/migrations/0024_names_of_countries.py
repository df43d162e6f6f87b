from django.db import migrations

from taskforces.country_names import other_names


def fill(apps, schema_editor):
    """Search finds countries by their names in other languages, too."""
    for row in apps.get_model("taskforces", "Country").objects.all():
        row.other_names = other_names(row.pk)
        row.save(update_fields=["other_names", "folded"])


class Migration(migrations.Migration):
    dependencies = [("taskforces", "0023_waiting_longest")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
