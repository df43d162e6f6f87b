"""Loading a folder of snapshots: the demonstration content, or a site moved from elsewhere.

The folder holds `reference.json` (organisations, event types, topics, pictures, documents), `texts.json`, and one
snapshot a file in `taskforces/` and `events/`. All of it is loaded and published, or nothing is; but for what staff
withdrew here.
"""

import json
from contextlib import nullcontext
from pathlib import Path
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import DatabaseError, transaction

from library import documents, pictures
from publishing.editions import publish
from publishing.models import Publishable, Text
from publishing.restore import checked, found_id
from publishing.snapshots import SnapshotError
from taskforces.models import Country, Organisation
from timeline.membership import touching_referrers
from timeline.models import EventType, Topic

KINDS = {"taskforces": "taskforce", "events": "event"}


class Loaded(NamedTuple):
    """What loading did: how many items were published, and which were left alone since staff withdrew them."""

    number: int
    left_alone: list[Path]


@transaction.atomic
def load(folder: Path, *, bring_back: bool = False) -> Loaded:
    """Load and publish every snapshot of a folder; safe to repeat. What staff withdrew is left alone.

    What staff changed since in the other items is replaced; `bring_back` loads and publishes what was withdrawn, too.
    Raises SnapshotError that names the file and the place.
    """
    _load_reference(folder)
    snapshots = {path: _read(path) for name in KINDS for path in sorted((folder / name).glob("*.json"))}
    items = _locked_items(snapshots)
    left_alone = [path for path, item in items.items() if item.state == item.State.WITHDRAWN and not bring_back]
    wanted = {path: item for path, item in items.items() if path not in left_alone}
    for path, item in wanted.items():
        _at(path, _write, item, snapshots[path])
    for path, item in wanted.items():
        _at(path, publish, item, note=snapshots[path].get("note", ""))
    return Loaded(len(wanted), left_alone)


def _read(path):
    """One file's JSON. Raises SnapshotError when it cannot be read or is no object."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise SnapshotError(f"{path.name}: this file cannot be read ({error}).") from error
    return content


def _at(path, step, *args, **kwargs):
    """Run one step of loading a file; what goes wrong says in which file."""
    try:
        return step(*args, **kwargs)
    except ValidationError as error:
        raise SnapshotError(f"{path.parent.name}/{path.name}: {' '.join(error.messages)}") from error
    except KeyError as error:
        raise SnapshotError(f"{path.parent.name}/{path.name}: {error} is missing.") from error
    except (SnapshotError, TypeError, AttributeError, ValueError, OSError, DatabaseError) as error:
        raise SnapshotError(f"{path.parent.name}/{path.name}: {error}") from error


def _bare_item(path, snapshot):
    """The item of a snapshot, without its words as yet, so that others of the folder may name it."""
    if not isinstance(snapshot, dict) or snapshot.get("kind") != KINDS[path.parent.name]:
        raise SnapshotError(f"this is no snapshot of the kind {KINDS[path.parent.name]!r}.")
    desk = Publishable.of_kind(snapshot["kind"])
    key = desk._meta.pk.to_python(snapshot["key"])
    return desk.objects.get_or_create(pk=key, defaults={"title": "…"})[0]


def _locked_items(snapshots):
    """The item of each snapshot, which nobody else can change now: taskforces before events, each in order of keys."""
    bare = {path: _at(path, _bare_item, path, snapshot) for path, snapshot in snapshots.items()}
    locked = {}
    for kind in KINDS.values():
        keys = [item.pk for item in bare.values() if item.kind == kind]
        locked |= {item.pk: item for item in Publishable.of_kind(kind).objects.filter(pk__in=keys).locked()}
    return {path: locked[item.pk] for path, item in bare.items()}


def _write(item, snapshot):
    """Put a snapshot on the desk. A taskforce may lose results by that, which changes the events that showed them."""
    item.internal_note = snapshot.get("desk", {}).get("internal_note", "")
    with touching_referrers(item) if item.kind == "taskforce" else nullcontext():
        item.write(snapshot)


def _load_reference(folder):
    """The rows that snapshots name: everything of `reference.json` and `texts.json`."""
    path, texts = folder / "reference.json", folder / "texts.json"
    if path.exists():
        _at(path, _keep_reference, path, _read(path))
    if texts.exists():
        _at(texts, _keep_texts, _read(texts))


def _keep_texts(rows):
    for row in rows:
        _keep_row(Text, row)


def _keep_reference(path, reference):
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
    country = found_id(Country, row.get("country"), where=row["name"])
    words = {**row, "other_names": "\n".join(row.get("other_names", []))}
    words.pop("country", None)
    _keep_row(Organisation, {**words, "country_id": country})


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
    "pictures": _keep_picture,
    "documents": _keep_document,
}
