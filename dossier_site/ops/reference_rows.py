"""The rows that snapshots name, kept from `reference.json` and `texts.json` of a folder that is loaded."""

from django.core.files import File

from library import documents, pictures
from publishing.models import Term, Text
from publishing.restore import checked, existing_rows
from publishing.snapshots import SnapshotError
from taskforces.models import Country, Organisation, Region
from timeline.models import EventType, Topic


def keep_texts(rows):
    for row in rows:
        _keep_row(Text, row)


def keep_reference(path, reference):
    for name in reference.keys() - KEEPERS.keys():
        raise SnapshotError(f"{name} is not known.")
    for name, keep in KEEPERS.items():
        for row in reference.get(name, []):
            keep(row, path.parent)


def _keep_row(model, row):
    """Write one reference row over the one with the same id, if there is one."""
    instance = model.objects.filter(pk=row[model._meta.pk.name]).first() or model()
    known = {field.attname for field in model._meta.concrete_fields}
    for name, value in row.items():
        if name not in known:
            raise SnapshotError(f"{row.get('name', '')}.{name} is not known.")
        setattr(instance, name, value)
    checked(instance, where=row.get("name", ""))
    # Saving tells the day of the last change: what is the same already is left alone.
    if not model.objects.filter(**{name: getattr(instance, name) for name in row}).exists():
        instance.save()


def _keep_organisation(row, _folder):
    words = {**row, "other_names": "\n".join(row.get("other_names", []))}
    codes = [*words.pop("countries", []), words.pop("country", "")]  # one country, as it was written before
    countries = existing_rows(Country, filter(None, codes), where=row["name"])
    _keep_row(Organisation, words)
    organisation = Organisation.objects.get(pk=row["id"])
    if {*organisation.countries.all()} != {*countries}:
        organisation.countries.set(countries)
        organisation.save()  # which notes the change


def _keep_picture(row, folder):
    words = {name: value for name, value in row.items() if name != "file"}
    with (folder / row["file"]).open("rb") as file:
        pictures.store(File(file), **words)


def _keep_document(row, folder):
    words = {name: value for name, value in row.items() if name != "file"}
    if not row.get("file"):
        documents.store(**words)
        return
    with (folder / row["file"]).open("rb") as file:
        documents.store(File(file), **words)


KEEPERS = {
    "organisations": _keep_organisation,
    "event_types": lambda row, _folder: _keep_row(EventType, row),
    "topics": lambda row, _folder: _keep_row(Topic, row),
    "regions": lambda row, _folder: _keep_row(Region, row),
    "terms": lambda row, _folder: _keep_row(Term, row),
    "pictures": _keep_picture,
    "documents": _keep_document,
}
