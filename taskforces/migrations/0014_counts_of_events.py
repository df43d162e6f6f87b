from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("library", "0004_on_request_has_contact"),
        ("taskforces", "0013_lists_use_indexes"),
    ]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="event_count",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="dossier",
            name="first_year",
            field=models.SmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="dossier",
            name="last_begun",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="dossier",
            name="last_year",
            field=models.SmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="dossier",
            name="next_begin",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="dossier",
            name="open_year",
            field=models.SmallIntegerField(null=True),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(fields=["-start_lower", "sort_title", "id"], name="dossier_start_order"),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(fields=["sort_title", "id"], name="dossier_order"),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(fields=["updated_at", "sort_title", "id"], name="dossier_update_order"),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(fields=["last_begun", "next_begin", "sort_title", "id"], name="dossier_event_order"),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(fields=["status", "-start_lower", "sort_title", "id"], name="dossier_status_order"),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(fields=["first_year", "last_year", "open_year"], name="dossier_years"),
        ),
    ]
