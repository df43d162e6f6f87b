"""What the frame adds to the desk: taskforces with the panel of their events, and who may see the accounts."""

from importlib import import_module

from django.apps import apps
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import ManyToManyField
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _

from dossier_site.taskforce_admin import TaskforceWithEventsAdmin
from editing.autocomplete import FindableSeveral
from editing.concurrency import RetryingAdmin
from editing.search import FoldedWhenSearched
from editing.submissions import does_once
from editing.validated import ValidatedAdmin
from taskforces.models import Taskforce


class SuperuserOnly:
    """Accounts are the webmaster's business: whoever may give rights could give themselves all of them."""

    def has_module_permission(self, request):
        """Whether it stands in the index."""
        return request.user.is_superuser

    def has_view_permission(self, request, obj=None):
        """Whatever rights somebody else was given."""
        return request.user.is_superuser

    has_add_permission = has_module_permission
    has_change_permission = has_delete_permission = has_view_permission


class StaffUserAdmin(SuperuserOnly, FoldedWhenSearched, RetryingAdmin, ValidatedAdmin, UserAdmin):
    """Accounts. Rights come from groups, so that two editors may always do the same."""

    date_hierarchy = "date_joined"
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    formfield_overrides = {ManyToManyField: {"widget": CheckboxSelectMultiple}}
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "groups", "is_superuser")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )

    @does_once
    def user_change_password(self, request, id, form_url=""):
        """A new password for an account, set once."""
        return super().user_change_password(request, id, form_url)


class StaffGroupAdmin(SuperuserOnly, FoldedWhenSearched, RetryingAdmin, ValidatedAdmin, GroupAdmin):
    """What members of a group may do."""

    list_filter = (("user", admin.RelatedOnlyFieldListFilter),)
    # A group has no date of its own; its members have.
    date_hierarchy = "user__date_joined"
    filter_horizontal = ()
    formfield_overrides = {ManyToManyField: {"widget": FindableSeveral}}


# People set up their sign-in themselves, and providers come from the environment: nobody needs the tables behind it.
for app in ("account", "mfa", "usersessions", "socialaccount"):
    import_module(f"allauth.{app}.admin")
    admin.site.unregister([model for model in apps.get_app_config(app).get_models() if admin.site.is_registered(model)])

admin.site.unregister([Taskforce, User, Group])
admin.site.register(Taskforce, TaskforceWithEventsAdmin)
admin.site.register(User, StaffUserAdmin)
admin.site.register(Group, StaffGroupAdmin)
