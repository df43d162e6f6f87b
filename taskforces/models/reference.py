import uuid
from functools import lru_cache
from uuid import UUID

from babel import Locale
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from editing.findings import look_at
from editing.models import NotedModel
from editing.named_rows import NamedQuerySet, NamedRow
from publishing.models import Spelling
from text.clean_fields import CleanCharField, CleanEmailField, CleanURLField
from text.cleaning import without_emoji
from text.fields import FoldedField, SortField
from text.folding import fold
from text.identifiers import IdentifierField


def country_name(code, language=None):
    """The name of a country in a language (default: the reader's), from CLDR; the code itself where CLDR has none."""
    return _territory(code, language or get_language() or "en")


@lru_cache(maxsize=2_000)
def _territory(code, language):
    return Locale.parse(language.replace("-", "_")).territories.get(code, code)


def country_url(code):
    """The address of the page of a country."""
    return reverse("country", args=[code.lower()])


class Country(NotedModel):
    """A country of ISO 3166-1, the European Union as a whole (EU), or Kosovo (XK). Filled by migrations."""

    code = models.CharField(_("code"), max_length=2, primary_key=True)
    name = CleanCharField(_("English name"), max_length=100)
    other_names = models.TextField(blank=True, default="", editable=False)
    folded = FoldedField("name", "code", "other_names")
    sort_name = SortField("name")

    class Meta:
        default_permissions = ("view",)
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ("sort_name", "pk")

    def __str__(self):
        return country_name(self.code)

    def get_absolute_url(self):
        return country_url(self.code)


class OrganisationQuerySet(NamedQuerySet):
    """All organisations."""

    def for_choices(self):
        """With the countries, which stand beside the name."""
        return self.prefetch_related("countries")

    def in_public(self):
        """Those that a dossier or an event names which the public reads."""
        return self.filter(Q(dossiers__isnull=False) | Q(entries__isnull=False))

    def kinds(self, most=200):
        """What kinds there are, the one of most organisations first."""
        counted = self.exclude(kind="").order_by().values_list("kind").annotate(number=Count("pk"))
        return [kind for kind, _number in counted.order_by("-number", "kind")[:most]]


class Organisation(NamedRow):
    """A body that asks for taskforces, publishes or hosts. True for everyone as soon as saved."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = CleanCharField(_("name"), max_length=200)
    slug = models.SlugField(_("address"), max_length=120, unique=True, editable=False)
    countries = models.ManyToManyField(Country, blank=True, verbose_name=_("countries"), related_name="+")
    kind = CleanCharField(
        _("kind"),
        max_length=100,
        blank=True,
        help_text=_("Choose one, or type a new one, for example: government, company."),
    )
    website = CleanURLField(_("website"), max_length=500, blank=True)
    logo = models.ForeignKey("library.Picture", models.PROTECT, null=True, blank=True, verbose_name=_("logo"))
    ror = IdentifierField("ROR", help_text=_("The address of its page on ror.org, or the nine letters and digits."))
    wikidata = IdentifierField("Wikidata", help_text=_("The address of its page on wikidata.org, or its Q and number."))
    contact_email = CleanEmailField(
        _("e-mail address for us"),
        blank=True,
        help_text=_(
            "Once a year it gets a letter that asks whether the dossiers are still true for which this organisation "
            "asked. Never published. Ask the person first."
        ),
    )
    # What it was called before it was renamed here, one a line: search finds it by that, too.
    former_names = models.TextField(blank=True, default="", editable=False)
    folded = FoldedField("name", "other_names", "former_names", titles=("name", "other_names"))
    sort_name = SortField("name")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("sort_name", "pk")
        constraints = (models.CheckConstraint(condition=~Q(name=""), name="organisation_has_a_name"),)

    @property
    def choice_text(self):
        """With countries and kind: the ministries of many countries have one name."""
        return " · ".join(filter(None, [self.name, ", ".join(map(str, self.countries.all())), self.kind]))

    def save(self, *args, **kwargs):
        """Keep the row, and the name that it had until now; a new one gets the address it has for ever."""
        stored = Organisation.objects.filter(pk=self.pk).values_list("slug", "name").first()
        slug, name = stored or ("", self.name)
        self.slug = slug or self.slug or self._free_slug()
        if name != self.name or not stored:
            Spelling.objects.add(self.name)
        if name != self.name:
            self.former_names = "\n".join(dict.fromkeys([*self.former_names.splitlines(), name]))
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "former_names"}
        super().save(*args, **kwargs)
        look_at(self)

    def get_absolute_url(self):
        return reverse("organisation", args=[self.slug])

    def _free_slug(self):
        base = slugify(fold(without_emoji(self.name)).replace("'", ""))[:80].strip("-") or "organisation"
        taken = set(Organisation.objects.filter(slug__startswith=base).values_list("slug", flat=True))
        return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)


class OrganisationLink(models.Model):
    """An organisation in its place among others, perhaps under the name that it had then."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name=_("organisation"), related_name="+")
    shown_as = CleanCharField(
        _("shown as"), max_length=200, blank=True, help_text=_("Only if the page shall show another name than today's.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ("position", "pk")

    def __str__(self):
        return self.shown_as or str(self.organisation)

    @classmethod
    def of(cls, body, **owner):
        """The unsaved links of a live row, `owner`, to the organisations that its body names."""
        return [
            cls(**owner, organisation_id=UUID(link["organisation"]), shown_as=link["shown_as"], position=position)
            for position, link in enumerate(body["organisations"])
        ]
