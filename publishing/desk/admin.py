"""The desk: where staff edit what is published, see its state, and publish, preview and withdraw it."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from editing.admin import DeskAdmin
from editing.errors import mistakes
from publishing.desk.actions import ItemActions
from publishing.desk.forms import PublishableForm
from publishing.desk.unpublished import changes, latest_bodies
from publishing.editions import touch
from publishing.models import Address


class PublishableAdmin(ItemActions, DeskAdmin):
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
        form.companions = self.offered(request, obj) if obj else None
        return form

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The form; publishing asks for its own right."""
        if "_publish" in request.POST and not self.has_publish_permission(request):
            raise PermissionDenied
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_related(self, request, form, formsets, change):
        """The desk is written completely now: note it, and publish when that was the wish."""
        super().save_related(request, form, formsets, change)
        touch(form.instance)
        if "_publish" in request.POST:
            self.publish_form(request, form)

    def response_add(self, request, obj, post_url_continue=None):
        """Where to go after the first save."""
        return self._acted(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        """Where to go after a save."""
        return self._acted(request, obj) or super().response_change(request, obj)

    def _acted(self, request, item):
        if "_preview" in request.POST:
            try:
                return self.drawn(request, item)
            finally:
                transaction.set_rollback(True)
        if "_publish" in request.POST and self.has_view_or_change_permission(request, item):
            return self._back(request) or HttpResponseRedirect(self.address("change", item))
        if "_publish" in request.POST:
            return self.response_post_save_add(request, item)
        return None

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
        if "_preview" in request.POST:
            return self.not_drawn(request, [text for _place, text in mistakes(context)])
        context |= {
            "may_publish": self.has_publish_permission(request, obj),
            "may_withdraw": self.has_withdraw_permission(request, obj) and obj and bool(obj.live_digest),
            "mistakes": mistakes(context) if context["errors"] else [],
            "only_checked": "_check" in request.POST,
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
