import uuid

from django.db import migrations, models

import text.fields


class Migration(migrations.Migration):
    dependencies = [("taskforces", "0017_former_names")]
    operations = [
        migrations.CreateModel(
            name="Region",
            fields=[
                ("touched_at", models.DateTimeField(auto_now=True, null=True, verbose_name="last changed")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "name",
                    models.CharField(
                        help_text="As taskforces have it in “region”, for example: Bretagne.",
                        max_length=100,
                        unique=True,
                        verbose_name="name",
                    ),
                ),
                (
                    "other_names",
                    models.TextField(
                        help_text="One a line, for example: Brittany. Search finds the taskforces by them.",
                        verbose_name="other names",
                    ),
                ),
                ("folded", text.fields.FoldedField("name", "other_names")),
                ("sort_name", text.fields.SortField("name")),
            ],
            options={
                "verbose_name": "region",
                "verbose_name_plural": "regions",
                "ordering": ("sort_name", "pk"),
                "default_permissions": ("add", "change", "delete", "view"),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="region_has_a_name")
                ],
            },
        ),
        migrations.AddIndex("dossier", models.Index(fields=["region"], name="dossier_region")),
    ]
