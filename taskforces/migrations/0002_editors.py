from django.db import migrations

from publishing.roles import DESK, PART, REFERENCE, grant

RIGHTS = {
    "taskforce": DESK,
    **dict.fromkeys(("taskforceorganisation", "taskforcerelation", "objective", "result"), PART),
    "organisation": REFERENCE,
    "country": ("view",),
}


class Migration(migrations.Migration):
    """The group Editors may edit this room's rows."""

    dependencies = [
        ("taskforces", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(grant("taskforces", RIGHTS), migrations.RunPython.noop)]
