"""The library at the desk: bring, describe, find, and delete what nothing uses."""

from contextlib import suppress

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from editing.uses import KeptWhileUsed, uses
from library import serving
from library.forms import DocumentForm, PictureForm
from library.models import Document, Picture
from library.uploads import once
from text.folding import fold
from text.languages import language_name


class LanguageFilter(admin.SimpleListFilter):
    """Documents of one language, called by its name."""

    title = _("language")
    parameter_name = "language"

    def lookups(self, request, model_admin):
        """The languages that documents are in."""
        codes = Document.objects.exclude(language="").order_by("language").values_list("language", flat=True).distinct()
        return [(code, language_name(code)) for code in codes]

    def queryset(self, request, queryset):
        """Those in the language that was chosen, or all."""
        return queryset.filter(language=self.value()) if self.value() else queryset


class AssetAdmin(KeptWhileUsed, admin.ModelAdmin):
    """What pictures and documents have in common at the desk."""

    search_fields = ("folded",)
    date_hierarchy = "added"
    list_per_page = 50
    # A file is no page; the form has its own way to it.
    view_on_site = False

    def get_search_results(self, request, queryset, search_term):
        """Search what is stored folded with folded words: accents are forgiven, here and in autocomplete."""
        return super().get_search_results(request, queryset, fold(search_term))

    def get_object(self, request, object_id, from_field=None):
        """The row; while it is being saved or deleted nobody else can do either."""
        item = super().get_object(request, object_id, from_field)
        if item and request.method == "POST" and transaction.get_connection().in_atomic_block:
            return self.get_queryset(request).select_for_update().filter(pk=item.pk).first()
        return item

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The form. A file is read before the transaction: that may take seconds, in which nobody else could save."""
        upload = request.FILES.get("upload")
        if upload and (self.has_change_permission(request) if object_id else self.has_add_permission(request)):
            with suppress(ValidationError):  # told by the form
                once(upload, self.form.read)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request, obj, form, change):
        """The form knows the checked file; it writes both."""
        form.keep()

    @admin.display(description=_("used in"))
    def used_in(self, obj):
        """Where it is used, with the way there."""
        return render_to_string("admin/library/_uses.html", {"uses": uses(obj) if obj.pk else []})


@admin.register(Picture)
class PictureAdmin(AssetAdmin):
    """Pictures at the desk."""

    form = PictureForm
    list_display = ("thumbnail", "alt", "credit", "licence", "added")
    list_display_links = ("alt",)
    list_filter = ("added", ("licence", admin.EmptyFieldListFilter))
    readonly_fields = ("shown", "used_in")
    fieldsets = (
        (
            None,
            {
                "fields": ("shown", "upload", "alt"),
                "description": _(
                    "What you change here is true for everyone as soon as you save it, wherever the picture stands."
                ),
            },
        ),
        (_("Who made it"), {"fields": ("credit", "licence")}),
        (
            _("Focal point"),
            {
                "fields": (("focal_x", "focal_y"),),
                "description": _("Pictures are cropped to fit. Say which point must stay in view."),
            },
        ),
        (_("Where it is used"), {"fields": ("used_in",)}),
    )

    def get_fieldsets(self, request, obj=None):
        """A new picture cannot be shown yet and is used nowhere."""
        if obj:
            return self.fieldsets
        first, *others = self.fieldsets[:-1]
        return ((None, {**first[1], "fields": ("upload", "alt")}), *others)

    @admin.display(description=_("picture"))
    def thumbnail(self, obj):
        """The picture, small."""
        return render_to_string("admin/library/_thumbnail.html", {"picture": obj, "width": 96})

    @admin.display(description=_("picture"))
    def shown(self, obj):
        """The picture, larger."""
        return render_to_string("admin/library/_thumbnail.html", {"picture": obj, "width": 320})


@admin.register(Document)
class DocumentAdmin(AssetAdmin):
    """Documents at the desk."""

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
                "description": _("Readers can open a public document as long as a published event names it."),
            },
        ),
        (_("Where it is used"), {"fields": ("used_in",)}),
    )

    def get_fieldsets(self, request, obj=None):
        """A new document has no file to open yet and is used nowhere."""
        if obj:
            return self.fieldsets
        first, *others = self.fieldsets[:-1]
        return ((None, {**first[1], "fields": ("title", "upload", "language", "kind")}), *others)

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
