"""How a draft comes back from the trash: all of it, or nothing; and a sentence for whatever cannot be as it was."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from publishing.models import Publishable, TrashedItem
from publishing.snapshots import SnapshotError
from publishing.ties import as_data, from_data, lock_owners, missing, tie
from publishing.touch import touch


@dataclass
class BroughtBack:
    """A draft that is on the desk again, the other items that this changed, and what is not as it was, in sentences."""

    item: Publishable
    touched: list
    sentences: list = field(default_factory=list)


@transaction.atomic
def bring_back(trashed):
    """Put a draft back on the desk under its old ids, and tie others to it as they were. Gives a BroughtBack.

    Raises ValidationError when it is not in the trash any more, or does not fit on the desk as that is today.
    """
    trashed = TrashedItem.objects.select_for_update(of=("self",)).filter(pk=trashed.pk).first()
    if trashed is None:
        raise ValidationError(_("It is not in the trash any more: somebody brought it back, or emptied the trash."))
    desk = Publishable.of_kind(trashed.kind)
    if desk.objects.filter(pk=trashed.key).exists():
        raise ValidationError(_("It stands on the desk already."))
    try:
        done = _put_back(desk(pk=trashed.key), trashed)
    except SnapshotError as error:
        raise ValidationError(_("It does not fit on the desk any more. %(why)s") % {"why": error}) from error
    trashed.delete()
    return done


def _put_back(item, trashed):
    rows = from_data(trashed.ties)
    done = BroughtBack(item, lock_owners(rows, item))
    body, lost = item.schema.split(item, item.schema.body_of(trashed.snapshot))
    _write(done, trashed.snapshot, body)
    homeless = missing(rows)
    tie([row for row in rows if not any(row is each for each, _key in homeless)])
    _tell(done, [*_lost_links(item, lost, trashed), *_lost_ties(homeless, rows, trashed)])
    for each in (*done.touched, item):
        touch(each)
    _date_back(item, trashed.snapshot["desk"])
    return done


def _write(done, snapshot, body):
    """Put the body on the desk. An address that something else has meanwhile is made anew."""
    item, slug = done.item, body["slug"]
    if slug and item.slug_in_use(slug):
        body = body | {"slug": ""}
    item.internal_note = snapshot["desk"]["internal_note"]
    item.write(item.snapshot_of(body))
    item.old_addresses = snapshot["desk"]["old_addresses"]
    if item.slug != slug:
        text = _("Something else has its address “%(old)s” now; it has “%(new)s”.")
        done.sentences.append(text % {"old": slug, "new": item.slug})
    done.sentences += map(str, item.address_refusals().values())


def _lost_links(item, lost, trashed):
    """What the item named and is no more: [(the row that would name it, its key, what it was called)]."""
    names = trashed.snapshot["names"]
    for each, part in lost:
        key, kind = each.key(part), each.target(item)._meta.verbose_name
        called = f"{kind} “{names.get(each.group, {}).get(key, '…')}”"
        yield (each.link(item, part) if each.relation else None), key, called


def _lost_ties(homeless, rows, trashed):
    """The rows of others that named the item, whose other end is no more; as `_lost_links`."""
    for row, key in homeless:
        names = next(data["names"] for data, each in zip(trashed.ties, rows, strict=True) if each is row)
        yield row, key, f"“{'”, “'.join(names)}”"


def _tell(done, lost):
    """Say what it is not tied to any more. What is in the trash itself is tied to it when that comes back, too."""
    gone, waiting = [], []
    for row, key, called in lost:
        other = row and TrashedItem.objects.holding(key).select_for_update(of=("self",)).first()
        (waiting if other else gone).append(called)
        if other:
            other.ties += as_data([row], {done.item.pk: str(done.item)})
            other.save()
    if gone:
        text = _("It is not tied to these any more, which were deleted meanwhile: %(names)s.")
        done.sentences.append(text % {"names": get_text_list(gone, _("and"))})
    if waiting:
        text = _("These are in the trash themselves, and are tied to it again once they are brought back: %(names)s.")
        done.sentences.append(text % {"names": get_text_list(waiting, _("and"))})


def _date_back(item, desk):
    """What is just as it was has the day of its last change, not of today."""
    if item.desk_digest == desk["desk_digest"]:
        item.touched_at = item._meta.get_field("touched_at").to_python(desk["touched_at"] or None)
        item.save()
