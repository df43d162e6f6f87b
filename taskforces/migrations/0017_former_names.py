from django.db import migrations, models

import text.fields
from publishing.former_titles import fill_former_titles

DOSSIER = ("title", "summary", "region", "background", "objectives__text", "results__text", "former_titles")


class Migration(migrations.Migration):
    dependencies = [("taskforces", "0016_dated_results"), ("publishing", "0001_initial")]
    operations = [
        migrations.AddField("dossier", "former_titles", models.TextField(blank=True, default="", editable=False)),
        migrations.AddField("organisation", "former_names", models.TextField(blank=True, default="", editable=False)),
        migrations.AlterField("dossier", "folded", text.fields.FoldedField(*DOSSIER)),
        migrations.AlterField("organisation", "folded", text.fields.FoldedField("name", "other_names", "former_names")),
        migrations.RunPython(fill_former_titles("taskforces", "Dossier", "taskforce"), migrations.RunPython.noop),
    ]
