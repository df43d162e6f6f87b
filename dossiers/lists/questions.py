"""What readers ask of a list: a filterset and its rows, in order. It knows no answer: no page, no table, no feed."""

from functools import lru_cache

from django.db.models import QuerySet
from django.utils import timezone

from dossiers.keeping import are_kept
from dossiers.lists.asked_again import asked_again
from dossiers.lists.filtersets import DossierFilterSet, EventFilterSet, OrganisationFilterSet
from dossiers.pieces import CARD, ENTRY
from dossiers.reading.organisations import public, with_counts
from taskforces.models.live import Dossier
from timeline.models.dossier_events import with_events
from timeline.models.live import Entry


class Question:
    """One question to one list. `asked` are the parameters of an address (a QueryDict).

    A subclass names its `filterset_class` and says what can be found.
    """

    filterset_class = None

    def __init__(self, parameters):
        self.filterset = self.filterset_class(parameters, queryset=self.everything())

    def everything(self):
        """All rows, with what every answer needs of them."""
        raise NotImplementedError

    def shown(self):
        """All rows, with what a page shows of them."""
        return self.everything()

    def first(self, number):
        """So many of the first rows asked for, as plain values: their ids, and when they changed last."""

        def build():
            rows = self.filterset.queryset.model.objects.filter(pk__in=self.filterset.keys()[:number])
            return self.filterset.in_order(rows).values_list("pk", "updated_at")

        question = asked_again(("first", *self.filterset.asked, number), build)
        return question.ask() if question else []

    def draw(self, keys):
        """The rows of so few keys, with what a page shows of them, in the order asked for."""
        if not isinstance(keys, QuerySet) or self.filterset.has_words:
            return self._drawn(keys)
        page = keys.query.low_mark, keys.query.high_mark, are_kept()
        question = asked_again(("rows", *self.filterset.asked, *page), lambda: self._drawn(keys))
        return question.ask() if question else []

    def _drawn(self, keys):
        return self.filterset.in_order(self.shown().filter(pk__in=keys))

    @property
    def rows(self):
        """The rows asked for, in order; none when a value is no good."""
        return self.filterset.rows()


@lru_cache(2)
def _all_dossiers(today):
    """All dossiers with what every answer needs, as a question that nobody asks as it is."""
    return with_events(Dossier.objects.for_cards().defer("background"), today)


class DossierQuestion(Question):
    """All dossiers, narrowed by country, status, organisation, year and words."""

    filterset_class = DossierFilterSet

    def everything(self):
        return _all_dossiers(timezone.localdate()).all()

    def shown(self):
        if self.filterset.view_chosen == "cards":
            is_by_event = self.filterset.selected.get("sort") == "latest-event"
            dossiers = Dossier.objects.all()
            return CARD.rows(with_events(dossiers, timezone.localdate()) if is_by_event else dossiers)
        if not self.filterset.is_picture:
            return self.everything()
        return with_events(Dossier.objects.with_countries().defer("background"), timezone.localdate())


class EventQuestion(Question):
    """All events, narrowed by type, topic, country, organisation, year and words."""

    filterset_class = EventFilterSet

    def everything(self):
        return Entry.objects.for_cards()

    def shown(self):
        return ENTRY.rows(Entry.objects.all())


class OrganisationQuestion(Question):
    """The organisations that something public names, narrowed by words."""

    filterset_class = OrganisationFilterSet

    def everything(self):
        return with_counts(public())
