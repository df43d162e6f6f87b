from babel import Locale
from django.db import migrations

from text.folding import fold

# Two letters in CLDR that are no countries of ISO 3166-1: islands without a code, regions, groups, tests.
NOT_ISO = {"AC", "CP", "CQ", "DG", "EA", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"}


def fill(apps, schema_editor):
    """Every country of ISO 3166-1 with its English name from CLDR, and the European Union."""
    country = apps.get_model("taskforces", "Country")
    names = {code: name for code, name in Locale("en").territories.items() if len(code) == 2 and code.isalpha()}
    country.objects.bulk_create(
        [
            country(code=code, name=name, folded=fold(f"{name} {code}"))
            for code, name in names.items()
            if code not in NOT_ISO
        ],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("taskforces", "0002_editors")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
