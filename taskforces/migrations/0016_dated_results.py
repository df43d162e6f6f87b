from uuid import UUID

import django.db.models.deletion
from django.db import migrations, models

from text.dates import bounds


def fill(apps, schema_editor):
    """Write down the dated results of the dossiers that are there."""
    model = apps.get_model("taskforces", "DossierResult")
    dossiers = apps.get_model("taskforces", "Dossier").objects.exclude(results=[]).only("results")
    for dossier in dossiers.iterator(chunk_size=500):
        known = (result for result in dossier.results if result.get("id") and result.get("date"))
        dated = [(result, *bounds(result["date"])) for result in known]
        model.objects.bulk_create(
            model(
                dossier=dossier,
                result=UUID(result["id"]),
                state=result["state"],
                begins=lower or upper,
                due=upper or lower,
            )
            for result, lower, upper in dated
        )


class Migration(migrations.Migration):
    dependencies = [("taskforces", "0015_other_names_of_countries")]
    operations = [
        migrations.CreateModel(
            name="DossierResult",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("result", models.UUIDField()),
                ("state", models.CharField(max_length=10)),
                ("begins", models.DateField()),
                ("due", models.DateField()),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="dated_results",
                        to="taskforces.dossier",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["state", "due", "id"], name="dossier_result_due"),
                    models.Index(fields=["state", "begins", "id"], name="dossier_result_begins"),
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
