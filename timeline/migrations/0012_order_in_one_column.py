from django.db import migrations, models

import text.fields
from timeline.ordering import sort_key


def fill(apps, schema_editor):
    """Write the key of every entry, and of its links to dossiers."""
    entries, links = apps.get_model("timeline", "Entry"), apps.get_model("timeline", "EntryDossier")
    changed = []
    for entry in entries.objects.only("sort_date", "position", "sort_title").iterator():
        entry.sort_key = sort_key(entry.sort_date, entry.position, entry.sort_title)
        changed.append(entry)
    entries.objects.bulk_update(changed, ["sort_key"], batch_size=500)
    keys = entries.objects.filter(pk=models.OuterRef("entry")).values("sort_key")
    links.objects.update(sort_key=models.Subquery(keys))


class Migration(migrations.Migration):
    dependencies = [
        ("timeline", "0011_lists_use_indexes"),
    ]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="sort_key",
            field=text.fields.PlainOrderField(blank=True, default="", editable=False, max_length=80),
        ),
        migrations.AddField(
            model_name="entrydossier",
            name="sort_key",
            field=text.fields.PlainOrderField(blank=True, default="", editable=False, max_length=80),
        ),
        migrations.AlterField(
            model_name="entrydossier",
            name="dossier",
            field=models.UUIDField(),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="entrydossier",
            index=models.Index(fields=["dossier", "sort_key", "entry"], name="entry_dossier_order"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["sort_key", "id"], name="entry_order"),
        ),
    ]
