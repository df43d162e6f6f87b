"""What somebody may do, asked for once in a request."""

from django.contrib.auth.backends import ModelBackend


class RightsBackend(ModelBackend):
    """Django's own, which reads the rights of a person and those of their groups in one question."""

    def get_all_permissions(self, user_obj, obj=None):
        """All rights of somebody."""
        return self._get_permissions(user_obj, obj, "all")

    def _get_all_permissions(self, user_obj):
        own, of_groups = self._get_user_permissions(user_obj), self._get_group_permissions(user_obj)
        return own.order_by().union(of_groups.order_by())
