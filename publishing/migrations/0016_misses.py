from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publishing", "0015_terms")]
    operations = [
        migrations.CreateModel(
            name="Miss",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="day")),
                ("words", models.CharField(max_length=100, verbose_name="words")),
                ("times", models.PositiveIntegerField(default=1, verbose_name="times")),
            ],
            options={
                "verbose_name": "search without a result",
                "verbose_name_plural": "searches without a result",
                "ordering": ("-day", "-times", "words"),
                "default_permissions": ("view",),
                "indexes": [models.Index(fields=["words", "day"], name="miss_words")],
                "constraints": [models.UniqueConstraint(fields=("day", "words"), name="miss_once_a_day")],
            },
        ),
    ]
