from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("taskforces", "0003_countries")]
    # In two steps: at once, Django would write today into every row, and nobody changed them today.
    operations = [
        migrations.AddField("organisation", "touched_at", models.DateTimeField("last changed", null=True)),
        migrations.AlterField(
            "organisation", "touched_at", models.DateTimeField("last changed", auto_now=True, null=True)
        ),
    ]
