"""What search engines are told: which pages there are, and where not to look."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap, views
from django.core.paginator import Paginator
from django.db.models import Count, Max
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from dossiers.formats import jsonld
from dossiers.lists.filtersets import DossierFilterSet, EventFilterSet
from dossiers.reading.organisations import public
from dossiers.views.page import hanging_on_anything
from taskforces.models.live import Dossier
from timeline.models.live import Entry

FIXED = ("home", "dossiers", "events", "organisations", "accessibility", "privacy", "contact")


class SiteMap(Sitemap):
    """Pages of one kind, at the address that readers and machines shall know the site by."""

    @property
    def protocol(self):
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc


class FixedPages(SiteMap):
    """The pages that are always there."""

    def items(self):
        return FIXED

    def location(self, item):
        return reverse(item)


class Rows(SiteMap):
    """The pages of a table's rows. A file of it asks two questions: how many there are, and for its own rows."""

    rows, columns = None, ("slug",)
    summary = {"number": Count("pk")}

    def items(self):
        return self.rows.order_by("slug").only(*self.columns)

    @cached_property
    def paginator(self):
        paginator = Paginator(self.items(), self.limit)
        paginator.count = self._summary["number"]
        return paginator

    @cached_property
    def _summary(self):
        return self.rows.aggregate(**self.summary)


class LiveRows(Rows):
    """Dossiers or entries, with the day on which each last changed."""

    columns = ("slug", "updated_at")
    summary = {"number": Count("pk"), "latest": Max("updated_at")}

    def lastmod(self, item):
        return item.updated_at

    def get_latest_lastmod(self):
        return self._summary["latest"]


class Dossiers(LiveRows):
    rows = Dossier.objects.all()


class Entries(LiveRows):
    rows = Entry.objects.all()


class Organisations(Rows):
    rows = public()


SECTIONS = {"pages": FixedPages, "taskforces": Dossiers, "events": Entries, "organisations": Organisations}


@csrf_exempt
@require_safe
@cache_control(public=True, no_cache=True)
def index(request):
    """The files that name every page that can be read, each with the day of its last change."""
    response = views.index(request, SECTIONS, sitemap_url_name="sitemap_section")
    for file in response.context_data["sitemaps"]:
        # Django names the host that was asked; caches keep the answer for everybody.
        parts = urlsplit(file.location)
        file.location = jsonld.address(parts._replace(scheme="", netloc="").geturl())
    return hanging_on_anything(response)


@csrf_exempt
@require_safe
@cache_control(public=True, no_cache=True)
def section(request, section):
    """One such file, of the size that search engines take."""
    return hanging_on_anything(views.sitemap(request, SECTIONS, section=section))


# What only shows a page differently, and the groups that lists are narrowed by.
DISPLAY_OPTIONS = ("q", "sort", "view", "order")
GROUPS = tuple(dict.fromkeys([*DossierFilterSet.facets, *EventFilterSet.facets]))


@csrf_exempt
@require_safe
@cache_control(public=True, max_age=3600)
def robots(request):
    """Everything may be read but the desk, and lists narrowed by more than one choice: those have no end (RFC 9309)."""
    reordered = [f"Disallow: /*?*{name}=" for name in DISPLAY_OPTIONS]
    narrowed = [f"Disallow: /*?*{name}=*&" for name in GROUPS]
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        *reordered,
        *narrowed,
        "",
        f"Sitemap: {jsonld.address(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
