"""The desk: where staff edit what is published, see its state, and publish, preview and withdraw it."""

from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from editing.admin import DeskAdmin
from editing.errors import placed_errors
from editing.parts import form_parts, outline
from publishing import near_rows
from publishing.desk.actions import ItemActions
from publishing.desk.answers import Answers
from publishing.desk.buttons import Buttons
from publishing.desk.deletion import DraftDeletion
from publishing.desk.forms import PublishableForm
from publishing.desk.history import History
from publishing.desk.limits import WithinLimits
from publishing.desk.preview_links import PreviewLinks
from publishing.desk.publish_selected import PublishSelected
from publishing.desk.reading import FormReading, editions, public_address
from publishing.desk.remarks import Remarks
from publishing.desk.review import Review
from publishing.desk.scheduling import Scheduling
from publishing.desk.standing import StandingChangeList, sentences, state_mark, with_signs, with_standing
from publishing.desk.unpublished import changes, latest_bodies
from publishing.desk.withdrawal import Withdrawal
from publishing.history import keep_state
from publishing.limits import check_limits
from publishing.touch import touch_and_read


class PublishableAdmin(
    WithinLimits,
    PreviewLinks,
    Remarks,
    History,
    Review,
    Scheduling,
    Withdrawal,
    DraftDeletion,
    Answers,
    PublishSelected,
    ItemActions,
    Buttons,
    FormReading,
    DeskAdmin,
):
    """What taskforces and events have in common at the desk."""

    form = PublishableForm
    change_form_template = "admin/publishing/change_form.html"
    # What is read beside the rows of a list, and the columns that it needs: their texts may be long.
    list_prefetch: tuple = ()
    list_only: tuple = ()
    # The fields of its companions that only say where they stand.
    companion_links: tuple = ()

    def get_queryset(self, request):
        """With what a list draws of each row, or with what a form tells besides."""
        queryset = super().get_queryset(request)
        view = getattr(request.resolver_match, "url_name", "")
        if view.endswith("_change"):
            return with_signs(queryset)
        if request.method == "GET" and view.endswith("_changelist"):
            return queryset.only(*self.list_only) if self.list_only else queryset
        return queryset.prefetch_related(*self.list_prefetch) if view.endswith("autocomplete") else queryset

    def read_for_list(self, items):
        """Read what the list tells of its rows beside them."""
        for lookup in self.list_prefetch:
            near_rows.read_along(items, lookup)

    def get_changelist(self, request, **kwargs):
        """A list whose rows know how their review stands, and what is scheduled."""
        return StandingChangeList

    def get_form(self, request, obj=None, change=False, **kwargs):
        """The form knows what may be published with the item."""
        form = super().get_form(request, obj, change=change, **kwargs)
        form.companions = self.publishable_companions(request, obj) if obj else None
        form.links = self.companion_links
        form.first_companions = self.first_companions(request, obj)
        return form

    def save_related(self, request, form, formsets, change):
        """The desk is written completely now: note it, and do what the pressed button does."""
        self.save_rows(request, form, formsets, change)
        body = touch_and_read(form.instance)
        check_limits(request.user, form.instance)
        self.act(request, form)
        keep_state(form.instance, body, by=request.user)

    def save_rows(self, request, form, formsets, change):
        """Save the rows that belong to the item."""
        super().save_related(request, form, formsets, change)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """The form with the item's state, its editions, and what may be done to it."""
        context |= {
            "review_required": settings.REVIEW_REQUIRED,
            "may_withdraw": self.has_withdraw_permission(request, obj) and obj and obj.edition_number > 0,
            "mistakes": placed_errors(context) if context["errors"] else [],
            "only_checked": self.pressed(request).only_checks,
            "parts": form_parts(context),
        }
        context["outline"] = outline(context["parts"], context["inline_admin_formsets"])
        if obj:
            saved = obj if request.method == "GET" else self.model.objects.get(pk=obj.pk)
            with_standing([saved])
            body = latest_bodies([saved]).get(saved.pk) if saved.state == saved.State.CHANGED else None
            context |= {
                "saved": saved,
                "editions": editions(saved),
                "public_address": public_address(saved),
                "unpublished_changes": changes(saved, body) if body else [],
                "preview_address": self.address("preview", saved),
                "withdraw_address": self.address("withdraw", saved),
                "way": sentences(saved),
                "review_address": self.address("review", saved) if self.review_acts(request, saved) else "",
                "schedulable": self.schedulable(request, saved),
                "schedule_address": self.address("schedule", saved),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description=_("state"))
    def state_mark(self, item):
        """The state, in words and colour; how its review stands, and what is scheduled."""
        return state_mark(item.state, sentences(item))
