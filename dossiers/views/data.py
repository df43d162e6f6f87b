"""The page that tells people what data there is, in which forms, and how to ask for it."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from dossiers.exports import dumps
from dossiers.formats import jsonld
from dossiers.formats.jsonld import address
from dossiers.reading.countries import with_pages
from dossiers.views.alternates import FEEDS, FORMS
from dossiers.views.files import MOST
from dossiers.views.page import Page
from taskforces.models.live import Dossier
from taskforces.models.reference import Country
from timeline.models.live import Entry

ONGOING = {"country": "FR", "status": "ongoing"}
LISTS = ("dossiers", "events", "organisations")
FILES = ("csv", "xlsx", "json")
FOLLOWED = (*FEEDS, "ics")


class DataPage(Page, TemplateView):
    """All that can be taken along, with examples that work."""

    template_name = "dossiers/data.html"
    title = _("Data")
    description = _("Feeds, calendars, tables and an API of all that is published here, and the licence of the data.")

    def get_context_data(self, **context):
        context["lists"] = [
            (_("Taskforces"), links("dossiers", (*FOLLOWED, *FILES))),
            (_("Events"), links("events", (*FOLLOWED, *FILES))),
            (_("Organisations"), links("organisations", FILES)),
            (_("All that is new"), links("home", FEEDS)),
        ]
        context["examples"] = examples()
        context["dumps"] = [(dump, reverse("dump", args=[dump.name])) for dump in dumps.latest()]
        context |= {"licence": settings.DATA_LICENCE, "licence_name": settings.DATA_LICENCE_NAME, "most": f"{MOST:,}"}
        context |= {"api_address": reverse("api_description"), "catalogue_address": reverse("catalogue")}
        return super().get_context_data(**context)

    def jsonld(self, context):
        files = [(FORMS[suffix].media_type, address(reverse(f"{name}.{suffix}"))) for name in LISTS for suffix in FILES]
        return [jsonld.dataset(context, settings.DATA_LICENCE, files)]


def links(name, suffixes):
    """The forms of a list: [(suffix, label, path)]."""
    return [(suffix, FORMS[suffix].label, reverse(f"{name}.{suffix}")) for suffix in suffixes]


def examples():
    """Addresses that answer something: [(what it is, full address)]."""
    told = [
        (_("Ongoing taskforces in France, as a table"), reverse("dossiers.csv", query=ONGOING)),
        (_("Events of 2022, as a spreadsheet"), reverse("events.xlsx", query={"year": "2022"})),
        *_of_a_country(with_pages(Country.objects.order_by("sort_name", "pk")).only("code").first()),
        (_("What is new about a word, as a feed"), reverse("search.atom", query={"q": "programme"})),
        (_("The first two taskforces, with the API"), reverse("api_taskforces", query={"limit": 2})),
        *_of_a_dossier(Dossier.objects.order_by("sort_title", "pk").only("slug").first()),
        *_of_an_event(Entry.objects.order_by("sort_key", "pk").only("slug").first()),
        (_("What the API knows, for programs"), reverse("api_description")),
    ]
    return [(label, address(path)) for label, path in told]


def _of_a_country(country):
    if country is None:
        return []
    label = _("What is new about %(country)s, as a feed") % {"country": country}
    return [(label, reverse("country.atom", args=[country.pk.lower()]))]


def _of_a_dossier(dossier):
    if dossier is None:
        return []
    return [
        (_("One taskforce with its timeline"), reverse("dossier.json", args=[dossier.slug])),
        (_("Its timeline, as a table"), reverse("dossier.csv", args=[dossier.slug])),
        (_("Its events, as a calendar"), reverse("dossier.ics", args=[dossier.slug])),
        (_("Its events, with the API"), reverse("api_timeline", args=[dossier.pk])),
        (_("All its editions, with the API"), reverse("api_taskforce_editions", args=[dossier.pk])),
        (_("What the first edition said"), reverse("api_taskforce_edition", args=[dossier.pk, 1])),
    ]


def _of_an_event(entry):
    return [(_("One event"), reverse("event.json", args=[entry.slug]))] if entry else []
