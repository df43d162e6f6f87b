"""Documents at the desk, and the way to files that readers cannot open."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from library import serving
from library.admin.assets import AssetAdmin
from library.forms import DocumentForm
from library.models import Document
from text.folding import fold
from text.languages import language_name


class LanguageFilter(admin.SimpleListFilter):
    """Documents of one language, called by its name."""

    title = _("language")
    parameter_name = "language"

    def lookups(self, request, model_admin):
        """The languages that documents are in."""
        codes = Document.objects.exclude(language="").order_by().values_list("language", flat=True).distinct()
        return sorted(((code, language_name(code)) for code in codes), key=lambda pair: fold(pair[1]))

    def queryset(self, request, queryset):
        """Those in the language that was chosen, or all."""
        return queryset.filter(language=self.value()) if self.value() else queryset


@admin.register(Document)
class DocumentAdmin(AssetAdmin):
    """The document, its file, who may open it, and where it is used."""

    form = DocumentForm
    list_display = ("title", "language_name", "kind", "access", "has_file", "added")
    list_filter = ("access", "kind", LanguageFilter, "added")
    readonly_fields = ("opened", "used_in")
    fieldsets = (
        (
            None,
            {
                "fields": ("title", "opened", "upload", "language", "kind"),
                "description": _(
                    "What you change here is true for everyone as soon as you save it, wherever the document stands."
                ),
            },
        ),
        (
            _("Who may open it"),
            {
                "fields": ("access", "contact"),
                "description": _(
                    "Readers can open a public document as long as a published event or taskforce names it."
                ),
            },
        ),
        (_("Where it is used"), {"fields": ("used_in",)}),
    )

    def get_fieldsets(self, request, obj=None):
        """A new document has no file to open yet and is used nowhere."""
        if obj:
            return self.fieldsets
        first, *fieldsets = self.fieldsets[:-1]
        return ((None, {**first[1], "fields": ("title", "upload", "language", "kind")}), *fieldsets)

    def get_urls(self):
        """The desk's own address of a file, public or not."""
        view = self.admin_site.admin_view(self.file)
        return [path("<uuid:id>/file/", view, name="library_document_file"), *super().get_urls()]

    def file(self, request, id):
        """The file, for staff who may view documents."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        document = self.get_queryset(request).filter(pk=id).exclude(file="").first()
        if document is None:
            raise Http404
        return serving.send_document(request, document, cache=serving.STAFF_ONLY)

    @admin.display(description=_("file now"))
    def opened(self, obj):
        """A link to the file that is kept."""
        address = reverse("admin:library_document_file", args=[obj.pk]) if obj.file else ""
        return render_to_string("admin/library/_file.html", {"document": obj, "address": address})

    @admin.display(description=_("file"), boolean=True)
    def has_file(self, obj):
        """Whether there is a file."""
        return bool(obj.file)

    @admin.display(description=_("language"), ordering="language")
    def language_name(self, obj):
        """Its language, in words."""
        return obj.language_name
