"""What all public pages have in common."""

from functools import cache

from django.http import Http404
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import DetailView, View

from dossiers.formats import jsonld
from dossiers.views.alternates import alternates
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
        """Answer, and say what the answer hangs on, unless it does so itself."""
        response = super().dispatch(*args, **options)
        if not hasattr(response, "hangs_on"):
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
    return {text.pk.replace("-", "_"): text for text in _texts(keys).ask()}


@cache
def _texts(keys):
    """The question for texts of these keys."""
    return Prepared(lambda: Text.objects.filter(pk__in=keys))
