from django.db import migrations

from text.refill import refill

MODELS = ("EventType", "Topic", "Event", "Entry", "EntryOrganisation")


class Migration(migrations.Migration):
    dependencies = [("timeline", "0007_words_and_order")]
    operations = [migrations.RunPython(refill("timeline", *MODELS, rich=("body",)), migrations.RunPython.noop)]
