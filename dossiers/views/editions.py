"""The record of a dossier or an event: all its editions, and the two that a reader wants to compare."""

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
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


class ComparisonForm(forms.Form):
    """Which two of `number` editions to compare."""

    before = forms.IntegerField(label=gettext_lazy("Edition"), min_value=1)
    after = forms.IntegerField(label=gettext_lazy("with edition"), min_value=1)

    def __init__(self, *args, number, **options):
        super().__init__(*args, initial={"before": max(1, number - 1), "after": number}, **options)
        for field in self.fields.values():
            field.max_value = number
            field.validators.append(forms.IntegerField(max_value=number).validators[0])
            field.widget.attrs |= {"max": number, "required": True}


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

    def get(self, request, *args, **kwargs):
        """Show them; whoever named two is led to their comparison."""
        self.form = ComparisonForm(request.GET if "before" in request.GET else None, number=self.row.edition_number)
        if self.form.is_valid():
            return HttpResponseRedirect(self.row.get_comparison_url(**self.form.cleaned_data))
        return super().get(request, *args, **kwargs)

    def get_queryset(self):
        return Edition.objects.of(self.row.schema.kind, self.row.pk).defer("snapshot")

    def get_paginator(self, rows, per_page, **options):
        return CountedPaginator(rows, per_page, count=self.row.edition_number, **options)

    def hangs_on(self):
        return names_for(self.row.schema.kind, self.row.pk)

    def get_context_data(self, **context):
        title = _("%(title)s: editions") % {"title": self.row.heading}
        context |= {"row": self.row, "form": self.form, "title": title, "changed_at": self.row.updated_at}
        context = super().get_context_data(**context)
        for edition in context["editions"]:
            self.add_addresses(edition)
        return context

    def add_addresses(self, edition):
        """Where an edition is read, and where it is compared with the one before."""
        edition.url = self.row.get_edition_url(edition.number)
        is_first = edition.is_withdrawal or edition.number == 1
        edition.changes_url = "" if is_first else self.row.get_comparison_url(edition.number - 1, edition.number)

    def is_only_a_view(self, context):
        return True


class DossierEditions(EditionList):
    """Those of a dossier."""

    rows = Dossier.objects.defer("background")
    above = DossierPage.trail


class EventEditions(EditionList):
    """Those of an event."""

    rows = Entry.objects.for_cards()
    above = EventPage.trail
