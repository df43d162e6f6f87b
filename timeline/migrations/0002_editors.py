from django.db import migrations

from publishing.roles import DESK, PART, REFERENCE, grant

RIGHTS = {
    "event": DESK,
    **dict.fromkeys(("eventorganisation", "eventdocument"), PART),
    "eventtype": REFERENCE,
    "topic": REFERENCE,
}


class Migration(migrations.Migration):
    """The group Editors may edit this room's rows."""

    dependencies = [
        ("timeline", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(grant("timeline", RIGHTS), migrations.RunPython.noop)]
