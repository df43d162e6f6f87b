"""What an item was at each moment: its editions, and what somebody saved at the desk. One act restores any of them.

edition or DeskState ─ split ─ write ─► desk
"""

import re
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Max
from django.utils import formats, timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from editing.people import called
from publishing.kept import all_with_kept
from publishing.limits import check_limits
from publishing.models import DeskState
from publishing.models.desk_states import KEPT
from publishing.schema_fields import Named
from publishing.snapshots import SnapshotError
from publishing.ties import lock_owners, named_by, ties
from publishing.touch import touch, touch_and_read

NAME = re.compile(r"(?P<source>[es])(?P<number>[1-9][0-9]{0,17})")
DESK = "desk"


@dataclass(frozen=True)
class Moment:
    """A moment of an item: an edition, or a state of the desk. `name` is what addresses call it ("e3", "s17").

    `number` is that of an edition, 0 for a state of the desk; `reason` says why the edition is a withdrawal.
    """

    name: str
    at: datetime
    who: str
    number: int = 0
    note: str = ""
    minor: bool = False
    reason: str = ""

    @property
    def words(self):
        """What it is, in words."""
        words = {"number": self.number, "moment": formats.date_format(timezone.localtime(self.at), "DATETIME_FORMAT")}
        if self.number:
            return _("edition %(number)d of %(moment)s") % words
        return _("the desk of %(moment)s") % words


def keep_state(item, body, *, by=None):
    """Keep what the desk of an item holds, its body as `touch_and_read` gave it, unless that is its latest edition or
    the state that was kept last.
    """
    if item.desk_digest == item.live_digest:
        return
    states = DeskState.objects.of(item.kind, item.pk)
    kept = list(states.values_list("pk", "digest"))
    if kept and kept[0][1] == item.desk_digest:
        return
    own = {"kind": item.kind, "key": item.pk, "by": by, "by_name": called(by)}
    DeskState.objects.create(**own, snapshot=item.snapshot_of(body), digest=item.desk_digest)
    if old := [key for key, _digest in kept[KEPT - 1 :]]:
        states.filter(pk__in=old).delete()


def keep_states(items, *, by=None):
    """The same for many items of one kind: four questions, and those for what belongs to them and is not at hand."""
    if not items:
        return
    items[0].schema.prefetch(*items)
    states = DeskState.objects.filter(key__in=[item.pk for item in items], kind__in={item.kind for item in items})
    newest = states.order_by().values("key").annotate(newest=Max("pk"), number=Count("pk"))
    numbers = {row["key"]: row["number"] for row in newest}
    latest = dict(DeskState.objects.filter(pk__in=[row["newest"] for row in newest]).values_list("key", "digest"))
    changed = [item for item in items if item.desk_digest not in (item.live_digest, latest.get(item.pk))]
    own = {"by": by, "by_name": called(by)}
    DeskState.objects.bulk_create(
        DeskState(
            kind=item.kind, key=item.pk, **own, snapshot=item.snapshot_of(item.to_body()), digest=item.desk_digest
        )
        for item in changed
    )
    for item in changed:
        if numbers.get(item.pk, 0) >= KEPT:
            kept = states.filter(key=item.pk).order_by("-pk")
            states.filter(pk__in=list(kept.values_list("pk", flat=True)[KEPT:])).delete()


def moments(item):
    """All moments of an item, newest first, without what it was then. Two questions."""
    states = DeskState.objects.of(item.kind, item.pk).defer("snapshot")
    found = [Moment(f"s{state.pk}", state.saved_at, state.by_name) for state in states]
    for edition in item.editions().defer("snapshot"):
        own = (edition.number, edition.note, edition.minor, edition.get_reason_display())
        found.append(Moment(f"e{edition.number}", edition.published_at, edition.by_name, *own))
    return sorted(found, key=lambda moment: moment.at, reverse=True)


def snapshots_at(item, names):
    """What an item was at moments of these names: {name: snapshot}; a withdrawal and what there is not are missing.

    "desk" is the desk as it stands. Two questions, and what the desk asks.
    """
    asked = [match for name in names if (match := NAME.fullmatch(name))]
    numbers = {source: [int(each["number"]) for each in asked if each["source"] == source] for source in "es"}
    editions = item.editions().filter(number__in=numbers["e"], reason="").values_list("number", "snapshot")
    states = DeskState.objects.of(item.kind, item.pk).filter(pk__in=numbers["s"]).values_list("pk", "snapshot")
    found = {f"e{number}": snapshot for number, snapshot in editions}
    found |= {f"s{key}": snapshot for key, snapshot in states}
    return found | ({DESK: item.build()} if DESK in names else {})


def bodies_of(item, snapshots):
    """The bodies of snapshots of an item, in today's schema, naming the rows that others were merged into."""
    return all_with_kept(item.schema, [item.schema.body_of(snapshot) for snapshot in snapshots])


def names_of(item, snapshots, bodies):
    """What ids and values of choices in these bodies are called, today or else on the day of the snapshot."""
    names = _choices(item)
    for snapshot in snapshots:
        for group in snapshot["names"].values():
            names |= group
    for field in item.schema.fields:
        if isinstance(field, Named):
            unknown = {key for body in bodies for key in field.keys(body[field.name])} - names.keys()
            rows = field.target(item)._base_manager.in_bulk(unknown) if unknown else {}
            names |= {str(key): getattr(row, field.label) for key, row in rows.items()}
    return names


def _choices(item):
    """What values of choices are called, in the columns of an item and of all that is its own."""
    own = [getattr(item, relation).model for relation in item.schema.relations]
    fields = [field for model in (type(item), *own) for field in model._meta.concrete_fields if field.choices]
    return {(field.name, value): words for field in fields for value, words in field.flatchoices}


@transaction.atomic
def restore(item, snapshot, *, by=None, seen=None):
    """Put a snapshot of an item back on its desk: words, parts, links and files in their order. What stood there is
    kept as a state. Gives the item, the other items that this changed, and sentences on what cannot be as it was.

    `seen` is the digest of the desk that somebody looked at. Raises ValidationError when it has changed since, or when
    the snapshot does not fit on the desk as that is today.
    """
    item = type(item).objects.select_for_update(of=("self",)).get(pk=item.pk)
    rows = ties(item)
    owners = lock_owners(rows, item)
    before = touch_and_read(item)
    if seen not in (None, item.desk_digest):
        raise ValidationError(_("Somebody changed the desk meanwhile. Look again at what will change."))
    keep_state(item, before)
    try:
        body, lost = item.schema.split(item, bodies_of(item, [snapshot])[0])
        body, sentences = _with_free_address(item, body)
        item.write(item.snapshot_of(body))
    except SnapshotError as error:
        raise ValidationError(_("It does not fit on the desk any more. %(why)s") % {"why": error}) from error
    sentences += [*_lost(item, lost, snapshot), *_untied(rows, owners)]
    for owner in owners:
        touch(owner)
    body = touch_and_read(item)
    check_limits(by, item)
    keep_state(item, body, by=by)
    item.schema.forget(item)
    return item, owners, sentences


def _with_free_address(item, body):
    """The body with the address that the desk has now, where something else has its own meanwhile."""
    if not body["slug"] or not item.slug_in_use(body["slug"]):
        return body, []
    text = _("Something else has the address “%(old)s” now: it keeps “%(new)s”.")
    return body | {"slug": item.slug}, [text % {"old": body["slug"], "new": item.slug}]


def _lost(item, lost, snapshot):
    """What the item named then and is no more, in a sentence."""
    names = [
        f"{each.target(item)._meta.verbose_name} “{snapshot['names'].get(each.group, {}).get(each.key(part), '…')}”"
        for each, part in lost
    ]
    if names:
        text = _("These do not come back, for they were deleted meanwhile: %(names)s.")
        yield text % {"names": get_text_list(names, _("and"))}


def _untied(rows, owners):
    """Which other items named a part that the item has no more, in a sentence."""
    there = {
        model: set(model._base_manager.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
        for model in dict.fromkeys(map(type, rows))
    }
    gone = {key for row in rows if row.pk not in there[type(row)] for _model, key in named_by(row)}
    names = [f"“{owner}”" for owner in owners if owner.pk in gone]
    if names:
        text = _("These named a part that it has no more, and name it no longer: %(names)s.")
        yield text % {"names": get_text_list(names, _("and"))}
