from django.db import migrations, models

from text.dropped_indexes import WithoutIndex


class Migration(migrations.Migration):
    dependencies = [("timeline", "0021_indexes_that_others_begin_with")]
    # Lists have an index in the order of days, which both make; nobody asks for one alone.
    operations = [
        WithoutIndex("event", name, models.DateField(blank=True, editable=False, null=True))
        for name in ("date_lower", "date_upper")
    ]
