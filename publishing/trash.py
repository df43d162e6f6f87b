"""The trash: a draft is deleted with all that hangs on it, and comes back with all of it.

desk ─ build ─► snapshot, ties ─ discard ─► TrashedItem ─ bring_back ─ write ─► desk
"""

from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _

from audit import log as audit
from audit.models import Record
from editing.people import called
from publishing.models import DeskState, PreviewLink, Publishable, Remark, ReviewStep, ScheduledAct, TrashedItem
from publishing.ties import as_data, lock_owners, own_rows, ties
from publishing.touch import touch

# What a draft has on the desk that no snapshot holds, or not as it was typed.
DESK = ("internal_note", "old_addresses", "touched_at", "desk_digest")


@transaction.atomic
def discard(item, *, by=None):
    """Move a draft to the trash. Gives the TrashedItem, and the other items that this changed.

    Raises the model's DoesNotExist when somebody deleted it just now, and ProtectedError when it was ever published.
    """
    first = lock_owners(ties(item), item)
    item = _locked_whole(item)
    rows = ties(item)  # nobody can add one now
    owners = {owner.pk: owner for owner in [*first, *lock_owners(rows, item)]}
    trashed = _keep(item, rows, {key: str(owner) for key, owner in owners.items()}, by)
    item.delete()
    for owner in owners.values():
        touch(owner)
    empty(TrashedItem.objects.overdue())
    return trashed, list(owners.values())


def _locked_whole(item):
    """The item as it is now; until the transaction ends nobody can name it or a part of it, either."""
    item = type(item).objects.select_for_update(of=("self",)).get(pk=item.pk)
    for name in item.schema.parts:
        list(getattr(item, name).order_by("pk").select_for_update(of=("self",)))
    return item


def _keep(item, rows, names, by):
    desk = {name: item._meta.get_field(name).value_to_string(item) for name in DESK}
    return TrashedItem.objects.create(
        kind=item.kind,
        key=item.pk,
        title=str(item)[: TrashedItem._meta.get_field("title").max_length],
        snapshot=item.build() | {"desk": desk},
        ties=as_data(rows, names),
        ids=" ".join(str(row.pk) for rows in own_rows(item).values() for row in rows),
        by=by,
        by_name=called(by),
    )


@transaction.atomic
def empty(rows, *, by=None):
    """Delete drafts of the trash for good, and log each. Gives how many. `by` is None for the site itself.

    What goes because its days are over stands in the log of the one who deleted it.
    """
    doomed = list(rows.select_for_update(of=("self",)).select_related("by").defer("snapshot", "ties"))
    LogEntry.objects.bulk_create([_entry(each, by) for each in doomed if by or each.by])
    TrashedItem.objects.filter(pk__in=[each.pk for each in doomed]).delete()
    for model in (DeskState, PreviewLink, Remark, ReviewStep, ScheduledAct):
        model.objects.filter(key__in=[each.key for each in doomed]).delete()
    if doomed:
        audit.note(Record.Kind.ERASED, by=by, what=_("from the trash: %s") % ", ".join(each.title for each in doomed))
    return len(doomed)


def _entry(trashed, by):
    model = Publishable.of_kind(trashed.kind)
    return LogEntry(
        user=by or trashed.by,
        content_type=ContentType.objects.get_for_model(model),
        object_id=str(trashed.key),
        object_repr=trashed.title[:200],
        action_flag=DELETION,
        change_message=_("Deleted from the trash for good.") if by else _("Its days in the trash are over."),
    )
