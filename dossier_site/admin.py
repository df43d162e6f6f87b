"""What the frame adds to the desk: taskforces with the panel of their events, and who may see the accounts."""

from importlib import import_module

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import ManyToManyField
from django.http import HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from dossier_site.attention.admin import FindingAdmin
from dossier_site.people import remove
from dossier_site.role_page import RolePage
from dossier_site.tables.admin import TablesAdmin
from dossier_site.tables.events import EventResource
from dossier_site.tables.organisations import OrganisationResource
from dossier_site.tables.taskforces import TaskforceResource
from dossier_site.taskforce_admin import TaskforceWithEventsAdmin
from editing.autocomplete import FindableSeveral
from editing.concurrency import RetryingAdmin
from editing.models import Finding
from editing.search import FoldedWhenSearched
from editing.submissions import does_once
from editing.validated import ValidatedAdmin
from publishing.roles import Role, role_of
from taskforces.models import Organisation, Taskforce
from taskforces.reference_admin import OrganisationAdmin
from timeline.admin import EventAdmin
from timeline.models import Event


class SuperuserOnly:
    """Groups are the webmaster's business: whoever may give rights could give themselves all of them."""

    def has_module_permission(self, request):
        """Whether it stands in the index."""
        return request.user.is_superuser

    def has_view_permission(self, request, obj=None):
        """Whatever rights somebody else was given."""
        return request.user.is_superuser

    has_add_permission = has_module_permission
    has_change_permission = has_delete_permission = has_view_permission


class StaffUserAdmin(RolePage, FoldedWhenSearched, RetryingAdmin, ValidatedAdmin, UserAdmin):
    """Accounts: names and passwords. What somebody may do is their role, which has a page of its own."""

    change_form_template = "admin/dossier_site/person_form.html"
    list_display = ("username", "first_name", "last_name", "email", "role", "last_login")
    list_filter = ("groups", "is_active")
    date_hierarchy = "date_joined"
    filter_horizontal = ()
    readonly_fields = ("role", "works_on", "last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (_("Role"), {"fields": ("role", "works_on")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )

    def get_queryset(self, request):
        """With what tells the role of each."""
        return super().get_queryset(request).select_related("limits").prefetch_related("groups")

    def get_actions(self, request):
        """Without deleting many at once."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def delete_model(self, request, obj):
        """Delete the account."""
        remove(obj, by=request.user)

    def response_add(self, request, obj, post_url_continue=None):
        """To the page on which the new colleague gets a role."""
        answer = super().response_add(request, obj, post_url_continue)
        return answer if IS_POPUP_VAR in request.POST else HttpResponseRedirect(self.role_address(obj))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """The form, with the way to the page of the role."""
        context["role_address"] = self.role_address(obj) if obj else ""
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description=_("role"))
    def role(self, person):
        """Their role, in words."""
        return role_of(person).label if person.is_active and person.is_staff else Role.NONE.label

    @admin.display(description=_("works on"))
    def works_on(self, person):
        """What a limited editor may change."""
        return person.limits.in_words(Taskforce.objects) if hasattr(person, "limits") else ""

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


class TaskforceTablesAdmin(TablesAdmin, TaskforceWithEventsAdmin):
    """Taskforces, also as a table."""

    table = TaskforceResource


class EventTablesAdmin(TablesAdmin, EventAdmin):
    """Events, also as a table."""

    table = EventResource


class OrganisationTablesAdmin(TablesAdmin, OrganisationAdmin):
    """Organisations, also as a table."""

    table = OrganisationResource


admin.site.unregister([Taskforce, Event, Organisation, User, Group])
admin.site.register(Finding, FindingAdmin)
admin.site.register(Taskforce, TaskforceTablesAdmin)
admin.site.register(Event, EventTablesAdmin)
admin.site.register(Organisation, OrganisationTablesAdmin)
admin.site.register(User, StaffUserAdmin)
admin.site.register(Group, StaffGroupAdmin)
