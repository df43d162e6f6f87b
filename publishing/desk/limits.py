"""The limits of an editor at the desk: what lies outside them is read there, and nothing leads out of them."""


class WithinLimits:
    """Mixed into the admin of publishable items, before all others: whatever right they ask for, it ends here."""

    def is_within_limits(self, request, item=None):
        """Whether the limits of this person let them change an item; asked once in a request."""
        if item is None or item._state.adding:
            return True
        if not hasattr(request, "within_limits"):
            request.within_limits = {}
        if item.pk not in request.within_limits:
            request.within_limits[item.pk] = item.may_be_changed_by(request.user)
        return request.within_limits[item.pk]

    def has_change_permission(self, request, obj=None):
        """Within the limits only."""
        return super().has_change_permission(request, obj) and self.is_within_limits(request, obj)

    def has_delete_permission(self, request, obj=None):
        """Within the limits only."""
        return super().has_delete_permission(request, obj) and self.is_within_limits(request, obj)

    def has_publish_permission(self, request, obj=None):
        """Within the limits only."""
        return super().has_publish_permission(request, obj) and self.is_within_limits(request, obj)

    def has_withdraw_permission(self, request, obj=None):
        """Within the limits only."""
        return super().has_withdraw_permission(request, obj) and self.is_within_limits(request, obj)

    def read_only_because(self, request, obj):
        """Why an item is only read here."""
        within = self.is_within_limits(request, obj)
        return super().read_only_because(request, obj) or ("" if within else obj.limit_sentence(request.user))
