"""How items stand: by state in a list, and what the desk holds that the public does not read yet, in words."""

from collections import Counter

from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext_lazy as _

from publishing.kept import all_with_kept
from publishing.models import Edition, Publishable
from publishing.snapshots import canonical, changed_fields

# What a body calls its parts, where that is no column of the desk.
PARTS = {
    "organisations": _("organisations"),
    "documents": _("documents"),
    "relations": _("relations"),
    "video": _("video"),
    "link": _("link"),
    "results": _("results"),
    "objectives": _("objectives"),
    "sources": _("sources"),
}


class StateFilter(admin.SimpleListFilter):
    """Narrows a list by what the public reads of each item."""

    title = _("state")
    parameter_name = "state"
    queries = {"draft": "drafts", "published": "unchanged", "changed": "changed", "withdrawn": "withdrawn"}

    def lookups(self, request, model_admin):
        """All states."""
        return Publishable.State.choices

    def queryset(self, request, queryset):
        """Those in the chosen state; all of them where none is chosen."""
        query = self.queries.get(self.value())
        return getattr(queryset, query)() if query else queryset


class WayFilter(StateFilter):
    """Narrows a list by where items are on their way to readers."""

    title = _("review and schedule")
    parameter_name = "way"
    queries = {"in-review": "in_review", "returned": "returned", "approved": "approved", "scheduled": "scheduled"}

    def lookups(self, request, model_admin):
        """What may be under way."""
        words = (_("in review"), _("returned"), _("approved"), _("scheduled"))
        return list(zip(self.queries, words, strict=True))


def latest_bodies(items):
    """The body that the public reads of each item of one kind, by key. Two queries."""
    numbers = {item.pk: item.edition_number for item in items}
    if not items:
        return {}
    schema = items[0].schema
    editions = Edition.objects.filter(kind=schema.kind, key__in=numbers, number__in=set(numbers.values()))
    current = [each for each in editions if each.number == numbers[each.key] and not each.is_withdrawal]
    bodies = [schema.body_of(each.snapshot) for each in current]
    return dict(zip((each.key for each in current), all_with_kept(schema, bodies), strict=True))


def changes(item, body):
    """The names of what differs between the public's `body` and the desk, as people call it."""
    item.schema.prefetch(item)
    return [field_word(type(item), name) for name in changed_fields(body, item.to_body())]


def with_changes(items):
    """The same items of one kind, each knowing what differs from what the public reads; of a draft nothing does.

    `changed_fields` are the names of the fields, `unpublished_changes` what people call them. Asks the same questions
    for any number of items; of those that are as the public reads them only what they are called.
    """
    changed = [item for item in items if item.state == item.State.CHANGED]
    if changed:
        changed[0].schema.prefetch(*changed)
    if items:
        type(items[0]).read_names([item for item in items if item not in changed])
    bodies = latest_bodies(changed)
    for item in items:
        item.changed_fields = changed_fields(bodies[item.pk], item.to_body()) if item.pk in bodies else []
        item.unpublished_changes = [field_word(type(item), name) for name in item.changed_fields]
    return items


def differences(model, before, after):
    """What is other in the body `after` than in `before`, as people call it; of lists, how much came and went."""
    return [_told(field_word(model, name), before.get(name), after[name]) for name in changed_fields(before, after)]


def _told(word, before, after):
    if not isinstance(before, list) or not isinstance(after, list):
        return word
    one, other = (Counter(map(_identity, rows)) for rows in (before, after))
    numbers = ((_("%(number)d more"), (other - one).total()), (_("%(number)d fewer"), (one - other).total()))
    told = [words % {"number": number} for words, number in numbers if number]
    return f"{word} ({', '.join(told)})" if told else word


def _identity(part):
    """By what a part of a list is the same one, whatever is said of it."""
    return part.get("id") or canonical(part) if isinstance(part, dict) else part


def field_word(model, name):
    """What people call a field of a body."""
    if name in PARTS:
        return str(PARTS[name])
    try:
        return str(model._meta.get_field(name).verbose_name)
    except FieldDoesNotExist:
        return name
