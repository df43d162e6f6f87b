"""Documents, and who may open them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from library.kinds import Kind
from library.models.asset import Asset
from text.clean_fields import CleanCharField
from text.fields import FoldedField, SortField
from text.languages import known_language, language_name


class Access(models.TextChoices):
    """Who may open a document."""

    PUBLIC = "public", _("public")
    ON_REQUEST = "on_request", _("on request")


class Document(Asset):
    """A paper, table or presentation that readers may open, or of which they learn that it exists and whom to ask."""

    file = models.CharField(_("file"), max_length=100, blank=True, editable=False)
    title = CleanCharField(_("title"), max_length=300)
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
    contact = CleanCharField(
        _("contact"), max_length=200, blank=True, help_text=_("Whom to ask for it: a name or an e-mail address.")
    )
    folded = FoldedField("title", "contact", titles=("title",), language="language")
    sort_title = SortField("title")

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ("-added", "id")
        constraints = (
            models.UniqueConstraint(name="document_owns_file", fields=["file"], condition=~models.Q(file="")),
            models.CheckConstraint(name="document_has_title", condition=~models.Q(title="")),
            models.CheckConstraint(name="document_access_known", condition=models.Q(access__in=Access.values)),
            models.CheckConstraint(
                name="document_on_request_has_contact",
                condition=~models.Q(access=Access.ON_REQUEST) | ~models.Q(contact=""),
            ),
            models.CheckConstraint(name="document_kind_known", condition=models.Q(kind__in=["", *Kind.values])),
            models.CheckConstraint(
                name="document_file_is_described",
                condition=models.Q(file="", size=0) | (~models.Q(file="") & ~models.Q(kind="") & models.Q(size__gt=0)),
            ),
        )

    def __str__(self):
        return self.title

    def clean(self):
        """Raises ValidationError at its field when readers would have to ask, and nobody says whom."""
        super().clean()
        if self.is_on_request and not self.contact:
            raise ValidationError({"contact": _("Say whom readers ask for it.")})

    def get_absolute_url(self) -> str:
        """The address of the file for readers; empty when they cannot open it."""
        return reverse("media_document", args=[self.file]) if self.is_open else ""

    @property
    def is_open(self) -> bool:
        """Whether readers can open it, as long as something that they read names it."""
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


class DocumentLink(models.Model):
    """A document in its place among others of the item that names it."""

    document = models.ForeignKey(Document, models.PROTECT, verbose_name=_("document"), related_name="+")
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ("position", "pk")

    def __str__(self):
        return str(self.document)
