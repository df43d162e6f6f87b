"""Questions about the state of items: what the public reads of each is compared from columns."""

from django.db.models import F

from publishing.models.permanent import PermanentQuerySet


class PublishableQuerySet(PermanentQuerySet):
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
