from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("taskforces", "0009_fill_organisation_countries")]
    operations = [
        migrations.RemoveField(model_name="organisation", name="country"),
        migrations.AlterField(
            model_name="organisation",
            name="kind",
            field=models.CharField(
                blank=True,
                help_text="Choose one, or type a new one, for example: government, company.",
                max_length=100,
                verbose_name="kind",
            ),
        ),
    ]
