"""What search engines are told: which pages there are, and where not to look."""

import re

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from dossiers.formats import jsonld, sitemap
from dossiers.lists.filtersets import DossierFilterSet, EventFilterSet
from dossiers.reading import last_changes
from dossiers.reading.countries import all_regions
from dossiers.reading.years import known_years
from dossiers.views.alternates import OF_LISTS
from dossiers.views.page import hanging_on_anything
from publishing.models import Tally, Text
from taskforces.models.live import Dossier
from taskforces.models.reference import country_url
from timeline.models.live import Entry
from timeline.ordering import NO_DAY, TURNED

LISTS = ("dossiers", "events", "organisations", "countries", "years", "coming", "new", "glossary")
TEXTS = (Text.Key.ACCESSIBILITY, Text.Key.PRIVACY, Text.Key.CONTACT)
FIXED = ("home", *LISTS, "data", *TEXTS)
# A file names so many pages at most; of more events, each year has files of its own, or each month.
MOST, MONTHS = 50_000, range(1, 13)
SPLIT = 5000
FILE = re.compile("events(?:-([0-9]{4})(?:-([0-9]{2}))?|-(undated))?")


@csrf_exempt
@require_safe
@cache_control(public=True, no_cache=True)
def index(request):
    """The files that name every page that can be read, each with the last change of its kind."""
    latest = {"taskforces": last_changes.latest(Dossier), "events": last_changes.latest(Entry)}
    names = ["pages", "taskforces", *_event_files(), "organisations", "countries", "years"]
    files = [(reverse("sitemap_section", args=[name]), latest.get(name.partition("-")[0])) for name in names]
    return _answer(sitemap.index, files)


@csrf_exempt
@require_safe
@cache_control(public=True, no_cache=True)
def section(request, section):
    """One such file. None has many more pages than another: whoever asks for one asks for little."""
    if section == "pages":
        changed = _changes_of_fixed()
        return _answer(sitemap.urls, [(reverse(name), changed.get(name)) for name in FIXED])
    if (file := FILE.fullmatch(section)) and (section == "events" or section in _event_files()):
        pages = _pages("event", _rows(_events(*file.groups()), SPLIT if section == "events" else MOST))
    elif section == "taskforces":
        pages = _pages("dossier", _rows(Dossier.objects.order_by("slug")))
    elif section == "organisations":
        pages = _pages("organisation", last_changes.of_organisations())
    elif section == "years":
        pages = [(reverse("year", args=[year]), None) for year in known_years()]
    elif section == "countries":
        pages = _countries()
    else:
        raise Http404
    return _answer(sitemap.urls, pages or [(_list_of(section), None)])


def _list_of(section):
    """The path of the list whose pages a file names: a file without any names that, as it has to name one."""
    name = section.partition("-")[0]
    return reverse("dossiers" if name == "taskforces" else name)


def _countries():
    """The paths of the pages of countries and of their regions, each with its last change."""
    paths = [(country_url(code), at) for code, at in last_changes.of_countries()]
    return paths + [(reverse("region", args=[code.lower(), slug]), at) for (code, slug), at in all_regions()]


def _rows(rows, most=MOST):
    """The slugs of live rows, each with its last change."""
    return rows.values_list("slug", last_changes.Written("updated_at"))[:most]


def _pages(name, slugs):
    """The paths of the pages of these slugs, each with its last change. A path is made once: that is slow."""
    path = reverse(name, args=["-"])
    return [(path.replace("-", slug), at) for slug, at in slugs]


def _changes_of_fixed():
    """The last change of pages that are no row's, by name; of what depends on the day, or counts much, none is told."""
    dossiers, events = last_changes.latest(Dossier), last_changes.latest(Entry)
    both = max(filter(None, [dossiers, events]), default=None)
    told = {"home": both, "dossiers": dossiers, "events": events, "glossary": last_changes.of_terms()}
    return told | last_changes.of_texts()


def _answer(write, pages):
    """A file with full addresses, those that the site is known by: caches keep the answer for everybody."""
    site = jsonld.address("")
    body = write([(site + path, at) for path, at in pages])
    return hanging_on_anything(HttpResponse(body, content_type="application/xml"))


def _event_files():
    """The names of the files that hold the events."""
    numbers = dict(Tally.objects.numbers("event", "year").values_list("value", "number"))
    if sum(numbers.values()) <= SPLIT:
        return ["events"]
    names = []
    for year, number in sorted(numbers.items()):
        names += [year] if number <= SPLIT else [f"{year}-{month:02}" for month in MONTHS]
    return [f"events-{name}" for name in [*names, "undated"]]


def _events(year, month, undated):
    """The entries of one file: a piece of the timeline's order."""
    day = f"{year}-{month}" if month else year or ""
    start = NO_DAY if undated else day.translate(TURNED)
    return Entry.objects.filter(sort_key__gte=start, sort_key__lt=f"{start}:").newest_first()


# What only shows a page differently, and the groups that lists are narrowed by.
DISPLAY_OPTIONS = ("q", "sort", "view", "order", "find", "show", "with", "since", "before", "as-of")
GROUPS = tuple(dict.fromkeys([*DossierFilterSet.facets, *EventFilterSet.facets]))


@csrf_exempt
@require_safe
@cache_control(public=True, max_age=3600)
def robots(request):
    """All but the desk, forms for e-mail, and lists narrowed by more than one choice: those have no end (RFC 9309).

    Of narrowed lists, only pages: who wants a file of one is no search engine, nor is who wants an archive.
    """
    reordered = [f"Disallow: /*?*{name}=" for name in DISPLAY_OPTIONS]
    narrowed = [f"Disallow: /*?*{name}=*&" for name in GROUPS]
    files = [*(f"Disallow: /*.{suffix}?" for suffix in OF_LISTS), "Disallow: /taskforces/*.pdf", "Disallow: /*.zip"]
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /*/compare/",
        "Disallow: /alerts/",
        *reordered,
        *narrowed,
        *files,
        "",
        f"Sitemap: {jsonld.address(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
