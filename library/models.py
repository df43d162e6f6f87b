"""What the library holds: pictures and documents. Both are reference rows: true for everyone as soon as saved."""

import mimetypes
import uuid
from pathlib import PurePosixPath

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.deletion import ProtectedError
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from . import shelves
from .folding import FoldedField, fold
from .kinds import Kind
from .languages import known_language, language_name


class HoldingQuerySet(models.QuerySet):
    """Many holdings at once."""

    def search(self, text: str):
        """Those whose words contain every word of `text`, whatever the accents."""
        for word in fold(text).split():
            self = self.filter(folded__contains=word)
        return self

    def delete(self):
        """Delete the rows and, after the commit, their files. Raises ProtectedError when one of them is in use."""
        rows = list(self)
        for row in rows:
            row.refuse_when_used()
        deleted = super().delete()
        shelves.remove_after_commit(name for row in rows for name in row.file_names())
        return deleted

    delete.alters_data = True
    delete.queryset_only = True


class Holding(models.Model):
    """Something that the library keeps: a row, and files whose names are made from their content."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.CharField(
        _("source"),
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("SHA-256 of the file as it was uploaded: the same file again changes nothing."),
    )
    added = models.DateTimeField(_("added"), auto_now_add=True)

    objects = HoldingQuerySet.as_manager()

    class Meta:
        abstract = True

    def delete(self, *args, **options):
        """Delete the row and, after the commit, its files. Raises ProtectedError when it is in use."""
        self.refuse_when_used()
        names = self.file_names()
        deleted = super().delete(*args, **options)
        shelves.remove_after_commit(names)
        return deleted

    delete.alters_data = True

    def file_names(self) -> list[str]:
        """The names of all files that belong to this row."""
        raise NotImplementedError

    def uses(self) -> list[models.Model]:
        """Everything that names this row, in whichever room: the library itself knows none of them.

        What staff edit and what the public reads of it share one id, and count once.
        """
        fields = [field for field in self._meta.get_fields(include_hidden=True) if field.auto_created]
        relations = [field for field in fields if field.is_relation and not field.concrete and not field.many_to_many]
        named = {}
        for row in (row for relation in relations for row in self._naming(relation)):
            named.setdefault(row.pk if isinstance(row.pk, uuid.UUID) else (type(row), row.pk), row)
        return list(named.values())

    def refuse_when_used(self):
        """Raise ProtectedError, with a sentence that says where, when something names this row."""
        if uses := self.uses():
            raise ProtectedError(self.used_in_words(uses), set(uses))

    def used_in_words(self, uses) -> str:
        """A sentence for the one who wants to delete it: where it is used, and what to do first."""
        places = ", ".join(f"{use._meta.verbose_name} “{use}”" for use in uses)
        sentence = gettext("“%(name)s” is used in: %(places)s. Take it out there and publish, then delete it.")
        return sentence % {"name": self, "places": places}

    def _naming(self, relation) -> list[models.Model]:
        rows = relation.related_model._base_manager.filter(**{relation.field.name: self})
        return [_owner(row, relation.field) for row in rows]


def _owner(row, named_by) -> models.Model:
    """What a row belongs to: one that only links goes when its other end goes, and stands for that one."""
    for field in row._meta.concrete_fields:
        if field is not named_by and field.is_relation and field.remote_field.on_delete is models.CASCADE:
            return getattr(row, field.name)
    return row


class Picture(Holding):
    """A picture that stands beside the words: drawn or photographed, with what it shows told in words."""

    file = models.CharField(_("file"), max_length=100, unique=True, editable=False)
    alt = models.TextField(
        _("alternative text"),
        max_length=500,
        help_text=_("What the picture shows, in one sentence. Read aloud to people who cannot see it."),
    )
    credit = models.CharField(
        _("credit"), max_length=200, blank=True, help_text=_("Who made it. Shown with the picture.")
    )
    licence = models.CharField(
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

    def get_absolute_url(self) -> str:
        """The address of the whole picture."""
        return reverse("media_picture", args=[self.file])

    def rendition_url(self, width: int, kind: str = "") -> str:
        """The address of one rendition: a width of `widths`, in AVIF or (kind "") the fallback."""
        return reverse("media_picture", args=[self._rendition(width, kind)])

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
        return self.rendition_url(max((width for width in self.widths if width <= 640), default=min(self.widths)))

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

    @property
    def media_type(self) -> str:
        """The media type of the whole picture."""
        return mimetypes.types_map[PurePosixPath(self.file).suffix]

    def file_names(self) -> list[str]:
        if not self.file:
            return []
        return [self.file, *(self._rendition(width, kind) for width in self.widths for kind in ("", "avif"))]

    def _rendition(self, width: int, kind: str) -> str:
        path = PurePosixPath(self.file)
        return str(path.with_name(f"{path.stem}-{width}.{kind or path.suffix[1:]}"))


class Access(models.TextChoices):
    """Who may open a document."""

    PUBLIC = "public", _("public")
    ON_REQUEST = "on_request", _("on request")


class Document(Holding):
    """A paper, table or presentation that readers may open, or of which they learn that it exists and whom to ask."""

    file = models.CharField(_("file"), max_length=100, blank=True, editable=False)
    title = models.CharField(_("title"), max_length=300)
    language = models.CharField(
        _("language"), max_length=12, blank=True, validators=[known_language], help_text=_("The language it is in.")
    )
    kind = models.CharField(
        _("kind"), max_length=8, blank=True, choices=Kind, help_text=_("Found from the file where there is one.")
    )
    size = models.PositiveBigIntegerField(_("size"), default=0, editable=False)
    access = models.CharField(
        _("access"),
        max_length=10,
        choices=Access,
        default=Access.PUBLIC,
        help_text=_(
            "On request: readers see that it exists and whom to ask, and only staff can open it. Copies that people "
            "took while it was public cannot be called back."
        ),
    )
    contact = models.CharField(
        _("contact"), max_length=200, blank=True, help_text=_("Whom to ask for it: a name or an e-mail address.")
    )
    folded = FoldedField("title", "contact")

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ("-added", "id")
        constraints = (
            models.UniqueConstraint(name="document_owns_file", fields=["file"], condition=~models.Q(file="")),
            models.CheckConstraint(name="document_has_title", condition=~models.Q(title="")),
            models.CheckConstraint(name="document_access_known", condition=models.Q(access__in=Access.values)),
            models.CheckConstraint(name="document_kind_known", condition=models.Q(kind__in=["", *Kind.values])),
            models.CheckConstraint(
                name="document_file_is_described",
                condition=models.Q(file="", size=0) | (~models.Q(file="") & ~models.Q(kind="") & models.Q(size__gt=0)),
            ),
        )

    def __str__(self):
        return self.title

    def get_absolute_url(self) -> str:
        """The address of the file for readers; empty when they cannot open it."""
        return reverse("media_document", args=[self.file]) if self.is_open else ""

    @property
    def is_open(self) -> bool:
        """Whether readers can open it."""
        return bool(self.file) and self.access == Access.PUBLIC

    @property
    def is_on_request(self) -> bool:
        """Whether readers have to ask for it."""
        return self.access == Access.ON_REQUEST

    @property
    def language_name(self) -> str:
        """Its language, in the reader's words."""
        return language_name(self.language) if self.language else ""

    def file_names(self) -> list[str]:
        return [self.file] if self.file else []
