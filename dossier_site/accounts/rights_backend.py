"""Who is signed in, and what they may do: asked for once in a request, by questions made once in each process."""

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend

from publishing.models.prepared import Prepared

SOMEBODY = 0x1BADCAFE  # in the place of the number of an account; a column of 32 bits can hold it


class RightsBackend(ModelBackend):
    """Django's own, which reads the rights of a person and those of their groups in one question."""

    def get_user(self, user_id):
        """Who has this number, if they may sign in."""
        user = next(iter(ACCOUNT.ask(user_id)), None)
        return user if user and self.user_can_authenticate(user) else None

    def get_all_permissions(self, user_obj, obj=None):
        """All rights of somebody."""
        if (
            user_obj.is_active
            and not user_obj.is_superuser
            and obj is None
            and not hasattr(user_obj, "_all_perm_cache")
        ):
            user_obj._all_perm_cache = {f"{room}.{right}" for room, right in RIGHTS.ask(user_obj.pk)}
        return self._get_permissions(user_obj, obj, "all")

    def has_perm(self, user_obj, perm, obj=None):
        """Whether somebody has a right; asked a hundred times for a page of the desk."""
        known = vars(user_obj).get("_all_perm_cache") if obj is None else None
        return super().has_perm(user_obj, perm, obj) if known is None else user_obj.is_active and perm in known

    def _get_all_permissions(self, user_obj):
        own, of_groups = self._get_user_permissions(user_obj), self._get_group_permissions(user_obj)
        return own.order_by().union(of_groups.order_by())


def _rights(key):
    rows = RightsBackend()._get_all_permissions(get_user_model()(pk=key))
    return rows.values_list("content_type__app_label", "codename").order_by()


ACCOUNT = Prepared(lambda key: get_user_model()._default_manager.filter(pk=key), SOMEBODY)
RIGHTS = Prepared(_rights, SOMEBODY)
