"""What the frame adds to the desk: taskforces with the panel of their events, and who may see the accounts."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User

from dossier_site.panel import TaskforceWithEventsAdmin
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


class OurUserAdmin(SuperuserOnly, UserAdmin):
    """Accounts."""


class OurGroupAdmin(SuperuserOnly, GroupAdmin):
    """What members of a group may do."""


admin.site.unregister([Taskforce, User, Group])
admin.site.register(Taskforce, TaskforceWithEventsAdmin)
admin.site.register(User, OurUserAdmin)
admin.site.register(Group, OurGroupAdmin)
