import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import text.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("publishing", "0013_changes_are_counted_by_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reached",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("edition", models.PositiveBigIntegerField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                ("frequency", models.CharField(max_length=10, primary_key=True, serialize=False)),
                ("due_at", models.DateTimeField()),
                ("last", models.PositiveBigIntegerField()),
                ("is_done", models.BooleanField(default=False)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Subject",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("taskforce", "one taskforce"),
                            ("dossiers", "list of taskforces"),
                            ("events", "list of events"),
                            ("search", "search"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("about", models.CharField(blank=True, max_length=1000)),
                ("title", models.CharField(max_length=300, verbose_name="what is followed")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_index=True, default=django.utils.timezone.now, verbose_name="asked for since"
                    ),
                ),
                ("folded", text.fields.FoldedField("title")),
            ],
            options={
                "verbose_name": "subject",
                "verbose_name_plural": "subjects",
                "ordering": ("-created_at", "-pk"),
                "default_permissions": ("view",),
                "constraints": [models.UniqueConstraint(fields=("kind", "about"), name="subject_once")],
            },
        ),
        migrations.CreateModel(
            name="News",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("found_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="publishing.edition"
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="news", to="alerts.subject"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=("subject", "edition"), name="news_once")],
            },
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("address", models.EmailField(max_length=254)),
                (
                    "frequency",
                    models.CharField(
                        choices=[
                            ("at-once", "At once"),
                            ("daily", "Once a day, in the morning"),
                            ("weekly", "Once a week, on Monday morning"),
                        ],
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, null=True)),
                ("invited_at", models.DateTimeField(null=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("told", models.PositiveBigIntegerField(default=0)),
                ("refusals", models.PositiveSmallIntegerField(default=0)),
                ("retry_at", models.DateTimeField(null=True)),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="subscriptions", to="alerts.subject"
                    ),
                ),
            ],
            options={
                "default_permissions": ("delete",),
                "indexes": [
                    models.Index(fields=["frequency", "id"], name="subscription_of_frequency"),
                    models.Index(
                        condition=models.Q(("confirmed_at", None)), fields=["asked_at"], name="subscription_waiting"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("address", "subject"), name="subscription_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("asked_at", None), ("confirmed_at__isnull", False)),
                            models.Q(("asked_at__isnull", False), ("confirmed_at", None)),
                            _connector="OR",
                        ),
                        name="subscription_asked_or_confirmed",
                    ),
                ],
            },
        ),
    ]
