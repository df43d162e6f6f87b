"""The record of a dossier or an event: all its editions."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import ListView

from dossiers.views.dossiers import DossierPage
from dossiers.views.events import EventPage
from dossiers.views.page import Page
from publishing.generation import names_for
from publishing.models import Edition
from taskforces.models.live import Dossier
from timeline.models.live import Entry


class CountedPaginator(Paginator):
    """Pages of editions: they are numbered from 1, so the latest number is how many there are."""

    count = 0

    def __init__(self, *args, count, **options):
        super().__init__(*args, **options)
        self.count = count


class EditionList(Page, ListView):
    """All editions of an item, newest first. A subclass names `rows`, those of its kind, and the `trail` to these."""

    template_name = "dossiers/editions.html"
    context_object_name = "editions"
    paginate_by = 50
    rows = None

    @cached_property
    def row(self):
        """The item, as readers have it."""
        return get_object_or_404(self.rows, slug=self.kwargs["slug"])

    @property
    def trail(self):
        """The way here."""
        return (*self.above, (self.row.heading, self.row.get_absolute_url()))

    def get_queryset(self):
        return Edition.objects.of(self.row.schema.kind, self.row.pk).defer("snapshot")

    def get_paginator(self, rows, per_page, **options):
        return CountedPaginator(rows, per_page, count=self.row.edition_number, **options)

    def hangs_on(self):
        return names_for(self.row.schema.kind, self.row.pk)

    def get_context_data(self, **context):
        title = _("%(title)s: editions") % {"title": self.row.heading}
        context |= {"row": self.row, "title": title, "changed_at": self.row.updated_at}
        context = super().get_context_data(**context)
        for edition in context["editions"]:
            edition.url = self.row.get_edition_url(edition.number)
        return context

    def is_only_a_view(self, context):
        return True


class DossierEditions(EditionList):
    """Those of a dossier."""

    rows = Dossier.objects.defer("folded", "background")
    above = DossierPage.trail


class EventEditions(EditionList):
    """Those of an event."""

    rows = Entry.objects.for_cards()
    above = EventPage.trail
