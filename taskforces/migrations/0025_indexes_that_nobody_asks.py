from django.db import migrations, models
from django.db.models.deletion import CASCADE

from text.dropped_indexes import WithoutIndex, without_word_index

COUNTRY_LINKS = models.ForeignKey("taskforces.dossier", CASCADE, related_name="country_links", db_index=False)


class Migration(migrations.Migration):
    dependencies = [("taskforces", "0024_names_of_countries")]
    operations = [
        without_word_index("taskforces", "Dossier", "DossierOrganisation"),
        migrations.RemoveField("dossier", "folded"),
        migrations.RemoveField("dossierorganisation", "folded"),
        *(
            WithoutIndex("dossier", name, models.DateField(blank=True, editable=False, null=True))
            for name in ("start_lower", "start_upper", "end_lower")
        ),
        WithoutIndex("dossier", "updated_at", models.DateTimeField()),
        WithoutIndex("dossiercountry", "dossier", COUNTRY_LINKS),
    ]
