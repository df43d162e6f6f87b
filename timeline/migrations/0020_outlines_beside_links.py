from django.db import migrations, models
from django.db.models import PROTECT, Case, F, OuterRef, Subquery, When
from django.db.models.functions import Coalesce, NullIf

from publishing.models.covering import CoveringIndex

LINK = ("dossier", "sort_key", "entry")
OUTLINE = {
    "slug": models.CharField(default="", max_length=120),
    "language": models.CharField(default="", max_length=12),
    "own_heading": models.CharField(default="", max_length=300),
    "date": models.CharField(default="", max_length=40),
    "type": models.ForeignKey("timeline.eventtype", PROTECT, null=True, related_name="+", db_index=False),
    "results": models.TextField(default=""),
    "evidence": models.PositiveSmallIntegerField(default=0),
}
# What columns of links are made of, where that is not the same column of their entries.
MADE = {
    "own_heading": Coalesce(NullIf("title", models.Value("")), "summary"),
    "evidence": F("document_count")
    + Case(When(has_film=True, then=1), default=0)
    + Case(When(link__isnull=True, then=0), default=1),
}


def fill(apps, schema_editor):
    """Repeat the outlines of entries that stand there."""
    links, entries = apps.get_model("timeline", "EntryDossier").objects, apps.get_model("timeline", "Entry").objects
    entry = entries.filter(pk=OuterRef("entry"))
    same = {name: Subquery(entry.values(name)) for name in OUTLINE if name not in (*MADE, "results")}
    made = {name: Subquery(entry.annotate(made=value).values("made")) for name, value in MADE.items()}
    links.update(**same, **made)
    for key, results in entries.exclude(results=[]).values_list("pk", "results").iterator(2000):
        links.filter(entry=key).update(results=" ".join(results))
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.connection.check_constraints()  # it makes no index while some of it is still to be checked


class Migration(migrations.Migration):
    dependencies = [("timeline", "0019_indexes_that_nobody_asks")]
    operations = [
        migrations.RemoveIndex("entrydossier", "entry_dossier_order"),
        *(migrations.AddField("entrydossier", name, field) for name, field in OUTLINE.items()),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            "entrydossier", CoveringIndex(fields=LINK, beside=tuple(OUTLINE), name="entry_dossier_outline")
        ),
    ]
