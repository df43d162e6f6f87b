"""Pictures at the desk."""

from django.contrib import admin, messages
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from library.admin.assets import AssetAdmin
from library.forms import PictureForm
from library.models import Picture


@admin.register(Picture)
class PictureAdmin(AssetAdmin):
    """The picture, what is said about it, and where it is used."""

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

    def save_model(self, request, obj, form, change):
        """Who brought an animation is told that it stands still now."""
        super().save_model(request, obj, form, change)
        if form.was_animated:
            messages.warning(request, _("This picture was an animation. Only its first picture is kept."))

    def get_fieldsets(self, request, obj=None):
        """A new picture cannot be shown yet and is used nowhere."""
        if obj:
            return self.fieldsets
        first, *fieldsets = self.fieldsets[:-1]
        return ((None, {**first[1], "fields": ("upload", "alt")}), *fieldsets)

    @admin.display(description=_("picture"))
    def thumbnail(self, obj):
        """The picture, small."""
        return render_to_string("admin/library/_thumbnail.html", {"picture": obj, "width": 96})

    @admin.display(description=_("picture"))
    def shown(self, obj):
        """The picture, larger."""
        return render_to_string("admin/library/_thumbnail.html", {"picture": obj, "width": 320})
