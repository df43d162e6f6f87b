from django.db import migrations, models

import text.fields
from publishing.former_titles import fill_former_titles

ENTRY = ("title", "summary", "body", "place", "link__label", "former_titles")


class Migration(migrations.Migration):
    dependencies = [("timeline", "0013_counts_of_years"), ("publishing", "0001_initial")]
    operations = [
        migrations.AddField("entry", "former_titles", models.TextField(blank=True, default="", editable=False)),
        migrations.AlterField("entry", "folded", text.fields.FoldedField(*ENTRY)),
        migrations.RunPython(fill_former_titles("timeline", "Entry", "event"), migrations.RunPython.noop),
    ]
