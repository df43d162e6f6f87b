import uuid

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("library", "0004_on_request_has_contact"),
        ("taskforces", "0019_identifiers"),
    ]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="sources",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="dossierdocument",
            name="source",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "name",
                    models.CharField(
                        help_text="For example Rectorat 2021. Type [source: Rectorat 2021] behind each statement that it shows.",
                        max_length=60,
                        validators=[
                            django.core.validators.RegexValidator(
                                "[\\[\\]<>]", "Leave out brackets.", inverse_match=True
                            )
                        ],
                        verbose_name="short name",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        blank=True,
                        help_text="What it is, for readers: the title, who published it, the page. Else they read the short name.",
                        max_length=300,
                        verbose_name="title",
                    ),
                ),
                ("address", models.URLField(blank=True, max_length=500, verbose_name="address")),
                (
                    "seen",
                    models.DateField(
                        blank=True, help_text="The day when it said so.", null=True, verbose_name="seen on"
                    ),
                ),
                (
                    "archived",
                    models.URLField(
                        blank=True,
                        help_text="The address of a copy that stays, for example at web.archive.org.",
                        max_length=500,
                        verbose_name="archived copy",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="library.document",
                        verbose_name="document",
                    ),
                ),
                (
                    "taskforce",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sources", to="taskforces.taskforce"
                    ),
                ),
            ],
            options={
                "verbose_name": "source",
                "verbose_name_plural": "sources",
                "ordering": ("position", "pk"),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="source_has_a_name"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("address", ""), _negated=True), ("document__isnull", False), _connector="OR"
                        ),
                        name="source_is_somewhere",
                        violation_error_message="A source needs an address or a document.",
                    ),
                ],
            },
        ),
    ]
