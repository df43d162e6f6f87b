from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publishing", "0004_texts_are_searched")]
    operations = [migrations.AlterField("edition", "by_name", models.CharField(max_length=301, blank=True))]
