from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Coalesce

import text.fields

ORDER = (
    Coalesce("date_lower", "date_upper").desc(nulls_last=True),
    F("position").asc(),
    F("sort_title").asc(),
    F("pk").asc(),
)


class Migration(migrations.Migration):
    dependencies = [
        ("timeline", "0006_languages"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="event",
            options={
                "default_permissions": ("add", "change", "delete", "view", "publish", "withdraw"),
                "ordering": ORDER,
                "verbose_name": "event",
                "verbose_name_plural": "events",
            },
        ),
        migrations.AlterModelOptions(
            name="eventtype",
            options={
                "ordering": ("position", "sort_name", "pk"),
                "verbose_name": "event type",
                "verbose_name_plural": "event types",
            },
        ),
        migrations.AlterModelOptions(
            name="topic",
            options={
                "ordering": ("position", "sort_name", "pk"),
                "verbose_name": "topic",
                "verbose_name_plural": "topics",
            },
        ),
        migrations.AlterModelOptions(
            name="entrytopic",
            options={"default_permissions": (), "ordering": ("topic__position", "topic__sort_name")},
        ),
        migrations.AddField(
            model_name="entryorganisation",
            name="folded",
            field=text.fields.FoldedField("shown_as"),
        ),
        migrations.AddField(
            model_name="event",
            name="sort_title",
            field=text.fields.SortField("title"),
        ),
        migrations.AddField(
            model_name="eventtype",
            name="former_slugs",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.AddField(
            model_name="eventtype",
            name="sort_name",
            field=text.fields.SortField("name"),
        ),
        migrations.AddField(
            model_name="topic",
            name="former_slugs",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.AddField(
            model_name="topic",
            name="sort_name",
            field=text.fields.SortField("name"),
        ),
        migrations.AlterField(
            model_name="entry",
            name="folded",
            field=text.fields.FoldedField("title", "summary", "body", "place", "link__label"),
        ),
        migrations.AlterField(
            model_name="entry",
            name="sort_title",
            field=text.fields.SortField("title"),
        ),
    ]
