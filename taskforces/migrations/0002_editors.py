from django.db import migrations


class Migration(migrations.Migration):
    """Gave rights to the Editors, which `publishing/roles.py` now does after every migration."""

    dependencies = [
        ("taskforces", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = []
