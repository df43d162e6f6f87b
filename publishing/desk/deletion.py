"""Deleting a draft at the desk: it goes to the trash, with all that hangs on it, and the way back is told."""

from django.contrib import messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.contenttypes.models import ContentType
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editing.autocomplete import is_valid_key
from publishing.models import TrashedItem
from publishing.ties import ties
from publishing.trash import discard


class DraftDeletion:
    """Mixed into the admin of publishable items: only what was never published is deleted, and it can come back."""

    delete_confirmation_template = "admin/publishing/delete_confirmation.html"

    def has_delete_permission(self, request, obj=None):
        """Drafts only: by those with the right to delete any, and by those who added them and still may add."""
        any_draft, may_add = super().has_delete_permission(request, obj), self.has_add_permission(request)
        if obj is None:
            return any_draft or may_add
        return obj.may_be_deleted and (any_draft or (may_add and is_added_by(request.user, obj)))

    def get_actions(self, request):
        """Without deleting many at once: each deletion of a draft is a decision of its own."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def render_delete_form(self, request, context):
        """The question, with how many rows of other items go along."""
        context |= {"title": _("Delete this draft?"), "ties": len(ties(context["object"]))}
        return super().render_delete_form(request, context)

    def delete_model(self, request, obj):
        """Move a draft to the trash; what named it is changed by that."""
        for item in discard(obj, by=request.user)[1]:
            self.log_change(request, item, gettext("Changed: a draft that it named went to the trash."))

    def response_delete(self, request, obj_display, obj_id):
        """To where the editor came from, or to the list, with the way to bring it back."""
        if IS_POPUP_VAR in request.POST:
            return super().response_delete(request, obj_display, obj_id)
        self._tell_trashed(request, obj_id, messages.SUCCESS)
        return self.response_post_save_add(request, None)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """Word that there is no such item; of one in the trash, with the way to bring it back."""
        response = super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        if self.has_view_permission(request) and is_valid_key(self.model, object_id):
            self._tell_trashed(request, object_id, messages.INFO)
        return response

    def _tell_trashed(self, request, key, level):
        trashed = TrashedItem.objects.kept().filter(kind=self.model.kind, key=key).first()
        if trashed:
            self.message_user(request, render_to_string("admin/publishing/_trashed.html", {"trashed": trashed}), level)


def is_added_by(person, item):
    """Whether this person made the item: the log of the desk says so, and said so before there was a trash."""
    entries = LogEntry.objects.filter(user=person, content_type=ContentType.objects.get_for_model(item))
    return entries.filter(object_id=str(item.pk), action_flag=ADDITION).exists()
