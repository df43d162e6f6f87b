from django.db import migrations

# Until now who was one of the Editors could publish. Now publishers do, so that nobody can do less than before.
OLD, NEW = "Editors", "Publishers"


def move(old, new):
    def members(apps, editor):
        groups = apps.get_model("auth", "Group").objects.using(editor.connection.alias)
        before = groups.filter(name=old).first()
        if before and before.user_set.exists():
            after, _made = groups.get_or_create(name=new)
            after.user_set.add(*before.user_set.all())
            before.user_set.clear()

    return members


class Migration(migrations.Migration):
    """Whoever could publish until now still can."""

    dependencies = [("auth", "0012_alter_user_first_name_max_length"), ("publishing", "0019_preview_links")]

    operations = [migrations.RunPython(move(OLD, NEW), move(NEW, OLD))]
