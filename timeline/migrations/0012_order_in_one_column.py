from django.db import migrations, models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

import text.fields


def fill(apps, schema_editor):
    """Write what follows from the rows that are there. It reads no column that is younger than this migration."""
    from timeline.recount import recount_all

    entries, links = apps.get_model("timeline", "Entry").objects, apps.get_model("timeline", "EntryDocument").objects
    documents = links.filter(entry=OuterRef("pk")).order_by().values("entry").annotate(number=Count("pk"))
    entries.update(document_count=Coalesce(Subquery(documents.values("number")), 0))
    entries.exclude(body="").update(has_story=True)
    entries.filter(video__isnull=False).exclude(video__address="").update(has_film=True)
    recount_all()


class Migration(migrations.Migration):
    dependencies = [
        ("library", "0004_on_request_has_contact"),
        ("publishing", "0012_tallies"),
        ("taskforces", "0014_counts_of_events"),
        ("timeline", "0011_lists_use_indexes"),
    ]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="document_count",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="entry",
            name="has_film",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="entry",
            name="has_story",
            field=models.BooleanField(default=False),
        ),
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
        migrations.AddField(
            model_name="entryorganisation",
            name="sort_key",
            field=text.fields.PlainOrderField(blank=True, default="", editable=False, max_length=80),
        ),
        migrations.AddField(
            model_name="entrytopic",
            name="sort_key",
            field=text.fields.PlainOrderField(blank=True, default="", editable=False, max_length=80),
        ),
        migrations.AlterField(
            model_name="entrydossier",
            name="dossier",
            field=models.UUIDField(),
        ),
        migrations.AddIndex(
            model_name="entrydossier",
            index=models.Index(fields=["dossier", "sort_key", "entry"], name="entry_dossier_order"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["sort_key", "id"], name="entry_order"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["type", "sort_key", "id"], name="entry_type_order"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["country", "sort_key", "id"], name="entry_country_order"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(("has_film", True)), fields=["sort_key", "id"], name="entry_film_order"
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(("has_story", True)), fields=["sort_key", "id"], name="entry_story_order"
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(("document_count__gt", 0)), fields=["sort_key", "id"], name="entry_documents_order"
            ),
        ),
        migrations.AddIndex(
            model_name="entryorganisation",
            index=models.Index(fields=["organisation", "sort_key", "entry"], name="entry_organisation_order"),
        ),
        migrations.AddIndex(
            model_name="entrytopic",
            index=models.Index(fields=["topic", "sort_key", "entry"], name="entry_topic_order"),
        ),
    ]
