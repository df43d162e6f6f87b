"""The site's own texts and its glossary at the desk, and the trash."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from editing.read_only import ReadOnlyAdmin
from editing.reference import ReferenceAdmin
from publishing.desk.remark_list import RemarkAdmin
from publishing.desk.trash import TrashAdmin
from publishing.models import Miss, Remark, Term, Text, TrashedItem
from text.folding import question_words

admin.site.register(TrashedItem, TrashAdmin)
admin.site.register(Remark, RemarkAdmin)


@admin.register(Miss)
class MissAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    """What readers look for and do not find, of two days at least. Nothing is written here."""

    list_display = ("words", "day", "days", "all_times")
    list_display_links = None
    list_filter = ("day",)
    search_fields = ("words",)
    date_hierarchy = "day"
    actions = None

    def get_queryset(self, request):
        """Without what was asked on a single day: that may be one person's alone."""
        return super().get_queryset(request).of_several_days()

    def get_search_results(self, request, queryset, search_term):
        """Words are kept folded, so what is typed is folded, too."""
        return super().get_search_results(request, queryset, " ".join(question_words(search_term)))

    @admin.display(description=_("days"), ordering="days")
    def days(self, miss):
        """On how many days it was looked for."""
        return miss.days

    @admin.display(description=_("times"), ordering="all_times")
    def all_times(self, miss):
        """How often it was counted on all of them."""
        return miss.all_times


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
