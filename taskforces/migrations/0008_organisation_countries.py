from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("taskforces", "0007_fill_words_and_order")]
    operations = [
        migrations.AddField(
            model_name="organisation",
            name="countries",
            field=models.ManyToManyField(
                blank=True, related_name="+", to="taskforces.country", verbose_name="countries"
            ),
        ),
    ]
