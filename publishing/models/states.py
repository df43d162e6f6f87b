"""Questions about the state of items: what the public reads of each is compared from columns."""

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from publishing.models.permanent import PermanentQuerySet
from publishing.models.reviews import ReviewStep
from publishing.models.scheduled import ScheduledAct

Act = ReviewStep.Act


class State(models.TextChoices):
    """What the public reads of an item, compared with what stands on the desk."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    CHANGED = "changed", _("published, with unpublished changes")
    WITHDRAWN = "withdrawn", _("withdrawn")


def stored_state():
    """A column in which the database itself keeps the state of a row, so that an index can tell it."""
    is_live = ~Q(live_digest="")
    state = Case(
        When(is_live & Q(live_digest=F("desk_digest")), then=Value(State.PUBLISHED.value)),
        When(is_live, then=Value(State.CHANGED.value)),
        When(edition_number__gt=0, then=Value(State.WITHDRAWN.value)),
        default=Value(State.DRAFT.value),
    )
    return models.GeneratedField(expression=state, output_field=models.CharField(max_length=10), db_persist=True)


class PublishableQuerySet(PermanentQuerySet):
    """State is compared, not computed: every question is answered from columns."""

    def drafts(self):
        return self.filter(stored_state=State.DRAFT)

    def live(self):
        """Those that the public reads, changed on the desk or not."""
        return self.filter(stored_state__in=[State.PUBLISHED, State.CHANGED])

    def unchanged(self):
        return self.filter(stored_state=State.PUBLISHED)

    def changed(self):
        return self.filter(stored_state=State.CHANGED)

    def withdrawn(self):
        return self.filter(stored_state=State.WITHDRAWN)

    def unpublished(self):
        """Those with something that the public does not read yet: drafts and changes, but nothing withdrawn."""
        return self.filter(stored_state__in=[State.DRAFT, State.CHANGED])

    def in_review(self):
        """Those that somebody has to review: asked for, or changed since they were approved."""
        return self._in_steps(Act.ASKED, Act.APPROVED).exclude(self._is_approved())

    def returned(self):
        """Those that came back from review with a remark."""
        return self._in_steps(Act.RETURNED)

    def approved(self):
        """Those that are approved as they are."""
        return self._in_steps(Act.APPROVED).filter(self._is_approved())

    def scheduled(self):
        """Those of which something is scheduled, or was not done when its time came."""
        return self.filter(pk__in=ScheduledAct.objects.open().filter(kind=self.model.kind).order_by().values("key"))

    def _in_steps(self, *acts):
        return self.filter(pk__in=ReviewStep.objects.open().filter(kind=self.model.kind, act__in=acts).values("key"))

    def _is_approved(self):
        own = {"kind": self.model.kind, "key": OuterRef("pk"), "digest": OuterRef("desk_digest")}
        return Exists(ReviewStep.objects.open().filter(**own, act=Act.APPROVED))

    def for_headings(self):
        """With what the name of each is made of."""
        return self

    def changeable_by(self, person):
        """Those that the limits of somebody let them change; all for who has none. Rights are asked apart."""
        raise NotImplementedError
