from django.db import models
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from text.clean_fields import CleanCharField
from text.fields import FoldedField
from text.search import SearchQuerySet


class SubjectQuerySet(SearchQuerySet):
    """What readers asked to be told of."""

    def unused(self):
        """Those that nobody asks for any more."""
        return self.filter(subscriptions=None)

    def of_dossiers(self, keys):
        """Those that are one of these dossiers."""
        return self.filter(kind=Subject.Kind.TASKFORCE, about__in=[str(key) for key in keys])


class Subject(models.Model):
    """What readers are told of: one dossier, a list as it is narrowed, or a search. However many ask, it is one row.

    `about` is the key of the dossier, or the query of the list in the one form that the site gives it. `title` is what
    it was called when it was asked for first.
    """

    class Kind(models.TextChoices):
        """What can be followed; the values of lists are the names of their addresses."""

        TASKFORCE = "taskforce", _("one taskforce")
        TASKFORCES = "dossiers", _("list of taskforces")
        EVENTS = "events", _("list of events")
        SEARCH = "search", _("search")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    about = models.CharField(max_length=1000, blank=True)
    title = CleanCharField(_("what is followed"), max_length=300)
    created_at = models.DateTimeField(_("asked for since"), default=timezone.now, db_index=True)
    folded = FoldedField("title")

    objects = SubjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")
        default_permissions = ("view",)
        ordering = ("-created_at", "-pk")
        constraints = (models.UniqueConstraint(fields=("kind", "about"), name="subject_once"),)

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The list or the search; of a dossier, the list of all, since its own address may change."""
        if self.kind == self.Kind.TASKFORCE:
            return reverse("dossiers")
        address = reverse(self.kind)
        return f"{address}?{self.about}" if self.about else address

    @property
    def own_words(self):
        """What it is in words of this site: to a stranger's mailbox nothing goes that somebody else typed."""
        return self.get_kind_display() if "q" in QueryDict(self.about) else self.title
