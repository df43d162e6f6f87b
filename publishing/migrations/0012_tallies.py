from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0011_trash"),
    ]

    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("facet", models.CharField(max_length=20)),
                ("value", models.CharField(blank=True, max_length=40)),
                ("times", models.IntegerField()),
            ],
            options={
                "default_permissions": (),
                "indexes": [models.Index(fields=["kind", "facet", "value", "times"], name="tally_value")],
            },
        ),
    ]
