from django.db import migrations, models

ROR = "The address of its page on ror.org, or the nine letters and digits."
WIKIDATA = "The address of its page on wikidata.org, or its Q and number."


def identifier(name, help_text):
    return models.CharField(blank=True, default="", help_text=help_text, max_length=20, verbose_name=name)


class Migration(migrations.Migration):
    dependencies = [("taskforces", "0018_regions")]
    operations = [
        migrations.AddField("organisation", "ror", identifier("ROR", ROR)),
        migrations.AddField("organisation", "wikidata", identifier("Wikidata", WIKIDATA)),
    ]
