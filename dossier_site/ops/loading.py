"""Loading a folder of snapshots: the demonstration content, or a site moved from elsewhere.

The folder holds `reference.json` (organisations, event types, topics, pictures, documents), `texts.json`, and one
snapshot a file in `taskforces/` and `events/`. All of it is loaded and published, or nothing is; but for what staff
withdrew here.
"""

import json
from contextlib import nullcontext
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from dossier_site.ops import reference_rows
from publishing.editions import publish
from publishing.models import Publishable
from publishing.snapshots import SnapshotError
from publishing.together import publish_together
from timeline.membership import touching_referrers

# So many items are published with one set of questions.
AT_ONCE = 200
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
    _publish(wanted, snapshots)
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


def _publish(items, snapshots):
    """Publish what was written, many of one kind and note together; what goes wrong with one is told of its file."""
    for (_kind, note), same in groupby(items, key=lambda path: (path.parent, snapshots[path].get("note", ""))):
        paths = [*same]
        for start in range(0, len(paths), AT_ONCE):
            part = {path: items[path] for path in paths[start : start + AT_ONCE]}
            try:
                with transaction.atomic():
                    _publish_together(part, note)
            except (ValidationError, SnapshotError, DatabaseError):
                for path, item in part.items():
                    _at(path, publish, item, note=note)


def _publish_together(items, note):
    """Raises ValidationError where one cannot be published."""
    for outcome in publish_together([*items.values()], note=note).values():
        if isinstance(outcome, ValidationError):
            raise outcome


def _load_reference(folder):
    """The rows that snapshots name: everything of `reference.json` and `texts.json`."""
    path, texts = folder / "reference.json", folder / "texts.json"
    if path.exists():
        _at(path, reference_rows.keep_reference, path, _read(path))
    if texts.exists():
        _at(texts, reference_rows.keep_texts, _read(texts))
