"""An archive of a desk brought into an empty site: all of it, or nothing."""

import json
import zipfile
from contextlib import ExitStack
from pathlib import Path

from django.db import models, transaction

from dossier_site.ops.desk_archive import (
    ABOUT,
    ACCEPTED,
    FORMAT,
    RECORDS,
    REFERENCE,
    RIGHT,
    STORES,
    Say,
    reference_name,
)
from dossier_site.ops.desk_rows import make_rows, row_of
from editing.models import Finding
from publishing.models import Publishable, Text
from publishing.refresh import refresh
from upkeep.models import ExternalLink

ORDER = ("taskforce", "event")  # events name taskforces and their results
STEP = 1_000  # items between two lines of progress


class NotEmpty(Exception):
    """This site has a desk already."""


class Unusable(Exception):
    """This archive cannot be used; the message says why."""


def unpack(source: Path, say: Say) -> int:
    """Bring an archive into an empty site. Gives how many items there are now. Raises NotEmpty or Unusable."""
    records = [rows.model for rows, _without in RECORDS.values()]
    written = {*REFERENCE, *records, *Publishable.kinds()} - {Text}  # texts come with the site
    if any(model.objects.exists() for model in written):
        raise NotEmpty
    try:
        with zipfile.ZipFile(source) as archive:
            return _unpack(archive, say)
    except Unusable:
        raise
    except Exception as error:  # whatever a damaged file makes of the programs that read it
        raise Unusable(f"{type(error).__name__}: {' '.join(str(error).split())}") from error


def _unpack(archive, say):
    about = _read(archive, ABOUT)
    if about["format"] != FORMAT:
        raise Unusable(f"it has format {about['format']}, and this version of the site reads format {FORMAT}")
    names = archive.namelist()
    with ExitStack() as stack:
        for part, store in STORES.items():
            for name in _below(names, f"files/{part}/"):
                content = archive.read(f"files/{part}/{name}")
                stack.enter_context(store().saved({name: content}))
        with transaction.atomic():
            for model in REFERENCE:
                make_rows(model, _read(archive, reference_name(model)))
            number = _write_desks(archive, names, say)
            _write_records(archive, names, say)
            said = [*_said_right(archive), *_accepted(archive)]
    # Last of all: what is looked at once all is written would take some of it back.
    for row in said:
        row.save()
    return number


def _write_desks(archive, names, say):
    """All items without their words first, for they name each other; then with them."""
    snapshots = {
        kind: [_read(archive, f"desk/{kind}/{name}") for name in _below(names, f"desk/{kind}/")] for kind in ORDER
    }
    for kind, many in snapshots.items():
        desk = Publishable.of_kind(kind)
        desk.objects.bulk_create(desk(pk=each["key"], title="…", slug=each["body"]["slug"]) for each in many)
    for kind, many in snapshots.items():
        for each in _counted(many, say, f"{kind}s"):
            _write_desk(Publishable.of_kind(kind).objects.get(pk=each["key"]), each)
    return sum(map(len, snapshots.values()))


def _write_desk(item, snapshot):
    item.internal_note = snapshot["desk"]["internal_note"]
    item.write(snapshot)
    models.QuerySet(type(item)).filter(pk=item.pk).update(touched_at=snapshot["desk"]["touched_at"])


def _write_records(archive, names, say):
    """Every edition in the order in which they were published, each followed by what it changed for readers; then what
    only is there.
    """
    for name, (rows, _without) in RECORDS.items():
        read = (row_of(rows.model, _read(archive, f"{name}/{each}")) for each in _below(names, f"{name}/"))
        if name != "editions":
            rows.model.objects.bulk_create(read, batch_size=500)
            continue
        for edition in _counted(read, say, "editions"):
            edition.save()
            refresh(edition.kind, edition.key)
    for desk in Publishable.kinds():  # what nobody reads any more may be as it is
        Finding.objects.filter(key__in=desk.objects.withdrawn().values("pk")).delete()


def _said_right(archive):
    """What somebody said to be right as it is, in the place of what was just found."""
    rows = [row_of(Finding, values) for values in _read(archive, RIGHT)]
    for row in rows:
        Finding.objects.filter(key=row.key, fault=row.fault, detail=row.detail).delete()
    return rows


def _accepted(archive):
    """The same of links, which will be asked for again."""
    for values in _read(archive, ACCEPTED):
        link = ExternalLink.of(values["url"])
        link.accepted = values["accepted"]
        yield link


def _counted(things, say, what):
    number = 0
    for number, each in enumerate(things, 1):
        yield each
        if number % STEP == 0:
            say(f"Brought in: {number} {what}.")
    say(f"Brought in: all {number} {what}.")


def _below(names, folder):
    """The names of what lies in a folder of the archive."""
    return sorted(name.removeprefix(folder) for name in names if name.startswith(folder))


def _read(archive, name):
    return json.loads(archive.read(name))
