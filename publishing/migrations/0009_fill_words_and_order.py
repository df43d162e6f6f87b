from django.db import migrations

from text.refill import refill


class Migration(migrations.Migration):
    dependencies = [("publishing", "0008_words_and_order")]
    operations = [migrations.RunPython(refill("publishing", "Text", rich=("body",)), migrations.RunPython.noop)]
