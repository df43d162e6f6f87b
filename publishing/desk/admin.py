"""The desk: where staff edit what is published, see its state, and publish, preview and withdraw it."""

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from editing.admin import DeskAdmin
from editing.errors import placed_errors
from publishing.desk.actions import ItemActions
from publishing.desk.buttons import Buttons
from publishing.desk.forms import PublishableForm
from publishing.desk.unpublished import changes, latest_bodies
from publishing.desk.withdrawal import Withdrawal
from publishing.models import Address
from publishing.touch import touch


class PublishableAdmin(Withdrawal, ItemActions, Buttons, DeskAdmin):
    """What taskforces and events have in common at the desk."""

    form = PublishableForm
    change_form_template = "admin/publishing/change_form.html"
    list_prefetch: tuple = ()

    def get_queryset(self, request):
        """With what a list draws of each row. Not on a form: there the related rows change after they were read."""
        queryset = super().get_queryset(request)
        view = getattr(request.resolver_match, "url_name", "")
        lists = view.endswith(("_changelist", "autocomplete"))
        return queryset.prefetch_related(*self.list_prefetch) if lists else queryset

    def get_form(self, request, obj=None, change=False, **kwargs):
        """The form knows what may be published with the item."""
        form = super().get_form(request, obj, change=change, **kwargs)
        form.companions = self.publishable_companions(request, obj) if obj else None
        return form

    def save_related(self, request, form, formsets, change):
        """The desk is written completely now: note it, and do what the pressed button does."""
        super().save_related(request, form, formsets, change)
        touch(form.instance)
        self.act(request, form)

    def after_publishing(self, request, item):
        """Back to where the editor came from, or to the form; to the list for those who may not see it."""
        if self.has_view_or_change_permission(request, item):
            return self._back(request) or HttpResponseRedirect(self.address("change", item))
        return self.response_post_save_add(request, item)

    def response_post_save_add(self, request, obj):
        """Back to where the editor came from, or to the list."""
        return self._back(request) or super().response_post_save_add(request, obj)

    def response_post_save_change(self, request, obj):
        """Back to where the editor came from, or to the list."""
        return self._back(request) or super().response_post_save_change(request, obj)

    def _back(self, request):
        target = request.GET.get("next", "")
        safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
        return HttpResponseRedirect(target) if target and safe else None

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """The form with the item's state, its editions, and what may be done to it."""
        context |= {
            "may_withdraw": self.has_withdraw_permission(request, obj) and obj and obj.edition_number > 0,
            "mistakes": placed_errors(context) if context["errors"] else [],
            "only_checked": self.pressed(request).only_checks,
        }
        if obj:
            saved = self.model.objects.get(pk=obj.pk)
            body = latest_bodies([saved]).get(saved.pk)
            context |= {
                "saved": saved,
                "editions": saved.editions().select_related("by"),
                "public_address": Address.objects.current_address(saved.kind, saved.pk),
                "unpublished_changes": changes(saved, body) if body else [],
                "preview_address": self.address("preview", saved),
                "withdraw_address": self.address("withdraw", saved),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def has_delete_permission(self, request, obj=None):
        """Only what was never published can be deleted; the rest is withdrawn."""
        return super().has_delete_permission(request, obj) and (obj is None or obj.may_be_deleted)

    def get_actions(self, request):
        """Without deleting many at once: each deletion of a draft is a decision of its own."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    @admin.display(description=_("state"))
    def state_mark(self, item):
        """The state, in words and colour."""
        return render_to_string("admin/publishing/_state.html", {"item": item})
