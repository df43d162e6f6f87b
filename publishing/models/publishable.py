import uuid

from django.apps import apps
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from publishing.addresses import is_fixed_page, normalise, small_letters
from publishing.models.addresses import Address, taken_message
from publishing.models.editions import Edition
from publishing.models.kept import KeptModel, KeptQuerySet
from publishing.restore import checked
from publishing.schema import Schema
from publishing.touch import touch
from text.clean_fields import CleanTextField
from text.cleaning import without_emoji
from text.folding import fold
from text.languages import known_language


class PublishableQuerySet(KeptQuerySet):
    """State is compared, not computed: every question is answered from columns."""

    def drafts(self):
        return self.filter(edition_number=0)

    def live(self):
        """Those that the public reads, changed on the desk or not."""
        return self.exclude(live_digest="")

    def unchanged(self):
        return self.live().filter(live_digest=F("desk_digest"))

    def changed(self):
        return self.live().exclude(live_digest=F("desk_digest"))

    def withdrawn(self):
        return self.filter(edition_number__gt=0, live_digest="")

    def unpublished(self):
        """Those with something that the public does not read yet: drafts and changes, but nothing withdrawn."""
        return self.exclude(live_digest=F("desk_digest")).exclude(edition_number__gt=0, live_digest="")

    def for_headings(self):
        """With what the name of each is made of."""
        return self


class Publishable(KeptModel):
    """What staff edit on the desk and publish as editions.

    A room's model names its `schema` and the `folder` of its addresses, and supplies what is not implemented here.
    """

    class State(models.TextChoices):
        """What the public reads of an item, compared with what stands on the desk."""

        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        CHANGED = "changed", _("published, with unpublished changes")
        WITHDRAWN = "withdrawn", _("withdrawn")

    schema: Schema
    kind: str  # that of the schema
    folder: str

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(
        _("address"),
        max_length=120,
        blank=True,
        help_text=_("The last part of the web address. Leave empty to have it made. Old addresses keep working."),
        validators=[small_letters],
    )
    language = models.CharField(
        _("language"),
        max_length=12,
        default="en",
        validators=[known_language],
        help_text=_("The language that its words are in. Screen readers and search engines are told."),
    )
    old_addresses = CleanTextField(
        _("old addresses"),
        blank=True,
        help_text=_("Paths of the previous site, one a line, for example /node/4858. They lead here once published."),
    )
    internal_note = CleanTextField(
        _("internal note"), blank=True, help_text=_("Only staff read this. Never published.")
    )
    desk_digest = models.CharField(max_length=64, blank=True, editable=False)
    live_digest = models.CharField(max_length=64, blank=True, editable=False)
    # Of which schema the two digests are: only those of one schema can be compared.
    schema_number = models.PositiveSmallIntegerField(default=1, editable=False)
    edition_number = models.PositiveIntegerField(default=0, editable=False)
    touched_at = models.DateTimeField(_("last changed"), null=True, editable=False)

    objects = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = ("add", "change", "delete", "view", "publish", "withdraw")
        constraints = (
            models.UniqueConstraint(
                fields=("slug",),
                condition=~Q(slug=""),
                name="%(class)s_slug_once",
                violation_error_message=_("Another one has this address already. Choose another."),
            ),
        )

    @staticmethod
    def kinds():
        """The desk models, one a kind of item."""
        return [model for model in apps.get_models() if issubclass(model, Publishable)]

    @classmethod
    def of_kind(cls, kind):
        """The desk model of a kind ("taskforce", "event"). Raises LookupError for a word that is no kind."""
        for model in cls.kinds():
            if model.kind == kind:
                return model
        raise LookupError(f"There is no kind {kind!r}.")

    @property
    def state(self):
        if not self.live_digest:
            return self.State.WITHDRAWN if self.edition_number else self.State.DRAFT
        return self.State.PUBLISHED if self.live_digest == self.desk_digest else self.State.CHANGED

    def editions(self):
        return Edition.objects.of(self.kind, self.pk)

    def build(self):
        """The snapshot of the desk as it stands now."""
        self.schema.prefetch(self)
        return self.snapshot_of(self.to_body())

    def snapshot_of(self, body):
        """The snapshot that holds a body of this item, with what it names today."""
        return {
            "schema": self.schema.number,
            "kind": self.kind,
            "key": str(self.pk),
            "language": self.language,
            "body": body,
            "names": self.schema.names(self),
        }

    @transaction.atomic
    def write(self, snapshot):
        """Put a snapshot's words on the desk. Raises SnapshotError that says where it does not fit."""
        body = self.schema.body_of(snapshot)
        self.schema.write(self, body)
        checked(self).save()
        self.schema.write_rows(self, body)
        touch(self)

    @property
    def old_paths(self):
        """The old addresses as Address keeps them, each once, in the order typed."""
        return list(dict.fromkeys(filter(None, map(normalise, self.old_addresses.splitlines()))))

    @classmethod
    def paths(cls, body):
        """Every path that a body asks for: its own address first, then its old ones."""
        return list(dict.fromkeys([f"{cls.folder}/{body['slug']}", *body["old_addresses"]]))

    @classmethod
    def live_model(cls):
        """The model of the rows that the public reads."""
        raise NotImplementedError

    def free_slug(self):
        """An address that nobody has: the item's suggestion, cut at a word, with a number if need be."""
        base = cut_slug(slugify(fold(without_emoji(self.suggested_slug())).replace("'", ""))) or self.kind
        candidates = [base, *(f"{base}-{number}" for number in range(2, 100)), f"{base}-{self.pk}"]
        return next(slug for slug in candidates if not self._slug_in_use(slug))

    def _slug_in_use(self, slug):
        desk = type(self).objects.filter(slug=slug).exclude(pk=self.pk)
        return desk.exists() or bool(Address.objects.taken([f"{self.folder}/{slug}"], kind=self.kind, key=self.pk))

    def suggested_slug(self):
        """The words an address is made of when staff give none."""
        raise NotImplementedError

    def to_body(self):
        """The item's own words and the ids of everything else, as plain data."""
        return self.schema.read(self)

    def refusals(self):
        """Why the item cannot be published: {field: sentence}, empty when it can."""
        return self.address_refusals()

    def address_refusals(self):
        """Which of its addresses it cannot have: {field: sentence}. Told on every save, not only on publishing."""
        found = {}
        if taken := Address.objects.taken([f"{self.folder}/{self.slug}"], kind=self.kind, key=self.pk):
            found["slug"] = taken_message(taken)
        if taken := Address.objects.taken(self.old_paths, kind=self.kind, key=self.pk):
            found["old_addresses"] = taken_message(taken)
        elif fixed := [path for path in self.old_paths if is_fixed_page(path)]:
            found["old_addresses"] = _("The site itself answers here: %(paths)s.") % {"paths": ", ".join(fixed)}
        elif any(len(path) > Address.LONGEST for path in self.old_paths):
            found["old_addresses"] = _("An address has at most %(number)d characters.") % {"number": Address.LONGEST}
        return found


def cut_slug(slug, length=80):
    """`slug` cut at a word, so that addresses never end inside one."""
    return slug if len(slug) <= length else slug[: length + 1].rpartition("-")[0] or slug[:length]
