"""An archive of a desk brought into an empty site: all of it, or nothing."""

import json
import zipfile
from contextlib import ExitStack
from pathlib import Path

from django.db import models, transaction

from dossier_site.ops.desk_archive import ABOUT, FORMAT, REFERENCE, STORES, reference_name
from dossier_site.ops.desk_rows import make_rows, row_of
from library.models import Document, Picture
from publishing.models import DeskState, Edition, Publishable
from publishing.refresh import refresh
from publishing.snapshots import SnapshotError
from taskforces.models import Organisation

ORDER = ("taskforce", "event")  # events name taskforces and their results


class NotEmpty(Exception):
    """This site has a desk already."""


class Unusable(Exception):
    """This archive cannot be used; the message says why."""


def unpack(source: Path) -> int:
    """Bring an archive into an empty site. Gives how many items there are now. Raises NotEmpty or Unusable."""
    if any(model.objects.exists() for model in (Edition, Document, Picture, Organisation, *Publishable.kinds())):
        raise NotEmpty
    try:
        with zipfile.ZipFile(source) as archive:
            return _unpack(archive)
    except (zipfile.BadZipFile, OSError, KeyError, ValueError, TypeError, SnapshotError) as error:
        raise Unusable(str(error)) from error


def _unpack(archive):
    about = _read(archive, ABOUT)
    if about["format"] != FORMAT:
        raise Unusable(f"The archive has format {about['format']}, this version of the site reads format {FORMAT}.")
    names = archive.namelist()
    with ExitStack() as stack:
        for part, store in STORES.items():
            for name in _below(names, f"files/{part}/"):
                content = archive.read(f"files/{part}/{name}")
                stack.enter_context(store().saved({name: content}))
        with transaction.atomic():
            for model in REFERENCE:
                make_rows(model, _read(archive, reference_name(model)))
            number = _write_desks(archive, names)
            _write_record(archive, names)
        return number


def _write_desks(archive, names):
    """All items without their words first, for they name each other; then with them."""
    snapshots = {
        kind: [_read(archive, f"desk/{kind}/{name}") for name in _below(names, f"desk/{kind}/")] for kind in ORDER
    }
    for kind, many in snapshots.items():
        desk = Publishable.of_kind(kind)
        desk.objects.bulk_create(desk(pk=each["key"], title="…", slug=each["body"]["slug"]) for each in many)
    for kind, many in snapshots.items():
        for each in many:
            item = Publishable.of_kind(kind).objects.get(pk=each["key"])
            item.internal_note = each["desk"]["internal_note"]
            item.write(each)
            models.QuerySet(type(item)).filter(pk=item.pk).update(touched_at=each["desk"]["touched_at"])
    return sum(map(len, snapshots.values()))


def _write_record(archive, names):
    """Every edition in the order in which they were published, each followed by what it changed for readers."""
    for name in _below(names, "editions/"):
        edition = row_of(Edition, _read(archive, f"editions/{name}"))
        edition.save()
        refresh(edition.kind, edition.key)
    states = (row_of(DeskState, _read(archive, f"states/{name}")) for name in _below(names, "states/"))
    DeskState.objects.bulk_create(states, batch_size=500)


def _below(names, folder):
    """The names of what lies in a folder of the archive."""
    return sorted(name.removeprefix(folder) for name in names if name.startswith(folder))


def _read(archive, name):
    return json.loads(archive.read(name))
