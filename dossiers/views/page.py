"""What all public pages have in common."""

from functools import cache, lru_cache

from django.http import Http404, HttpResponseRedirect, QueryDict
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import DetailView, ListView, View

from dossiers.formats import jsonld
from dossiers.lists import sentences
from dossiers.lists.counted import counts_of_all
from dossiers.lists.counts import COUNTED
from dossiers.lists.pages import WALKED, WHOLE_LISTS, KeysFirst
from dossiers.sheets import Wanted
from dossiers.views.alternates import alternates
from dossiers.views.sheets import SheetPage, page_number
from publishing.generation import ANYTHING, EVERYTHING, names_for
from publishing.models import Live, Text
from publishing.models.prepared import TEXT, Prepared


# Nothing is written here, so who tries is told just that (405), token or not.
@method_decorator(csrf_exempt, name="dispatch")
@method_decorator(cache_control(public=True, no_cache=True), name="dispatch")
class Page(View):
    """A page for everybody. Caches may keep it, and ask each time whether it is still true (ETag)."""

    http_method_names = ("get", "head", "options")
    # What the page is called, what it says in a sentence, and the pages above it: [(name, address)].
    title = description = ""
    trail = ()
    # The suffixes of its other forms (`alternates.FORMS`).
    suffixes = ()

    def dispatch(self, *args, **options):
        """Answer, and say what the answer hangs on."""
        response = super().dispatch(*args, **options)
        response.hangs_on = self.hangs_on() if hasattr(response, "context_data") else None
        return response

    def hangs_on(self):
        """The names (`publishing.generation`) whose changes make the page another one. Usually that is any change."""
        return [EVERYTHING, ANYTHING]

    def get_context_data(self, **context):
        """Add the address that counts, what the page is called and says, the way here, and the facts for machines."""
        context = {"canonical": self.request.path, "trail": self.trail} | super().get_context_data(**context)
        context["title"] = self.name(context)
        context["noindex"] = self.is_only_a_view(context)
        context["description"] = context.get("description") or self.description or context["title"]
        nodes = [*self.jsonld(context), *jsonld.breadcrumb(self.trail)]
        return context | {"jsonld": jsonld.graph(nodes), "alternates": self.alternates()}

    def alternates(self):
        """The other forms of the page: feeds, calendars, data."""
        return alternates(self.suffixes, self.request.path)

    def name(self, context):
        """What the page is called, in the window and wherever somebody shares it."""
        return context.get("title") or self.title

    def is_only_a_view(self, context):
        """Whether the page only narrows or sorts another one: then search engines shall keep the other."""
        return False

    def jsonld(self, context):
        """What the page is about, in the words of schema.org: a list of things."""
        return [jsonld.page(context)]


def hanging_on_anything(response):
    """The same answer, marked as one that any change makes another."""
    response.hangs_on = [EVERYTHING, ANYTHING]
    return response


class ItemPage(Page, DetailView):
    """The page of one item; in a preview, of a row that was never written."""

    @property
    def preview(self):
        """What staff look at before it is public (`publishing.preview.Preview`); None for readers."""
        return getattr(self.request, "preview", None)

    @property
    def is_current(self):
        """Whether it is what readers have now."""
        return not self.preview

    @property
    def day(self):
        """The day as of which it is drawn."""
        return timezone.localdate()

    def get_object(self, queryset=None):
        if self.preview or queryset is not None:
            return self.preview.row if self.preview else super().get_object(queryset)
        if rows := _by_slug(type(self)).ask(self.kwargs["slug"]):
            return rows[0]
        raise Http404

    def get_context_data(self, **context):
        return super().get_context_data(is_current=self.is_current, day=self.day, **context)

    def hangs_on(self):
        return None if self.preview else names_for(self.object.schema.kind, self.object.pk)

    def alternates(self):
        return [] if self.preview else super().alternates()


@cache
def _by_slug(view_class):
    """The question for the item of a page."""
    return Prepared(lambda slug: view_class().get_queryset().filter(slug=slug), TEXT)


# A longer address is no form's: it is answered where it is.
LONGEST = 2000


@lru_cache(200)
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

    def draw(self, request, *args, **kwargs):
        """Show the list; a form that was sent with empty fields is led to the short address, which can be shared."""
        self.question = self.question_class(request.GET)
        self.filterset = self.question.filterset
        if self.filterset.has_shorter_address and len(self.address()) <= LONGEST:
            return HttpResponseRedirect(self.address())
        return super().draw(request, *args, **kwargs)

    def address(self):
        """The short address of what is shown."""
        page = self.request.GET.get("page", "")
        return self.filterset.address(self.request.path, page=[page] if page not in ("", "1") else [])

    def get_queryset(self):
        return self.question.rows

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


def last_change(*lists):
    """When what a page shows was last changed, in these lists of live or reference rows; None where none says it."""
    moments = (row.updated_at if isinstance(row, Live) else row.touched_at for rows in lists for row in rows)
    return max(filter(None, moments), default=None)


def last_day(moments):
    """The day of the last of some moments, where the site is; None without any."""
    last = max(moments, default=None)
    return last and timezone.localdate(last).isoformat()


def texts(*keys):
    """The site's own words on these matters, by key with underscores; what nobody wrote is missing. One query."""
    rows = Text.objects.in_bulk(keys)
    return {key.replace("-", "_"): text for key, text in rows.items()}
