"""What is only looked at: a form that somebody may not change says why; and rows that nobody changes here."""

from django.contrib.auth import get_permission_codename
from django.utils.text import capfirst
from django.utils.translation import gettext as _


class ReadOnlyReason:
    """Mixed into an admin."""

    def read_only_because(self, request, obj):
        """Why a row is only read here; "" where it is changed, or where nobody changes it."""
        right = f"{self.opts.app_label}.{get_permission_codename('change', self.opts)}"
        if "change" not in self.opts.default_permissions or request.user.has_perm(right):
            return ""
        return _("You may look at this, not change it: your role is another one. An administrator gives roles.")

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """The form, with the reason at its top."""
        context["read_only_because"] = self.read_only_because(request, obj) if obj else ""
        return super().render_change_form(request, context, add, change, form_url, obj)


class ReadOnlyAdmin:
    """Mixed into the admin of rows that are made, changed and deleted elsewhere, or by the site itself."""

    def changelist_view(self, request, extra_context=None):
        """The list under its own name: nothing is selected in it."""
        context = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, context | (extra_context or {}))

    def has_add_permission(self, request):
        """Nobody, here."""
        return False

    def has_change_permission(self, request, obj=None):
        """Nobody, here."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Nobody, here."""
        return False
