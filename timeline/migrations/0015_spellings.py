from django.db import migrations


def fill(apps, schema_editor):
    """Keep the words of the titles and names that are there."""
    from timeline.spellings import add_all_titles

    add_all_titles()


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0017_spellings"),
        ("taskforces", "0017_former_names"),
        ("timeline", "0014_former_names"),
    ]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
