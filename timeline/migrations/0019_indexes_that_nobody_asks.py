from django.db import migrations, models
from django.db.models.deletion import CASCADE, PROTECT

from text.dropped_indexes import WithoutIndex, without_word_index


def link(to, on_delete, name, **options):
    return models.ForeignKey(to, on_delete, related_name=name, db_index=False, **options)


class Migration(migrations.Migration):
    dependencies = [("timeline", "0018_waiting_longest"), ("taskforces", "0001_initial")]
    operations = [
        without_word_index("timeline", "Entry", "EntryOrganisation"),
        migrations.RemoveField("entry", "folded"),
        migrations.RemoveField("entryorganisation", "folded"),
        *(
            WithoutIndex("entry", name, models.DateField(blank=True, editable=False, null=True))
            for name in ("date_lower", "date_upper")
        ),
        WithoutIndex("entry", "sort_date", models.DateField(null=True)),
        WithoutIndex("entry", "type", link("timeline.eventtype", PROTECT, "entries", null=True)),
        WithoutIndex("entry", "country", link("taskforces.country", PROTECT, "entries", null=True)),
        WithoutIndex("entrydossier", "entry", link("timeline.entry", CASCADE, "dossier_links")),
        WithoutIndex("entryorganisation", "organisation", link("taskforces.organisation", PROTECT, "+")),
        WithoutIndex("entrytopic", "entry", link("timeline.entry", CASCADE, "topic_links")),
        WithoutIndex("entrytopic", "topic", link("timeline.topic", PROTECT, "+")),
    ]
