from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publishing", "0013_changes_are_counted_by_name")]
    operations = [
        migrations.AddIndex("edition", models.Index(fields=["published_at", "id"], name="edition_in_time")),
    ]
