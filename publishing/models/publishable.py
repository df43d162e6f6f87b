import uuid

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publishing.kept import with_kept
from publishing.models.addressed import Addressed
from publishing.models.editions import Edition
from publishing.models.permanent import PermanentModel
from publishing.models.states import PublishableQuerySet, State, stored_state
from publishing.restore import checked
from publishing.roles import is_limited
from publishing.schema import Schema
from publishing.touch import touch
from text.clean_fields import CleanTextField
from text.languages import known_language


class Publishable(PermanentModel, Addressed):
    """What staff edit on the desk and publish as editions.

    A room's model names its `schema`, and supplies what is not implemented here.
    """

    State = State
    # The columns that publishing writes: how what the public reads compares with the desk.
    COMPARED = ("desk_digest", "live_digest", "schema_number", "edition_number")

    schema: Schema
    kind: str  # that of the schema
    limited_by: str  # the field by which an item lies within somebody's limits

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    language = models.CharField(
        _("language"),
        max_length=12,
        default="en",
        validators=[known_language],
        help_text=_("The language that its words are in. Screen readers and search engines are told."),
    )
    internal_note = CleanTextField(
        _("internal note"), blank=True, help_text=_("Only staff read this. Never published.")
    )
    desk_digest = models.CharField(max_length=64, blank=True, editable=False)
    live_digest = models.CharField(max_length=64, blank=True, editable=False)
    # Of which schema the two digests are: only those of one schema can be compared.
    schema_number = models.PositiveSmallIntegerField(default=1, editable=False)
    edition_number = models.PositiveIntegerField(default=0, editable=False)
    stored_state = stored_state()
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

    @classmethod
    def read_names(cls, items):
        """Read what several items are called by, where that is no column of their own."""

    def editions(self):
        return Edition.objects.of(self.kind, self.pk)

    def build(self):
        """The snapshot of the desk as it stands now."""
        self.schema.forget(self)
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
        body = with_kept(self.schema, self.schema.body_of(snapshot))
        self.schema.write(self, body)
        checked(self).save()
        self.schema.write_rows(self, body)
        touch(self)

    def may_be_changed_by(self, person):
        """Whether the limits of somebody let them change the item as it is saved. Rights are asked apart."""
        return not is_limited(person) or type(self).objects.changeable_by(person).filter(pk=self.pk).exists()

    def limit_sentence(self, person):
        """Why the limits of somebody do not let them change the item."""
        raise NotImplementedError

    @classmethod
    def live_model(cls):
        """The model of the rows that the public reads."""
        raise NotImplementedError

    @classmethod
    def counted_rows(cls, keys):
        """The live rows that are written or counted anew when items of these keys are published: (model, keys)."""
        return cls.live_model(), keys

    def to_body(self):
        """The item's own words and the ids of everything else, as plain data."""
        return self.schema.read(self)

    def refusals(self):
        """Why the item cannot be published: {field: sentence}, empty when it can."""
        return self.own_refusals() | self.taken_addresses()

    def own_refusals(self):
        """Those of them that the item itself shows, whatever others have."""
        return self.unfit_addresses()
