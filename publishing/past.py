"""Items as they stood: live rows of old editions, which are never written. What they name may be gone."""

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from publishing.kept import all_with_kept
from publishing.schema_fields import Named

# Of a picture that is gone there is nothing to show.
UNSHOWN = "pictures"


def past_rows(live, editions, *, open_keys, lookups=None):
    """The live rows (of the model `live`) that editions with a snapshot make, in their order, ready to be drawn.

    `open_keys(model, keys)` says which of these rows readers can open today. Those that they cannot, and those that are
    gone, are stood in for by the name of that day. `lookups` are what is shown beside a row: usually all of a page.
    """
    schema, lookups = live.schema, live.page_lookups if lookups is None else lookups
    rows = [_row(live, *each) for each in zip(bodies_of(schema, editions), editions, strict=True)]
    prefetch_related_objects(rows, *lookups)
    names = [_labelled(schema, edition.snapshot["names"]) for edition in editions]
    ties = [(*tie, named) for row, named in zip(rows, names, strict=True) for tie in _ties(row, lookups)]
    _stand_in(ties, open_keys)
    return rows


def bodies_of(schema, editions):
    """The bodies of editions with a snapshot, in today's schema, naming the rows that others were merged into."""
    return all_with_kept(schema, [schema.body_of(edition.snapshot) for edition in editions])


def names_on(rows, lookups):
    """What `past_rows` call what they name: {id: name}."""
    ties = [tie for row in rows for tie in _ties(row, lookups)]
    named = {str(_key(owner, field.name)): field.get_cached_value(owner) for owner, field in ties}
    return {key: str(row) for key, row in named.items() if row}


def _row(live, body, edition):
    """An edition that `latest_of` gave knows more moments than its own."""
    own = {"edition_number": edition.number, "published_at": edition.published_at, "updated_at": edition.published_at}
    return live.from_body(body, key=edition.key, **(edition.timestamps if hasattr(edition, "first") else own))


def _labelled(schema, names):
    """What the ids in a snapshot were called, and by which column: {id: (label, name)}."""
    fields = [field for field in schema.fields if isinstance(field, Named) and field.group != UNSHOWN]
    return {key: (field.label, name) for field in fields for key, name in names.get(field.group, {}).items()}


def _ties(row, lookups):
    """Every row that names another one for a page, and by which column: (row, field)."""
    for lookup in lookups:
        *through, name = lookup.split("__")
        owners = getattr(row, through[0]).all() if through else [row]
        yield from ((owner, owner._meta.get_field(name)) for owner in owners if _key(owner, name))


def _key(owner, name):
    return getattr(owner, f"{name}_id")


def _stand_in(ties, open_keys):
    """Let what readers cannot open be a row that has nothing but its name."""
    keys = {}
    for owner, field, _names in ties:
        keys.setdefault(field.related_model, set()).add(_key(owner, field.name))
    opened = {model: set(open_keys(model, some)) for model, some in keys.items()}
    for owner, field, names in ties:
        key, is_gone = _key(owner, field.name), field.get_cached_value(owner, default=None) is None
        if is_gone or key not in opened[field.related_model]:
            field.set_cached_value(owner, _nameless(field, key, names, is_gone))


def _nameless(field, key, names, is_gone):
    """A row with the name of that day; None where nobody knows it and none is needed."""
    if str(key) not in names:
        return None if field.null else field.related_model(pk=key)
    label, name = names[str(key)]
    words = _("%(name)s (removed)") % {"name": name} if is_gone else name
    return field.related_model(pk=key, **{label: words})
