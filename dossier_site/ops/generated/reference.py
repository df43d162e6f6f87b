"""The rows that made-up items name: what the site has, else those of the demonstration; and organisations by number."""

import json

from django.conf import settings
from django.core.files.base import ContentFile

from dossier_site.ops import reference_rows
from dossier_site.ops.generated.bodies import Rows
from dossier_site.ops.generated.numbers import organisation_key
from dossier_site.ops.generated.words import COUNTRIES, KINDS
from library import documents
from library.models import Document, Picture
from taskforces.models import Organisation
from timeline.models import EventType, Topic

FILES = 8


def rows() -> Rows:
    """The ids of types, topics, documents and pictures."""
    if not EventType.objects.exists():
        folder = settings.BASE_DIR / "fixtures"
        reference_rows.keep_reference(folder / "reference.json", json.loads((folder / "reference.json").read_text()))
        for number in range(FILES):
            file = ContentFile(f"Report {number} of a meeting.\n".encode(), name="report.txt")
            documents.store(file, title=f"Report {number} of a meeting", language="en")
    return Rows(*(sorted(map(str, _ids(model))) for model in (EventType, Topic, Document, Picture)))


def _ids(model):
    return model.objects.values_list("pk", flat=True)


def organisations(numbers: list[str]) -> None:
    """An organisation for each number, in a country and of a kind."""
    made = [Organisation(pk=organisation_key(number), **_words(place, number)) for place, number in enumerate(numbers)]
    Organisation.objects.bulk_create(made, batch_size=1_000)
    countries = Organisation.countries.through
    ties = [(row.pk, COUNTRIES[place % len(COUNTRIES)]) for place, row in enumerate(made)]
    countries.objects.bulk_create(countries(organisation_id=row, country_id=code) for row, code in ties)


def _words(place, number):
    return {
        "name": f"Organisation {number}",
        "slug": f"organisation-{number}",
        "kind": KINDS[place % len(KINDS)],
        "website": f"https://{number}.example.org",
    }
