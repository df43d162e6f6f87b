from django.db import migrations

from publishing.roles import REFERENCE, grant

RIGHTS = {"text": ("change", "view")}
# The library knows nothing above it, so its rights are given here.
LIBRARY_RIGHTS = {"picture": REFERENCE, "document": REFERENCE}


class Migration(migrations.Migration):
    """The group Editors may edit the texts of the site, and what the library holds."""

    dependencies = [
        ("publishing", "0001_initial"),
        ("library", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        migrations.RunPython(grant("publishing", RIGHTS), migrations.RunPython.noop),
        migrations.RunPython(grant("library", LIBRARY_RIGHTS), migrations.RunPython.noop),
    ]
