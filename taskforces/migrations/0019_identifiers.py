from django.db import migrations, models

ROR = "The address of its page on ror.org, or the nine letters and digits."
WIKIDATA = "The address of its page on wikidata.org, or its Q and number."
CORDIS = "The address of the project on cordis.europa.eu, or the number of its grant."


def identifier(**words):
    return models.CharField(blank=True, default="", max_length=20, **words)


class Migration(migrations.Migration):
    dependencies = [("taskforces", "0018_regions")]
    operations = [
        migrations.AddField("organisation", "ror", identifier(verbose_name="ROR", help_text=ROR)),
        migrations.AddField("organisation", "wikidata", identifier(verbose_name="Wikidata", help_text=WIKIDATA)),
        migrations.AddField("taskforce", "wikidata", identifier(verbose_name="Wikidata", help_text=WIKIDATA)),
        migrations.AddField("taskforce", "cordis", identifier(verbose_name="CORDIS", help_text=CORDIS)),
        migrations.AddField("dossier", "wikidata", identifier()),
        migrations.AddField("dossier", "cordis", identifier()),
    ]
