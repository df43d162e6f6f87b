"""Lists that readers narrow, as pages."""

from functools import cached_property, lru_cache

from django.http import HttpResponseRedirect, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import ListView

from dossiers.formats import jsonld
from dossiers.lists import sentences
from dossiers.lists.counted import counts_of_all
from dossiers.lists.counts import COUNTED
from dossiers.lists.pages import WALKED, WHOLE_LISTS, KeysFirst
from dossiers.sheets import Wanted
from dossiers.views.alternates import alternates
from dossiers.views.page import Page, last_change, last_day
from dossiers.views.sheets import SheetPage, page_number
from publishing.models.prepared import Prepared

# A longer address is no form's: it is answered where it is.
LONGEST = 2000


@lru_cache(20)
def _rows_of_page(view_class, number, per_page, _today):
    """The question for the rows of a page of a whole list, in their order: their ids, when they changed last, and what
    is shown of them beside their pieces."""

    def build():
        filterset = view_class.question_class(QueryDict()).filterset
        keys = filterset.keys()[(number - 1) * per_page : number * per_page]
        rows = filterset.in_order(view_class.model_of_sheets.objects.filter(pk__in=keys))
        return rows.values_list("pk", "updated_at", *view_class.shown_beside)

    return Prepared(build)


class FilteredList(SheetPage, Page, ListView):
    """A list that readers narrow, as a page. A subclass names its `question_class`, which says what is shown."""

    question_class = None
    paginate_by = 20
    # The rows of a list of which pages are kept as sheets; what these show of them beside their pieces.
    model_of_sheets, shown_beside, shows_outlines = None, (), False

    def wanted(self):
        """A page of the whole list, as it usually stands."""
        number, filterset_class = page_number(self.request.GET), self.question_class.filterset_class
        model = self.model_of_sheets
        if not model or not number or number > WALKED // self.paginate_by or WHOLE_LISTS in self.request.META:
            return None
        rows = _rows_of_page(type(self), number, self.paginate_by, timezone.localdate()).ask()
        keys = tuple(str(key) for key, *_shown in rows)
        shown = [values for _key, _moment, *values in rows], last_day(moment for _key, moment, *_values in rows)
        values = counts_of_all(filterset_class, model).ask(), keys, *shown
        return Wanted((filterset_class.__name__, number), values, keys if self.shows_outlines else ())

    @cached_property
    def question(self):
        """What the reader asks."""
        return self.question_class(self.request.GET)

    @property
    def filterset(self):
        """How the list is narrowed."""
        return self.question.filterset

    def draw(self, request, *args, **kwargs):
        """Show the list; a form that was sent with empty fields is led to the short address, which can be shared."""
        if self.filterset.has_shorter_address and len(self.address()) <= LONGEST:
            return HttpResponseRedirect(self.address())
        return super().draw(request, *args, **kwargs)

    def address(self):
        """The short address of what is shown."""
        page = self.request.GET.get("page", "")
        return self.filterset.address(self.request.path, page=[page] if page not in ("", "1") else [])

    def get_queryset(self):
        """All rows: pages are made of the keys of those asked for."""
        return self.filterset.queryset

    def get_paginator(self, rows, per_page, **options):
        """Pages of a list whose length is known: it was counted with the choices."""
        keys, count = self.filterset.keys(), self.filterset.number
        options["is_whole"] = WHOLE_LISTS in self.request.META
        return KeysFirst(keys, per_page, count=count, draw=self.question.draw, **options)

    def get_context_data(self, **context):
        context = super().get_context_data(filterset=self.filterset, canonical=self.address(), **context)
        elsewhere = [(name, sentences.found(name, number)) for name, number in self.filterset.found_elsewhere]
        return context | {
            "sentence": self.sentence(context),
            "heading": self.title,
            "elsewhere": elsewhere,
            "changed_at": last_change(context["object_list"]),
        }

    def name(self, context):
        name = f"{self.title}: {self.sentence(context)}" if self.filterset.selected else self.title
        number = context["page_obj"].number
        return ", ".join([str(name), *self.filterset.display_options, *([_("page %d") % number] if number > 1 else [])])

    def is_only_a_view(self, context):
        """Pages of the whole list count, and the first page of what one choice leaves."""
        page = context["page_obj"]
        is_later_page = self.filterset.selected and page.number > 1
        return bool(is_later_page or not page.is_walked or not self.filterset.is_one_choice)

    def sentence(self, context):
        """What is shown, in words."""
        number = min(context["paginator"].count, COUNTED) if self.filterset.is_more else context["paginator"].count
        sentence = self.filterset.sentence(number)
        return _("More than %(sentence)s") % {"sentence": sentence} if self.filterset.is_more else sentence

    def jsonld(self, context):
        return [jsonld.listing(context)]

    def alternates(self):
        """Of the list as it was asked for, but for how it is looked at; none of a question that is no good."""
        if self.filterset.errors:
            return []
        return alternates(self.suffixes, self.request.path, self.filterset.address("", view="", find="").lstrip("?"))
