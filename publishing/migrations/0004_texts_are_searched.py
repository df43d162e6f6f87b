from django.db import migrations, models

import text.fields
from text.folding import fold
from text.richtext import plain


def fill(apps, schema_editor):
    """What was written before is found too."""
    texts = apps.get_model("publishing", "Text").objects
    for row in texts.all():
        texts.filter(pk=row.pk).update(folded=fold(f"{row.title} {plain(row.body)}"))


class Migration(migrations.Migration):
    dependencies = [("publishing", "0003_texts")]
    operations = [
        # In two steps: at once, Django would write today into every row, and nobody changed them today.
        migrations.AddField("text", "touched_at", models.DateTimeField("last changed", null=True)),
        migrations.AlterField("text", "touched_at", models.DateTimeField("last changed", auto_now=True, null=True)),
        migrations.AddField("text", "folded", text.fields.FoldedField("title", "body")),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
