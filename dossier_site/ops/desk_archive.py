"""The whole desk as one zip of readable files: what everything says today, each edition, what was thrown away and what
people said of it, reference rows, and files.

The same desk gives the same bytes, on any database. It holds no accounts, no e-mail addresses, nothing that lets
somebody do something, and nothing that is only true of one installation: for those there is `backup`.
"""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

from django.db import models

from dossier_site.ops.desk_rows import plain_row
from dossier_site.ops.one_moment import at_one_moment
from editing.models import Finding
from library import storage
from library.models import Document, Picture
from publishing.models import DeskState, Edition, Publishable, Remark, Term, Text, TrashedItem
from taskforces.models import Organisation, Region
from timeline.models import EventType, Topic
from upkeep.models import ExternalLink

FORMAT = 1
ABOUT, RIGHT, ACCEPTED = "about.json", "said/findings.json", "said/links.json"
STORES = {"media": storage.media, "private": storage.private}
REFERENCE = (Picture, Document, Organisation, EventType, Topic, Region, Term, Text)
# Rows that are written one after the other, each a file; with those of their columns that lead to what stays here.
RECORDS = {
    "editions": (Edition.objects.order_by("published_at", "kind", "key", "number"), ("id", "by")),
    "states": (DeskState.objects.order_by("pk"), ("id", "by")),
    "trash": (TrashedItem.objects.order_by("pk"), ("id", "by")),
    "remarks": (Remark.objects.order_by("pk"), ("id", "link", "done_by")),
}
# Personal data, which no export has.
PRIVATE = ("contact_email",)
# Zip knows no earlier day; the hour of packing would make other bytes of the same desk.
DAY = (1980, 1, 1, 0, 0, 0)
BATCH = 100
Say = Callable[[str], object]


class Missing(Exception):
    """A file that the database names cannot be found; the message names it."""


def pack(target: Path, say: Say):
    """Write the archive to a file, of one moment. Raises Missing."""
    with zipfile.ZipFile(target, "w") as archive, at_one_moment():
        schemas = {desk.kind: desk.schema.number for desk in Publishable.kinds()}
        _add(archive, ABOUT, {"format": FORMAT, "schemas": schemas})
        for model in REFERENCE:
            _add(archive, reference_name(model), [_without_private(row) for row in _all(model).order_by("pk")])
        for desk in sorted(Publishable.kinds(), key=lambda desk: desk.kind):
            _add_desk(archive, desk)
            say(f"Written: {desk.kind}s.")
        for name, (rows, without) in RECORDS.items():
            for number, row in enumerate(rows.iterator(chunk_size=BATCH), 1):
                _add(archive, f"{name}/{number:09}.json", plain_row(row, without=without))
            say(f"Written: {name}.")
        _add(archive, RIGHT, _said_right())
        _add(archive, ACCEPTED, [*ExternalLink.objects.exclude(accepted="").order_by("url").values("url", "accepted")])
        for part, name in sorted(_files()):
            _write(archive, f"files/{part}/{name}", _read(part, name), zipfile.ZIP_STORED)


def reference_name(model):
    """In which file of an archive the rows of a model stand."""
    return f"reference/{model._meta.model_name}.json"


def _all(model):
    """All rows of a table, whatever its manager leaves out."""
    return models.QuerySet(model)


def _without_private(row):
    """What a row says, without personal data: it stands in what a merge would give back, too."""
    plain = plain_row(row, without=PRIVATE)
    if record := plain.get("merge_record"):
        facts = {name: value for name, value in record["facts"].items() if name not in PRIVATE}
        plain["merge_record"] = record | {"facts": facts}
    return plain


def _add_desk(archive, desk):
    rows = _all(desk).select_related(*desk.schema.foreign_keys).order_by("pk")
    keys = [*rows.values_list("pk", flat=True)]
    for start in range(0, len(keys), BATCH):
        items = list(rows.filter(pk__in=keys[start : start + BATCH]))
        desk.schema.prefetch(*items)
        for item in items:
            _add(archive, f"desk/{desk.kind}/{item.pk}.json", _on_the_desk(item))


def _on_the_desk(item):
    """A snapshot, and beside it what only the desk has."""
    own = {"internal_note": item.internal_note, "touched_at": item.touched_at and item.touched_at.isoformat()}
    return item.snapshot_of(item.to_body()) | {"desk": own}


def _said_right():
    """What somebody said to be right as it is."""
    rows = Finding.objects.said(right=True).order_by("key", "fault", "detail")
    return [plain_row(row, without=("id", "said_by")) for row in rows]


def _files():
    """Where the files lie that rows name: {(part, name)}. Renditions can be made at any time, and may be missing."""
    assets = [row for model in (Picture, Document) for row in _all(model)]
    named = {name for row in assets for name in row.file_names()}
    found = {(part, name) for name in named for part, store in STORES.items() if store().exists(name)}
    if lost := sorted({row.file for row in assets if row.file} - {name for _part, name in found}):
        raise Missing(lost[0])
    return found


def _read(part, name):
    with STORES[part]().open(name) as file:
        return file.read()


def _add(archive, name, value):
    """Plain data as a file that people can read, and that is always the same."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    _write(archive, name, text.encode(), zipfile.ZIP_DEFLATED)


def _write(archive, name, content, how):
    member = zipfile.ZipInfo(name, DAY)
    member.compress_type, member.external_attr = how, 0o600 << 16
    archive.writestr(member, content)
