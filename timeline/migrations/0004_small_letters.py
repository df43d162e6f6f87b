from django.core.validators import RegexValidator
from django.db import migrations, models

SMALL = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", "Use small letters, digits and single hyphens.")


def lower(apps, schema_editor):
    """An address with capitals never led anywhere: a list of events has always refused them."""
    for name in ("EventType", "Topic"):
        labels = apps.get_model("timeline", name).objects
        slugs = set(labels.values_list("slug", flat=True))
        for slug in sorted(slug for slug in slugs if slug != slug.lower()):
            slugs.add(small := _free(slug.lower(), slugs))
            labels.filter(slug=slug).update(slug=small)


def _free(slug, taken):
    numbered = (f"{slug[:57]}-{number}" for number in range(2, len(taken) + 3))
    return next(one for one in (slug, *numbered) if one not in taken)


def slug():
    return models.SlugField("address", max_length=60, unique=True, validators=[SMALL])


class Migration(migrations.Migration):
    dependencies = [("timeline", "0003_last_changed")]
    operations = [
        migrations.RunPython(lower, migrations.RunPython.noop),
        migrations.AlterField("eventtype", "slug", slug()),
        migrations.AlterField("topic", "slug", slug()),
    ]
