"""The list of all remarks from outside."""

from django.contrib import admin, messages
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editing.read_only import ReadOnlyAdmin
from editing.search import FoldedSearch
from editing.validated import ValidatedAdmin
from publishing.models import Publishable
from publishing.remarks import settle


class OpenFilter(admin.SimpleListFilter):
    """Narrows the list to what is open, or done with; as it comes it shows what is open."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        """What can be chosen instead."""
        return [("done", gettext_lazy("done with")), ("all", gettext_lazy("all"))]

    def choices(self, changelist):
        """With what is shown as it comes."""
        first, *others = super().choices(changelist)
        return [first | {"display": gettext_lazy("open")}, *others]

    def queryset(self, request, queryset):
        """Those in the chosen state."""
        return {"all": queryset, "done": queryset.exclude(done_at=None)}.get(self.value(), queryset.open())


class RemarkAdmin(ReadOnlyAdmin, FoldedSearch, ValidatedAdmin, admin.ModelAdmin):
    """All remarks from outside. Nothing is written here: they are settled in the form of the item, or from the list."""

    list_display = ("said_at", "who", "about", "words", "done_at")
    list_display_links = None
    list_filter = (OpenFilter, "origin", "act", "said_at")
    date_hierarchy = "said_at"
    list_per_page = 50
    actions = ("settle_selected",)

    def get_queryset(self, request):
        """With the titles of the items that they are about."""
        return super().get_queryset(request).with_titles()

    @admin.display(description=gettext_lazy("who"), ordering="origin")
    def who(self, remark):
        """Who said it, as far as they told."""
        return ", ".join(filter(None, [remark.get_origin_display(), remark.name]))

    @admin.display(description=gettext_lazy("about"))
    def about(self, remark):
        """The way to the form of the item, or to the page."""
        return render_to_string("admin/publishing/_remark_about.html", {"remark": remark, "form": _form_of(remark)})

    @admin.display(description=gettext_lazy("remark"))
    def words(self, remark):
        """What was said, and of which words."""
        return render_to_string("admin/publishing/_remark_words.html", {"remark": remark})

    @admin.action(description=gettext_lazy("Done with these"))
    def settle_selected(self, request, queryset):
        """Settle those that were ticked; what is about an item, for who may change that."""
        remarks = list(queryset.open())
        allowed = [remark for remark in remarks if self._may_settle(request, remark)]
        for remark in allowed:
            settle(remark, by=request.user)
        self.message_user(request, _("Done with %(number)d remarks.") % {"number": len(allowed)}, messages.SUCCESS)
        if len(allowed) < len(remarks):
            text = _("%(number)d are about what you may not change: they stay open.")
            self.message_user(request, text % {"number": len(remarks) - len(allowed)}, messages.WARNING)

    def _may_settle(self, request, remark):
        if not remark.kind:
            return request.user.has_perm("publishing.change_text")
        model = Publishable.of_kind(remark.kind)
        item = model.objects.filter(pk=remark.key).first()
        return self.admin_site.get_model_admin(model).has_change_permission(request, item)


def _form_of(remark):
    """The address of the form of the item that a remark is about; "" for none."""
    if not remark.title:
        return ""
    opts = Publishable.of_kind(remark.kind)._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[remark.key]) + "#remarks"
