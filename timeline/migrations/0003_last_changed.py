from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("timeline", "0002_editors")]
    # In two steps: at once, Django would write today into every row, and nobody changed them today.
    operations = [
        migrations.AddField("eventtype", "touched_at", models.DateTimeField("last changed", null=True)),
        migrations.AlterField(
            "eventtype", "touched_at", models.DateTimeField("last changed", auto_now=True, null=True)
        ),
        migrations.AddField("topic", "touched_at", models.DateTimeField("last changed", null=True)),
        migrations.AlterField("topic", "touched_at", models.DateTimeField("last changed", auto_now=True, null=True)),
    ]
