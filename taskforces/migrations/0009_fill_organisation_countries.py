from django.db import migrations
from django.db.models import F, OuterRef, Subquery


def fill(apps, schema_editor):
    """The one country becomes the first of several."""
    organisations = apps.get_model("taskforces", "Organisation")
    links = organisations.countries.through
    known = organisations.objects.exclude(country=None).order_by("pk").values_list("pk", "country").iterator()
    rows = (links(organisation_id=organisation, country_id=country) for organisation, country in known)
    links.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)


def take_first(apps, schema_editor):
    """On the way back: of several countries, the first by its code."""
    organisations = apps.get_model("taskforces", "Organisation")
    links = organisations.countries.through.objects.filter(organisation=OuterRef("pk")).order_by("country")
    organisations.objects.annotate(first=Subquery(links.values("country")[:1])).update(country=F("first"))


class Migration(migrations.Migration):
    dependencies = [("taskforces", "0008_organisation_countries")]
    operations = [migrations.RunPython(fill, take_first)]
