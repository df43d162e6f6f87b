import uuid

from django.db import migrations, models

import text.fields
import text.languages


class Migration(migrations.Migration):
    dependencies = [("publishing", "0014_editions_in_time")]
    operations = [
        migrations.CreateModel(
            name="Term",
            fields=[
                ("touched_at", models.DateTimeField(auto_now=True, null=True, verbose_name="last changed")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "word",
                    models.CharField(
                        help_text="For example: VET. What you write in small letters is found in capitals, too; "
                        "nothing else is.",
                        max_length=100,
                        unique=True,
                        verbose_name="word",
                    ),
                ),
                (
                    "other_forms",
                    models.TextField(
                        blank=True,
                        help_text="One a line: plurals, other spellings. They are explained, too.",
                        verbose_name="other forms",
                    ),
                ),
                (
                    "explanation",
                    models.TextField(
                        help_text="One or two plain sentences for somebody who is new to this.",
                        max_length=600,
                        verbose_name="explanation",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        help_text="The word is explained in texts of this language alone. Leave empty to have it "
                        "explained in all.",
                        max_length=12,
                        validators=[text.languages.known_language],
                        verbose_name="language",
                    ),
                ),
                ("folded", text.fields.FoldedField("word", "other_forms", "explanation")),
                ("sort_name", text.fields.SortField("word")),
            ],
            options={
                "verbose_name": "word of the glossary",
                "verbose_name_plural": "words of the glossary",
                "ordering": ("sort_name", "pk"),
                "default_permissions": ("add", "change", "delete", "view"),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("word", ""), _negated=True), name="term_has_a_word")
                ],
            },
        ),
    ]
