from django.db import migrations, models

import text.fields


class Migration(migrations.Migration):
    dependencies = [
        ("taskforces", "0005_languages"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="country",
            options={
                "default_permissions": ("view",),
                "ordering": ("sort_name", "pk"),
                "verbose_name": "country",
                "verbose_name_plural": "countries",
            },
        ),
        migrations.AlterModelOptions(
            name="dossier",
            options={"default_permissions": (), "ordering": ("sort_title", "pk")},
        ),
        migrations.AlterModelOptions(
            name="organisation",
            options={
                "ordering": ("sort_name", "pk"),
                "verbose_name": "organisation",
                "verbose_name_plural": "organisations",
            },
        ),
        migrations.AlterModelOptions(
            name="taskforce",
            options={
                "default_permissions": ("add", "change", "delete", "view", "publish", "withdraw"),
                "ordering": ("sort_title", "pk"),
                "verbose_name": "taskforce",
                "verbose_name_plural": "taskforces",
            },
        ),
        migrations.AddField(
            model_name="country",
            name="sort_name",
            field=text.fields.SortField("name"),
        ),
        migrations.AddField(
            model_name="dossier",
            name="last_result",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="dossier",
            name="open_result",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="dossier",
            name="sort_title",
            field=text.fields.SortField("title"),
        ),
        migrations.AddField(
            model_name="dossierorganisation",
            name="folded",
            field=text.fields.FoldedField("shown_as"),
        ),
        migrations.AddField(
            model_name="organisation",
            name="sort_name",
            field=text.fields.SortField("name"),
        ),
        migrations.AddField(
            model_name="result",
            name="folded",
            field=text.fields.FoldedField("text"),
        ),
        migrations.AddField(
            model_name="taskforce",
            name="sort_title",
            field=text.fields.SortField("title"),
        ),
        migrations.AlterField(
            model_name="dossier",
            name="folded",
            field=text.fields.FoldedField(
                "title", "summary", "region", "background", "objectives__text", "results__text"
            ),
        ),
    ]
