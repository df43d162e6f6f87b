"""The whole desk as one zip of readable files: what everything says today, each edition, reference rows, and files.

The same desk gives the same bytes, on any database. It holds no accounts, no e-mail addresses of readers, and nothing
that is only true of one installation: for those there is `backup`.
"""

import json
import zipfile
from pathlib import Path

from django.db import models

from dossier_site.ops.desk_rows import plain_row
from library import storage
from library.models import Document, Picture
from publishing.models import DeskState, Edition, Publishable, Term, Text
from taskforces.models import Organisation, Region
from timeline.models import EventType, Topic

FORMAT = 1
ABOUT = "about.json"
STORES = {"media": storage.media, "private": storage.private}
REFERENCE = (Picture, Document, Organisation, EventType, Topic, Region, Term, Text)
RECORDS = {"editions": (Edition, ("published_at", "kind", "key", "number")), "states": (DeskState, ("pk",))}
# Personal data, which no export has.
PRIVATE = ("contact_email",)
# Zip knows no earlier day; the hour of packing would make other bytes of the same desk.
DAY = (1980, 1, 1, 0, 0, 0)


class Missing(Exception):
    """A file that the database names cannot be found; the message names it."""


def pack(target: Path):
    """Write the archive to a file. Raises Missing."""
    with zipfile.ZipFile(target, "w") as archive:
        schemas = {desk.kind: desk.schema.number for desk in Publishable.kinds()}
        _add(archive, ABOUT, _text({"format": FORMAT, "schemas": schemas}))
        for model in REFERENCE:
            _add(
                archive,
                reference_name(model),
                _rows(model),
            )
        for desk in sorted(Publishable.kinds(), key=lambda desk: desk.kind):
            for item in _all(desk).order_by("pk").iterator(chunk_size=100):
                _add(archive, f"desk/{desk.kind}/{item.pk}.json", _text(_on_the_desk(item)))
        for name, (model, order) in RECORDS.items():
            for number, row in enumerate(_all(model).order_by(*order).iterator(chunk_size=100), 1):
                _add(archive, f"{name}/{number:09}.json", _text(plain_row(row, without=("id", "by"))))
        for part, name in sorted(_files()):
            _add(archive, f"files/{part}/{name}", _read(part, name), zipfile.ZIP_STORED)


def reference_name(model):
    """In which file of an archive the rows of a model stand."""
    return f"reference/{model._meta.model_name}.json"


def _all(model):
    return models.QuerySet(model)


def _rows(model):
    return _text([plain_row(row, without=PRIVATE) for row in _all(model).order_by("pk")])


def _on_the_desk(item):
    """A snapshot, and beside it what only the desk has."""
    own = {"internal_note": item.internal_note, "touched_at": item.touched_at and item.touched_at.isoformat()}
    return item.build() | {"desk": own}


def _files():
    """Where the files lie that rows name: {(part, name)}. Renditions that are made at any time may be missing."""
    named = {name for model in (Picture, Document) for row in _all(model) for name in row.file_names()}
    found = {(part, name) for name in named for part, store in STORES.items() if store().exists(name)}
    missing = named - {name for _part, name in found}
    if lost := sorted(name for name in missing if not name.endswith(".avif")):
        raise Missing(lost[0])
    return found


def _read(part, name):
    with STORES[part]().open(name) as file:
        return file.read()


def _text(value):
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def _add(archive, name, content, how=zipfile.ZIP_DEFLATED):
    member = zipfile.ZipInfo(name, DAY)
    member.compress_type, member.external_attr = how, 0o600 << 16
    archive.writestr(member, content)
