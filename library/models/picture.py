"""Pictures, and where their renditions are."""

from pathlib import PurePosixPath

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from editing.findings import look_at
from library.models.asset import Asset
from text.clean_fields import CleanCharField, CleanTextField
from text.fields import FoldedField


class Picture(Asset):
    """A picture that stands beside the words: drawn or photographed, with what it shows told in words."""

    file = models.CharField(_("file"), max_length=100, unique=True, editable=False)
    alt = CleanTextField(
        _("alternative text"),
        max_length=500,
        help_text=_("What the picture shows, in one sentence. Read aloud to people who cannot see it."),
    )
    credit = CleanCharField(
        _("credit"), max_length=200, blank=True, help_text=_("Who made it. Shown with the picture.")
    )
    licence = CleanCharField(
        _("licence"), max_length=100, blank=True, help_text=_("What others may do with it, for example: CC BY 4.0.")
    )
    focal_x = models.PositiveSmallIntegerField(
        _("focal point, across"),
        default=50,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("What must stay visible when the picture is cropped: 0 is the left edge, 100 the right edge."),
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point, down"),
        default=50,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("0 is the upper edge, 100 the lower edge."),
    )
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    widths = models.JSONField(_("widths on offer"), default=list, editable=False)
    folded = FoldedField("alt", "credit")

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ("-added", "id")
        constraints = (
            models.CheckConstraint(
                name="picture_focal_point_inside",
                condition=models.Q(focal_x__range=(0, 100), focal_y__range=(0, 100)),
            ),
            models.CheckConstraint(name="picture_has_alt", condition=~models.Q(alt="")),
            models.CheckConstraint(
                name="picture_has_file", condition=~models.Q(file="") & models.Q(width__gt=0, height__gt=0)
            ),
        )

    def __str__(self):
        return self.alt

    def save(self, *args, **options):
        """Keep the row, and look whether its words say anything."""
        super().save(*args, **options)
        look_at(self)

    def get_absolute_url(self) -> str:
        """The address of the whole picture."""
        return reverse("media_picture", args=[self.file])

    def rendition_url(self, width: int, kind: str = "") -> str:
        """The address of one rendition: a width of `widths`, in AVIF or (kind "") the fallback."""
        return reverse("media_picture", args=[self.rendition_name(width, kind)])

    def width_within(self, most: int) -> int:
        """The widest of `widths` that is no wider than `most`, else the smallest."""
        return max((width for width in self.widths if width <= most), default=min(self.widths))

    def srcset(self, kind: str = "") -> str:
        """All renditions of one kind, as HTML's srcset wants them."""
        return ", ".join(f"{self.rendition_url(width, kind)} {width}w" for width in self.widths)

    @property
    def avif_srcset(self) -> str:
        """The renditions in AVIF."""
        return self.srcset("avif")

    @property
    def fallback_url(self) -> str:
        """One rendition of a middle size, for readers that know no srcset, and for thumbnails elsewhere."""
        return self.rendition_url(self.width_within(640))

    @property
    def thumbnail_url(self) -> str:
        """The smallest rendition."""
        return self.rendition_url(min(self.widths))

    @property
    def focal_class(self) -> str:
        """The focal point as a class name, one of nine: the page's rules allow no style in an attribute."""
        across = "left" if self.focal_x < 34 else "right" if self.focal_x > 66 else "centre"
        down = "top" if self.focal_y < 34 else "bottom" if self.focal_y > 66 else "middle"
        return f"focal-{across}-{down}"

    def file_names(self) -> list[str]:
        return [self.file, *self.rendition_names()] if self.file else []

    def rendition_names(self) -> list[str]:
        """The files of all renditions; they are made of the picture's own file, and may not be there yet."""
        return [self.rendition_name(width, kind) for width in self.widths for kind in ("", "avif")]

    def rendition_name(self, width: int, kind: str = "") -> str:
        """The file of one rendition: a width of `widths`, in a kind named by its ending or (kind "") the fallback."""
        path = PurePosixPath(self.file)
        return str(path.with_name(f"{path.stem}-{width}.{kind or path.suffix[1:]}"))
