"""Uses: what names a row that others share, in whichever room. Knows none of those rooms: it asks the row's model."""

from django.db import models
from django.utils.translation import gettext


class ProtectedWhileUsed:
    """Mixed into the admin of rows that others name: deleting one that is used is refused, and says where."""

    delete_confirmation_template = "admin/editing/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/editing/delete_selected_confirmation.html"

    def get_deleted_objects(self, objs, request):
        """Say where each is used, also where Django would only take the link away."""
        deleted, counts, lacking, _protected = super().get_deleted_objects(objs, request)
        used = [(row, uses(row)) for row in objs]
        protected = [used_in_words(row, places) for row, places in used if places]
        # What is used is not deleted anyway: no need to say which rights that would take.
        return deleted, counts, lacking if not protected else set(), protected


def uses(row) -> list[models.Model]:
    """Everything that names this row, each once, as staff edit it.

    A row that is only what the public reads of another one gives that other one by `as_edited()`.
    """
    owners = [_owner(user, relation.field) for relation in incoming(row) for user in naming(relation, row)]
    return list(dict.fromkeys(owner.as_edited() if hasattr(owner, "as_edited") else owner for owner in owners))


def used_in_words(row, places) -> str:
    """A sentence for the one who wants to delete a row: where it is used, and what to do first."""
    sentence = gettext("“%(name)s” is used in: %(places)s. Take it out there and publish, then delete it.")
    return sentence % {"name": row, "places": ", ".join(f"{place._meta.verbose_name} “{place}”" for place in places)}


def incoming(model) -> list:
    """The relations by which other rows name one of this model: those of others' links to many, not of its own."""
    own = {field.remote_field.through for field in model._meta.many_to_many}
    fields = model._meta.get_fields(include_hidden=True)
    return [field for field in fields if field.auto_created and field.one_to_many and field.related_model not in own]


def naming(relation, row) -> models.QuerySet:
    """The rows that name this one by a relation."""
    return relation.related_model._base_manager.filter(**{relation.field.name: row})


def _owner(row, named_by) -> models.Model:
    """What a row belongs to: one that only links goes when its other end goes, and stands for that one."""
    for field in row._meta.concrete_fields:
        if field is not named_by and field.is_relation and field.remote_field.on_delete is models.CASCADE:
            return getattr(row, field.name)
    return row
