from django.conf import settings
from django.db import migrations, models
from django.db.models.deletion import SET_NULL

from text.dropped_indexes import WithoutIndex


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0021_reviews_and_schedule"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        WithoutIndex(
            "edition",
            "by",
            models.ForeignKey(
                settings.AUTH_USER_MODEL, SET_NULL, blank=True, null=True, related_name="+", db_index=False
            ),
        ),
        migrations.AddIndex(
            "edition", models.Index(fields=["by"], condition=models.Q(by__isnull=False), name="edition_by")
        ),
    ]
