"""The site's own texts and its glossary at the desk, and the trash."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from editing.reference import ReferenceAdmin
from publishing.desk.trash import TrashAdmin
from publishing.models import Term, Text, TrashedItem

admin.site.register(TrashedItem, TrashAdmin)


@admin.register(Term)
class TermAdmin(ReferenceAdmin):
    """The words that are explained to readers in place."""

    list_display = ("word", "explanation", "language", "touched_at")
    list_filter = ("language", "touched_at")
    fields = ("word", "other_forms", "explanation", "language")


@admin.register(Text)
class TextAdmin(ReferenceAdmin):
    """The site's own words. Each place has one text: none is added, none is deleted."""

    list_display = ("title", "key_name", "touched_at")
    list_filter = (("body", admin.EmptyFieldListFilter), "touched_at")
    readonly_fields = ("key_name",)
    fields = ("key_name", "title", "body")

    @admin.display(description=_("place"), ordering="key")
    def key_name(self, text):
        """Where on the site it stands."""
        return text.get_key_display()

    def has_add_permission(self, request):
        """Places are made by the site."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Places stay."""
        return False
