from django.db import migrations, models

import library.folding
from library.folding import fold
from publishing.richtext import plain


def fill(apps, schema_editor):
    """What was written before is found too."""
    texts = apps.get_model("publishing", "Text").objects
    for text in texts.all():
        texts.filter(pk=text.pk).update(folded=fold(f"{text.title} {plain(text.body)}"))


class Migration(migrations.Migration):
    dependencies = [("publishing", "0003_texts")]
    operations = [
        # In two steps: at once, Django would write today into every row, and nobody changed them today.
        migrations.AddField("text", "touched_at", models.DateTimeField("last changed", null=True)),
        migrations.AlterField("text", "touched_at", models.DateTimeField("last changed", auto_now=True, null=True)),
        migrations.AddField("text", "folded", library.folding.FoldedField("title", "body")),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
