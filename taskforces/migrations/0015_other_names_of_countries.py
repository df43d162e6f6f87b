from django.db import migrations, models

import text.fields
from taskforces.country_names import OTHER_NAMES


def fill(apps, schema_editor):
    """Search finds countries by these names, too."""
    for row in apps.get_model("taskforces", "Country").objects.filter(pk__in=OTHER_NAMES):
        row.other_names = OTHER_NAMES[row.pk]
        row.save(update_fields=["other_names", "folded"])


class Migration(migrations.Migration):
    dependencies = [("taskforces", "0014_counts_of_events")]
    operations = [
        migrations.AddField("country", "other_names", models.TextField(blank=True, default="", editable=False)),
        migrations.AlterField("country", "folded", text.fields.FoldedField("name", "code", "other_names")),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
