from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from publishing.addresses import is_fixed_page, lookup_form, normalise, small_letters
from publishing.models.address_claims import taken_message
from publishing.models.addresses import Address
from text.clean_fields import CleanTextField
from text.cleaning import without_emoji
from text.folding import fold


class Addressed(models.Model):
    """Something with a web address of its own, and perhaps old ones that lead to it.

    A room's model names the `folder` of its addresses, and says by `suggested_slug` what a new address is made of.
    """

    kind: str
    folder: str

    slug = models.SlugField(
        _("address"),
        max_length=120,
        blank=True,
        help_text=_("The last part of the web address. Leave empty to have it made. Old addresses keep working."),
        validators=[small_letters],
    )
    old_addresses = CleanTextField(
        _("old addresses"),
        blank=True,
        help_text=_("Paths of the previous site, one a line, for example /node/4858. They lead here once published."),
    )

    class Meta:
        abstract = True

    @property
    def old_paths(self):
        """The old addresses as Address keeps them, each once, in the order typed."""
        return list(dict.fromkeys(filter(None, map(normalise, self.old_addresses.splitlines()))))

    @classmethod
    def paths(cls, body):
        """Every path that a body asks for: its own address first, then its old ones."""
        return list(dict.fromkeys([f"{cls.folder}/{body['slug']}", *body["old_addresses"]]))

    def suggested_slug(self):
        """The words an address is made of when staff give none."""
        raise NotImplementedError

    def plain_slug(self):
        """The item's suggestion, cut at a word."""
        return cut_slug(slugify(fold(without_emoji(self.suggested_slug())).replace("'", ""))) or self.kind

    def free_slug(self, taken=()):
        """An address that nobody has, nor `taken`: the item's suggestion, with a number if need be."""
        base = self.plain_slug()
        candidates = [base, *(f"{base}-{number}" for number in range(2, 100)), f"{base}-{self.pk}"]
        return next(slug for slug in candidates if slug not in taken and not self.slug_in_use(slug))

    def slug_in_use(self, slug):
        """Whether something else has this address, on the desk or in public, today or once."""
        desk = type(self).objects.filter(slug=slug).exclude(pk=self.pk)
        return desk.exists() or bool(Address.objects.taken([f"{self.folder}/{slug}"], kind=self.kind, key=self.pk))

    @classmethod
    def slugs_in_use(cls, slugs):
        """Which of these anything has, on the desk or in public, today or once. Two questions."""
        paths = {lookup_form(f"{cls.folder}/{slug}"): slug for slug in slugs}
        public = Address.objects.filter(lookup__in=paths).values_list("lookup", flat=True)
        return {*cls.objects.filter(slug__in=slugs).values_list("slug", flat=True), *map(paths.get, public)}

    def address_refusals(self):
        """Which of its addresses it cannot have: {field: sentence}. Told on every save, not only on publishing."""
        return self.unfit_addresses() | self.taken_addresses()

    def unfit_addresses(self):
        """Those of them that nobody could have."""
        if fixed := [path for path in self.old_paths if is_fixed_page(path)]:
            return {"old_addresses": _("The site itself answers here: %(paths)s.") % {"paths": ", ".join(fixed)}}
        if any(len(path) > Address.LONGEST for path in self.old_paths):
            text = _("An address has at most %(number)d characters.")
            return {"old_addresses": text % {"number": Address.LONGEST}}
        return {}

    def taken_addresses(self):
        """Those of them that belong to another item."""
        own, old = f"{self.folder}/{self.slug}", self.old_paths
        return self.refusals_of(Address.objects.taken([own, *old], kind=self.kind, key=self.pk))

    def refusals_of(self, taken):
        """Why it cannot have these of its addresses, which belong to another item: {field: sentence}."""
        own, refusals = lookup_form(f"{self.folder}/{self.slug}"), {}
        if own_taken := [path for path in taken if lookup_form(path) == own]:
            refusals["slug"] = taken_message(own_taken)
        if old_taken := [path for path in taken if path not in own_taken]:
            refusals["old_addresses"] = taken_message(old_taken)
        return refusals


def cut_slug(slug, length=80):
    """`slug` cut at a word, so that addresses never end inside one."""
    return slug if len(slug) <= length else slug[: length + 1].rpartition("-")[0] or slug[:length]
