"""What pictures and documents have in common at the desk: bring, find, and delete what nothing uses."""

from contextlib import suppress

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from editing.concurrency import RetryingAdmin
from editing.merge.admin import MergingAdmin
from editing.open_forms.admin import KeptForms
from editing.read_only import ReadOnlyReason
from editing.search import FoldedSearch
from editing.uses import ProtectedWhileUsed, more_in_words, uses
from editing.validated import ValidatedAdmin
from library.uploads import read_once


class AssetAdmin(
    ReadOnlyReason,
    KeptForms,
    MergingAdmin,
    ProtectedWhileUsed,
    RetryingAdmin,
    FoldedSearch,
    ValidatedAdmin,
    admin.ModelAdmin,
):
    """What pictures and documents have in common at the desk."""

    date_hierarchy = "added"
    list_per_page = 50
    # A file is no page; the form has its own way to it.
    view_on_site = False

    def get_object(self, request, object_id, from_field=None):
        """The row; while it is being saved or deleted nobody else can do either."""
        item = super().get_object(request, object_id, from_field)
        if item and request.method == "POST" and transaction.get_connection().in_atomic_block:
            return self.get_queryset(request).select_for_update().filter(pk=item.pk).first()
        return item

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The form. A file is read before the transaction: that may take seconds, in which nobody else could save."""
        upload = request.FILES.get("upload")
        if hasattr(request, "not_saved"):
            upload = None  # it is only named
        if upload and (self.has_change_permission(request) if object_id else self.has_add_permission(request)):
            with suppress(ValidationError):  # told by the form
                read_once(upload, self.form.read)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request, obj, form, change):
        """The form knows the checked file; it writes both."""
        form.keep()

    @admin.display(description=_("used in"))
    def used_in(self, obj):
        """Where it is used, with the way there."""
        places, more = uses(obj) if obj.pk else ([], 0)
        return render_to_string("admin/library/_uses.html", {"uses": places, "more": more_in_words(more)})
