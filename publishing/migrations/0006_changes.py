from django.db import migrations, models


class Migration(migrations.Migration):
    """What changed for readers, counted."""

    dependencies = [("publishing", "0005_long_names")]
    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(blank=True, max_length=40)),
                ("key", models.CharField(blank=True, max_length=100)),
                ("times", models.PositiveBigIntegerField(default=1)),
            ],
            options={"ordering": ("pk",), "default_permissions": ()},
        )
    ]
