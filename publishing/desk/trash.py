"""The trash at the desk: what was deleted, the button that brings it back, and how it is emptied."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from editing.admin import DeskAdmin
from editing.concurrency import race_errors
from editing.submissions import does_once
from publishing.bringing_back import bring_back
from publishing.limits import check_limits
from publishing.models import Publishable, TrashedItem
from publishing.trash import empty


class KindFilter(admin.SimpleListFilter):
    """Narrows the trash to items of one kind."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        """All kinds."""
        return [(model.kind, model._meta.verbose_name_plural) for model in Publishable.kinds()]

    def queryset(self, request, queryset):
        """Those of the chosen kind; all of them where none is chosen."""
        return queryset.filter(kind=self.value()) if self.value() else queryset


class TrashAdmin(DeskAdmin):
    """Deleted drafts: nothing is written here, each is brought back or goes for good."""

    list_display = ("title", "kind_name", "deleted_at", "by_name", "return_button")
    list_display_links = None
    list_filter = (KindFilter, "deleted_at")
    date_hierarchy = "deleted_at"
    change_list_template = "admin/publishing/trash.html"
    actions = None

    def get_urls(self):
        """Bringing back and emptying, before the pages of Django."""
        view = self.admin_site.admin_view
        return [
            path("<int:key>/bring-back/", view(self.bring_back), name="publishing_trasheditem_bring_back"),
            path("empty/", view(self.empty), name="publishing_trasheditem_empty"),
            *super().get_urls(),
        ]

    def get_queryset(self, request):
        """What can still be brought back, and whether this person may; without what is only needed then."""
        rows = super().get_queryset(request).kept().defer("snapshot", "ties", "ids")
        kinds = [model.kind for model in Publishable.kinds() if self._desk(model.kind).has_add_permission(request)]
        return rows.annotate(may_return=ExpressionWrapper(Q(kind__in=kinds), BooleanField()))

    def _desk(self, kind):
        return self.admin_site.get_model_admin(Publishable.of_kind(kind))

    def has_add_permission(self, request):
        """Drafts come here by being deleted."""
        return False

    def has_change_permission(self, request, obj=None):
        """They stay as they were."""
        return False

    @admin.display(description=_("kind"), ordering="kind")
    def kind_name(self, trashed):
        """What it is, in words."""
        return Publishable.of_kind(trashed.kind)._meta.verbose_name

    @admin.display(description=_("bring back"))
    def return_button(self, trashed):
        """One click brings it back, for those who may."""
        return render_to_string("admin/publishing/_bring_back.html", {"trashed": trashed})

    def changelist_view(self, request, extra_context=None):
        """The list, with the way to empty it for those who may."""
        context = {"title": _("Trash"), "may_empty": self.has_delete_permission(request)}
        return super().changelist_view(request, context | (extra_context or {}))

    @does_once
    def bring_back(self, request, key):
        """Put a draft back on the desk: for everybody who may add one. To its form, or back to the trash."""
        trashed = TrashedItem.objects.kept().filter(pk=key).first()
        if request.method != "POST" or not trashed:
            return self._list(request, "" if trashed else gettext("It is not in the trash any more."))
        desk = self._desk(trashed.kind)
        if not desk.has_add_permission(request):
            raise PermissionDenied
        try:
            with race_errors():
                item = self._brought_back(request, desk, trashed)
        except ValidationError as refusal:
            return self._list(request, " ".join(refusal.messages))
        may_open = desk.has_view_or_change_permission(request, item)
        return HttpResponseRedirect(desk.address("change", item)) if may_open else self._list(request)

    @transaction.atomic
    def _brought_back(self, request, desk, trashed):
        done = bring_back(trashed)
        check_limits(request.user, done.item)
        desk.log_change(request, done.item, gettext("Brought back from the trash."))
        for item in done.touched:
            desk.log_change(request, item, gettext("Changed: a draft that names it came back from the trash."))
        self.message_user(request, gettext("“%(item)s” is back on the desk.") % {"item": done.item}, messages.SUCCESS)
        for sentence in done.sentences:
            self.message_user(request, sentence, messages.WARNING)
        return done.item

    @does_once
    def empty(self, request):
        """Ask, then delete for good whatever is in the trash now."""
        if not self.has_delete_permission(request):
            raise PermissionDenied
        rows = TrashedItem.objects.all()
        if request.method == "POST":
            number = empty(rows, by=request.user)
            text = ngettext(
                "%(number)d draft was deleted for good.", "%(number)d drafts were deleted for good.", number
            )
            return self._list(request, text % {"number": number}, messages.SUCCESS)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Empty the trash?"),
            "opts": self.opts,
            "number": rows.count(),
        }
        return TemplateResponse(request, "admin/publishing/empty_trash.html", context)

    def _list(self, request, message="", level=messages.WARNING):
        if message:
            self.message_user(request, message, level)
        return HttpResponseRedirect(reverse("admin:publishing_trasheditem_changelist"))
