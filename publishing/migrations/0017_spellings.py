from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publishing", "0016_misses")]
    operations = [
        migrations.CreateModel(
            name="Spelling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("shorter", models.CharField(max_length=40)),
                ("word", models.CharField(max_length=40)),
            ],
            options={
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=("shorter", "word"), name="spelling_once")],
            },
        ),
    ]
