from django.db import migrations, models
from django.db.models import Index, Q
from django.db.models.deletion import PROTECT

from text.dropped_indexes import WithoutIndex


def key(to, **options):
    return models.ForeignKey(to, PROTECT, null=True, db_index=False, **options)


class Migration(migrations.Migration):
    dependencies = [
        ("library", "0004_on_request_has_contact"),
        ("taskforces", "0026_indexes_that_others_begin_with"),
        ("timeline", "0022_event_dates_without_indexes"),
    ]
    # Nobody looks for events without a country or without a picture.
    operations = [
        migrations.RemoveIndex("entry", "entry_country_order"),
        WithoutIndex("entry", "picture", key("library.picture", related_name="+")),
        WithoutIndex(
            "event",
            "country",
            key("taskforces.country", blank=True, verbose_name="held in", help_text="Where it took place."),
        ),
        WithoutIndex("event", "picture", key("library.picture", blank=True, verbose_name="picture")),
        *(
            migrations.AddIndex(model, Index(fields=fields, condition=Q(**{f"{fields[0]}__isnull": False}), name=name))
            for model, name, fields in (
                ("entry", "entry_held_order", ["country", "sort_key", "id"]),
                ("entry", "entry_picture", ["picture"]),
                ("event", "event_country", ["country"]),
                ("event", "event_picture", ["picture"]),
            )
        ),
    ]
