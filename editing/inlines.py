"""Rows of a form that editors put in order: by buttons, by dragging, or, without a script, by typing numbers."""

from django.contrib import admin

from editing.autocomplete import DeskFields
from editing.formsets import LosslessFormSet, OrderedFormSet, OrderedRowForm
from editing.kept_classes import KeptFormSetClass


class BoundedInline(admin.StackedInline):
    """Parts of which not more are looked at than can be there."""

    max_num = 100

    def get_formset(self, request, obj=None, **kwargs):
        """The formset; however many rows somebody says to send, not many more than that are looked at."""
        return super().get_formset(request, obj, **{"absolute_max": self.max_num + 100} | kwargs)


class PartInline(DeskFields, KeptFormSetClass, BoundedInline):
    """Parts of an item. Each shows its fields side by side and can be used on a phone."""

    formset = LosslessFormSet
    template = "admin/editing/inline.html"
    # After which fieldset of the form it stands, counted from 1; None: after all of them.
    after_part = None
    extra = 0

    # What a box shows of a row besides itself: lookups of `prefetch_related`.
    shown_with: tuple = ()

    def get_queryset(self, request):
        """The rows, with those that they name; put together once, for all who may see them."""
        if not self.has_view_or_change_permission(request):
            return super().get_queryset(request)
        if "rows" not in vars(type(self)):
            named = self.get_autocomplete_fields(request) or [None]  # without a name it would follow them all
            rows = super().get_queryset(request).select_related(*named)
            type(self).rows = rows.prefetch_related(*self.shown_with)
        return type(self).rows.all()


class OrderedInline(PartInline):
    """Parts that editors put in order."""

    form = OrderedRowForm
    formset = OrderedFormSet
    extra = 1
