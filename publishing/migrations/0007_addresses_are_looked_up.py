from django.db import migrations

import publishing.models.addresses
from publishing.addresses import lookup_form


def fill(apps, schema_editor):
    """Addresses of before are found in capitals and in another Unicode form too."""
    addresses = apps.get_model("publishing", "Address").objects
    for pk, path in addresses.values_list("pk", "path").iterator():
        addresses.filter(pk=pk).update(lookup=lookup_form(path))


class Migration(migrations.Migration):
    dependencies = [("publishing", "0006_changes")]
    operations = [
        migrations.AddField(
            "address",
            "lookup",
            publishing.models.addresses.LookupField(db_index=True, default="", editable=False, max_length=1200),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
