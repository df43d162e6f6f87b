"""Two reference rows that are the same thing become one: every link to the one leads to the other, and back again."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from editing.named_rows import name_key
from publishing.merged_links import items_naming, move_back, move_links
from publishing.models import Publishable
from publishing.refresh import refresh
from publishing.touch import touch


@transaction.atomic
def merge(row, into):
    """Let everything that names `row` name `into`, which takes over its names and addresses. Returns the items changed.

    The row stays, out of sight: its address leads to the other one, and it knows all that is needed to `unmerge`.
    Raises ValidationError when one of the two is merged already, or is gone.
    """
    items = _locked(items_naming(row))
    row, into = _locked_rows(row, into)
    if row == into or row.merged_into_id or into.merged_into_id:
        raise ValidationError(_("They cannot be merged: somebody else merged one of them just now."))
    record = {"items": [[item.kind, str(item.pk)] for item in items], "links": move_links(row, into)}
    record |= {"names": _add_names(row, into), "slugs": _add_slugs(row, into), "default": _give_default(row, into)}
    row.merged_into, row.merge_record = into, record
    row.save()
    into.save()
    return _redrawn(items)


@transaction.atomic
def unmerge(row):
    """Undo a merge: `row` is itself again, and what was moved then and still stands leads to it. Returns the items.

    Raises ValidationError when it is not merged any more.
    """
    record = (type(row).objects.filter(pk=row.pk).first() or row).merge_record or {"items": []}
    items = _locked({(kind, key) for kind, key in record["items"]})
    row = _locked_rows(row)[0]
    if not row.merged_into_id:
        raise ValidationError(_("It is not merged any more."))
    (into,) = _locked_rows(row.merged_into)
    move_back(row, into, row.merge_record["links"])
    _take_names(into, row.merge_record)
    if row.merge_record["default"] and into.is_default:
        row.is_default, into.is_default = True, False
    row.merged_into, row.merge_record = None, None
    into.save()
    row.save()
    return _redrawn(items)


def _locked(named):
    """The items of these kinds and keys, which nobody else can change now: taskforces before events, as everywhere."""
    desks = sorted(Publishable.kinds(), key=lambda desk: desk._meta.app_label)
    keys = {desk: [key for kind, key in named if kind == desk.kind] for desk in desks}
    return [item for desk in desks for item in desk.objects.filter(pk__in=keys[desk]).locked()]


def _locked_rows(*rows):
    """The rows as they are now. Links to them can still be made, so that nobody waits for the other's lock."""
    keys = [row.pk for row in rows]
    found = type(rows[0]).objects.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True).in_bulk()
    if len(found) < len(set(keys)):
        raise ValidationError(_("Somebody else deleted it just now."))
    return [found[key] for key in keys]


def _redrawn(items):
    for item in items:
        if item.edition_number:
            refresh(item.kind, item.pk)
        else:
            touch(type(item).objects.get(pk=item.pk))  # as it is now that its links are moved
    return items


def _add_names(row, into):
    """Let the names of a row be other names of the one that stays. Returns those that were not there."""
    new = [name for name in row.names if name_key(name) not in into.name_keys]
    into.other_names = "\n".join([*filter(None, [into.other_names]), *new])
    return new


def _add_slugs(row, into):
    new = [row.slug, *row.former_slugs.split()]
    into.former_slugs = " ".join(dict.fromkeys([*into.former_slugs.split(), *new]))
    return new


def _give_default(row, into):
    """What is chosen for new events is the one that stays. Says whether it was the other one."""
    if not getattr(row, "is_default", False):
        return False
    row.is_default, into.is_default = False, True
    return True


def _take_names(into, record):
    """Take names and addresses back from the one that stayed; what was typed there since stays."""
    lines = [name for name in into.other_names.splitlines() if name not in record["names"]]
    into.other_names = "\n".join(lines)
    into.former_slugs = " ".join(slug for slug in into.former_slugs.split() if slug not in record["slugs"])
