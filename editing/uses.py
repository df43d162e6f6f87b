"""Uses: what names a row that others share, in whichever room. Knows none of those rooms: it asks the row's model."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

# So many of the places where a row is used are named, and of rows that are used.
MOST = 20


class ProtectedWhileUsed:
    """Mixed into the admin of rows that others name: deleting one that is used is refused, and says where."""

    delete_confirmation_template = "admin/editing/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/editing/delete_selected_confirmation.html"

    def get_deleted_objects(self, objs, request):
        """Say where each is used, also where Django would only take the link away.

        What is used is not deleted anyway: no need to read all that names it, nor to say which rights that would take.
        """
        rows = self.model._base_manager.filter(pk__in=[row.pk for row in objs])
        if used := set(in_use(rows).values_list("pk", flat=True)):
            return [], {}, set(), _refusals([row for row in objs if row.pk in used])
        return super().get_deleted_objects(objs, request)


def uses(row) -> tuple[list[models.Model], int]:
    """The first of what names this row, each once, as staff edit it; and how many more there are.

    A model that is only what the public reads of another one gives that other one by `edited_as()`: its rows have the
    same keys. Of each model those with the first keys are named, in the order of its lists.
    """
    places, number = [], 0
    for edited, named in _owners(row).items():
        owners, (first, *others) = zip(*named, strict=True)
        keys = first.union(*others)
        if count := keys.count():
            some = [each["owner_key"] for each in keys.order_by("owner_key")[: MOST - len(places)]]
            places += _rows([edited, *owners], some)
            number += count
    return places, number - len(places)


def in_use(rows) -> models.QuerySet:
    """Those of these rows that something names."""
    return rows.filter(is_used(rows.model))


def is_used(model) -> Q:
    """The condition that something names a row of this model."""
    named = Q(pk__in=[])
    for relation in incoming(model):
        named |= Q(Exists(naming(relation, OuterRef("pk"))))
    return named


def used_in_words(row, places, more=0) -> str:
    """A sentence for the one who wants to delete a row: where it is used, and what to do first."""
    sentence = gettext("“%(name)s” is used in: %(places)s. Take it out there and publish, then delete it.")
    named = [f"{place._meta.verbose_name} “{place}”" for place in places]
    return sentence % {"name": row, "places": ", ".join([*named, *filter(None, [more_in_words(more)])])}


def more_in_words(number) -> str:
    """How many are not named: "and 1,985 more"; empty where all are."""
    words = ngettext("and %(number)s more", "and %(number)s more", number)
    return words % {"number": number_format(number, force_grouping=True)} if number else ""


def incoming(model) -> list:
    """The relations by which other rows name one of this model: those of others' links to many, not of its own.

    Without those of `repeating`, which lead to nothing else.
    """
    return [relation for relation in _relations(model) if not _is_repeated(relation)]


def repeating(model) -> list:
    """The relations by which rows name one of this model since another row does, which they repeat.

    Their models say so in `repeated`. No index has them: nobody looks for rows by what they repeat.
    """
    return [relation for relation in _relations(model) if _is_repeated(relation)]


def naming(relation, row) -> models.QuerySet:
    """The rows that name this one by a relation."""
    return relation.related_model._base_manager.filter(**{relation.field.name: row})


def owner_of(relation) -> tuple[type[models.Model], str]:
    """The model of what a row of this relation belongs to, and the column that says which.

    A row that only links goes when its other end goes, and stands for that one.
    """
    model = relation.related_model
    for field in model._meta.concrete_fields:
        if field != relation.field and field.is_relation and field.remote_field.on_delete is models.CASCADE:
            return field.related_model, field.attname
    return model, "pk"


def _owners(row):
    """What names this row: {model as staff edit it: [(model that names it, keys)]}."""
    found = {}
    for relation in incoming(type(row)):
        owner, column = owner_of(relation)
        keys = naming(relation, row).order_by().values(owner_key=F(column)).distinct()
        found.setdefault(owner.edited_as() if hasattr(owner, "edited_as") else owner, []).append((owner, keys))
    return found


def _rows(kinds, keys):
    """The rows with these keys: of the first of these models that has them."""
    rows = []
    for model in dict.fromkeys(kinds):
        if missing := set(keys) - {row.pk for row in rows}:
            found = model._base_manager.filter(pk__in=missing)
            rows += getattr(found, "for_headings", found.all)()
    return rows


def _refusals(rows):
    """Why these rows are not deleted: a sentence for each of the first, and one for all others."""
    sentences = [used_in_words(row, *uses(row)) for row in rows[:MOST]]
    if (others := len(rows) - MOST) > 0:
        words = ngettext("%(number)d more is in use, too.", "%(number)d more are in use, too.", others)
        sentences.append(words % {"number": others})
    return sentences


def _relations(model):
    own = {field.remote_field.through for field in model._meta.many_to_many}
    fields = model._meta.get_fields(include_hidden=True)
    return [field for field in fields if field.auto_created and field.one_to_many and field.related_model not in own]


def _is_repeated(relation):
    return relation.field.name in getattr(relation.related_model, "repeated", ())
