"""Two reference rows that are the same thing become one: every link to the one leads to the other, and back again.

All is written at once, table by table, however many items are named: nobody ever reads half of it.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from editing.named_rows import name_key
from editing.naming import while_naming
from publishing.merged_facts import add_facts, take_facts
from publishing.merged_items import changed_of, lock, note, outdate, published_since, reread
from publishing.merged_links import items_naming, live_numbers, move_back, move_links
from publishing.models import Tally
from publishing.refresh import refresh


@transaction.atomic
def merge(row, into):
    """Let everything that names `row` name `into`, which takes over its names, its addresses and what only `row` knew.

    Returns the items that named it: {(kind, key)}. The row stays, out of sight: its address leads to the other one, and
    it knows all that is needed to `unmerge`. Raises ValidationError when one of the two is merged already, or is gone.
    """
    while_naming(alone=True)
    items = items_naming(row)
    lock(items)
    row, into = _locked_rows(row, into)
    if row == into or row.merged_into_id or into.merged_into_id:
        raise ValidationError(_("They cannot be merged: somebody else merged one of them just now."))
    changed = changed_of(items)
    record = {"items": sorted(items), "changed": sorted(changed), "at": timezone.now().isoformat()}
    before = live_numbers(row, into)
    record["links"] = move_links(row, into)
    Tally.objects.move(before, live_numbers(row, into))
    record |= {"names": _add_names(row, into), "slugs": _add_slugs(row, into), "default": _give_default(row, into)}
    row.merged_into, row.merge_record = into, record | {"facts": add_facts(row, into)}
    row.save()
    into.save()
    outdate(items)
    reread(changed)
    note(items)
    return items


@transaction.atomic
def unmerge(row):
    """Undo a merge: `row` is itself again, and what was moved then and still stands leads to it. Returns the items.

    What was published since names the other one for ever. Raises ValidationError when it is not merged any more.
    """
    while_naming(alone=True)
    record = (type(row).objects.filter(pk=row.pk).first() or row).merge_record or {"items": []}
    items = {(kind, key) for kind, key in record["items"]}
    lock(items)
    row = _locked_rows(row)[0]
    if not row.merged_into_id:
        raise ValidationError(_("It is not merged any more."))
    (into,) = _locked_rows(row.merged_into)
    since = published_since(items, record["at"])
    before = live_numbers(row, into)
    doubles = move_back(row, into, record["links"], since)
    Tally.objects.move(before, live_numbers(row, into))
    _take_names(into, record)
    take_facts(into, record["facts"])
    if record["default"] and into.is_default:
        row.is_default, into.is_default = True, False
    row.merged_into, row.merge_record = None, None
    into.save()
    row.save()
    outdate(items)
    reread(changed_of(items) | since | {(kind, key) for kind, key in record["changed"]})
    for kind, key in sorted(doubles):
        refresh(kind, key)
    note(items)
    return items


def _locked_rows(*rows):
    """The rows as they are now. Links to them can still be made, so that nobody waits for the other's lock."""
    keys = [row.pk for row in rows]
    found = type(rows[0]).objects.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True).in_bulk()
    if len(found) < len(set(keys)):
        raise ValidationError(_("Somebody else deleted it just now."))
    return [found[key] for key in keys]


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
