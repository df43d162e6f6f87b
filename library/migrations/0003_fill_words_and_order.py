from django.db import migrations

from text.refill import refill


class Migration(migrations.Migration):
    dependencies = [("library", "0002_words_and_order")]
    operations = [migrations.RunPython(refill("library", "Picture", "Document"), migrations.RunPython.noop)]
