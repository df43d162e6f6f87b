from django.db import migrations

import text.fields


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [migrations.AddField("document", "sort_title", text.fields.SortField("title"))]
