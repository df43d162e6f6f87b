"""The admin of rows that two people may have open at once: what was sent is merged with what stands there now."""

from editing.merge.history import not_chosen, with_not_chosen
from editing.merge.meeting import Meeting
from editing.merge.questions import put_questions
from editing.merge.states import current_state
from editing.merge.ticket import Ticket


class MergingAdmin:
    """Mixed into the admin of such rows; its form is a DeskForm."""

    object_history_template = "admin/editing/object_history.html"

    def get_form(self, request, obj=None, change=False, **kwargs):
        """The form; what was sent is merged before any of it is checked."""
        form = super().get_form(request, obj, change=change, **kwargs)
        if obj is None or not change or request.method != "POST":
            return form
        request.meeting = Meeting(request, obj, form, self)
        if self.will_merge(request):
            request.meeting.merge()
            form.conflicts = request.meeting.conflicts()
        return form

    def will_merge(self, request):
        """Whether the form may be saved now; not where it is only shown again with what was typed."""
        return self.will_save(request) and not hasattr(request, "not_saved")

    def _create_formsets(self, request, obj, change):
        formsets, inlines = super()._create_formsets(request, obj, change)
        if meeting := getattr(request, "meeting", None):
            for formset in formsets:
                formset.is_merged = meeting.ticket.shown is not None
                formset.conflicts = meeting.row_conflicts(formset) if self.will_merge(request) else {}
        return formsets, inlines

    def save_related(self, request, form, formsets, change):
        """Save the rows, and say what was merged."""
        super().save_related(request, form, formsets, change)
        for sentence in request.meeting.sentences() if hasattr(request, "meeting") else ():
            self.message_user(request, sentence)

    def construct_change_message(self, request, form, formsets, add=False):
        """What the history says of a save, with the words that were not chosen."""
        message = super().construct_change_message(request, form, formsets, add)
        meeting = getattr(request, "meeting", None)
        return with_not_chosen(message, meeting) if meeting else message

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """The form, with what its editor begins with, or with what has to be chosen."""
        form = context["adminform"].form
        panels = context["inline_admin_formsets"]
        formsets = [panel.formset for panel in panels if panel.has_change_permission]
        if meeting := getattr(request, "meeting", None):
            put_questions(meeting, form, formsets)
            context |= {"merged": meeting.sentences(), "is_asked": bool(meeting.ticket.asked)}
        elif obj and not form.is_bound and self.has_change_permission(request, obj):
            state, file = current_state(form, formsets), form.file_version(obj)
            form.initial["seen"] = Ticket(of=str(obj.pk), version=form.version(obj), file=file, base=state).sign()
        return super().render_change_form(request, context, add, change, form_url, obj)

    def history_view(self, request, object_id, extra_context=None):
        """Who saved it when, with the words that were not chosen."""
        response = super().history_view(request, object_id, extra_context)
        for entry in getattr(response, "context_data", {}).get("action_list", ()):
            entry.not_chosen = not_chosen(entry)
        return response
