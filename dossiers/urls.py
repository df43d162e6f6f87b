"""The addresses that readers know: nouns, stable and short."""

from django.urls import include, path, re_path, register_converter

from dossiers.converters import EditionNumber
from dossiers.styleguide.views import StyleGuide, error_page
from dossiers.views import sitemap
from dossiers.views.briefing import Briefing
from dossiers.views.citing import Citation, EditionBody, permanent
from dossiers.views.coming import ComingPage
from dossiers.views.compare import ComparePage
from dossiers.views.comparison import DossierComparison, EventComparison
from dossiers.views.countries import CountryList, CountryPage
from dossiers.views.data import DataPage
from dossiers.views.documents import document
from dossiers.views.dossier_list import DossierList
from dossiers.views.editions import DossierEditions, EventEditions
from dossiers.views.embed import EmbeddedDossier, SharePage
from dossiers.views.events import EventList, EventPage
from dossiers.views.evidence import EvidencePage
from dossiers.views.glossary import GlossaryPage
from dossiers.views.home import Home
from dossiers.views.new import NewPage
from dossiers.views.oembed import oembed
from dossiers.views.organisations import OrganisationList, OrganisationPage
from dossiers.views.past import PastDossierPage, PastEventPage, dossier
from dossiers.views.regions import RegionPage
from dossiers.views.search import SearchPage
from dossiers.views.share import share_picture, site_picture
from dossiers.views.texts import TextPage
from dossiers.views.year_workbook import YearWorkbook
from dossiers.views.years import YearList, YearPage
from library.kinds import Kind

# Hashed names in one folder of /media/, and nothing else.
DOCUMENT = rf"^media/(?P<name>documents/[0-9a-f]{{32}}\.(?:{'|'.join(Kind.values)}))\Z"

# A page of a dossier or an event, and the files by which programs cite it.
ITEM = r"^(?P<folder>taskforces|events)/(?P<slug>[-a-zA-Z0-9_]+)"
EDITION = rf"{ITEM}/editions/(?P<number>{EditionNumber.regex})"
CITED = r"(?P<form>bib|ris|csl\.json)"

register_converter(EditionNumber, "edition")

urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("taskforces/", DossierList.as_view(), name="dossiers"),
    path("taskforces/<slug:slug>/", dossier, name="dossier"),
    path("taskforces/<slug:slug>/print/", Briefing.as_view(), name="briefing"),
    path("taskforces/<slug:slug>/evidence/", EvidencePage.as_view(), name="evidence"),
    path("taskforces/<slug:slug>/editions/", DossierEditions.as_view(), name="taskforce_editions"),
    path("taskforces/<slug:slug>/editions/<edition:number>/", PastDossierPage.as_view(), name="taskforce_edition"),
    path("taskforces/<slug:slug>/share/", SharePage.as_view(), name="share"),
    path("taskforces/<slug:slug>/embedded/", EmbeddedDossier.as_view(), name="embedded"),
    path("oembed/", oembed, name="oembed"),
    path("taskforces/<slug:slug>.png", share_picture, name="share_picture"),
    path("share.png", site_picture, name="site_picture"),
    path(
        "taskforces/<slug:slug>/compare/<edition:before>...<edition:after>/",
        DossierComparison.as_view(),
        name="taskforce_comparison",
    ),
    path("events/", EventList.as_view(), name="events"),
    path("events/<slug:slug>/", EventPage.as_view(), name="event"),
    path("events/<slug:slug>/editions/", EventEditions.as_view(), name="event_editions"),
    path("events/<slug:slug>/editions/<edition:number>/", PastEventPage.as_view(), name="event_edition"),
    path(
        "events/<slug:slug>/compare/<edition:before>...<edition:after>/",
        EventComparison.as_view(),
        name="event_comparison",
    ),
    re_path(rf"{ITEM}\.{CITED}\Z", Citation.as_view(), name="citation"),
    re_path(rf"{EDITION}\.{CITED}\Z", Citation.as_view(), name="edition_citation"),
    re_path(rf"{EDITION}\.json\Z", EditionBody.as_view(), name="edition_body"),
    path("id/<uuid:key>/", permanent, name="permanent"),
    path("id/<uuid:key>/<edition:number>/", permanent, name="permanent_edition"),
    path("organisations/", OrganisationList.as_view(), name="organisations"),
    path("organisations/<slug:slug>/", OrganisationPage.as_view(), name="organisation"),
    path("countries/", CountryList.as_view(), name="countries"),
    path("countries/<slug:code>/", CountryPage.as_view(), name="country"),
    path("countries/<slug:code>/<slug:region>/", RegionPage.as_view(), name="region"),
    path("compare/", ComparePage.as_view(), name="compare"),
    path("coming/", ComingPage.as_view(), name="coming"),
    path("new/", NewPage.as_view(), name="new"),
    path("glossary/", GlossaryPage.as_view(), name="glossary"),
    path("years/", YearList.as_view(), name="years"),
    re_path(r"^years/(?P<year>[12][0-9]{3})/\Z", YearPage.as_view(), name="year"),
    re_path(r"^years/(?P<year>[12][0-9]{3})\.xlsx\Z", YearWorkbook.as_view(), name="year_workbook"),
    path("search/", SearchPage.as_view(), name="search"),
    path("data/", DataPage.as_view(), name="data"),
    path("accessibility/", TextPage.as_view(key="accessibility"), name="accessibility"),
    path("privacy/", TextPage.as_view(key="privacy"), name="privacy"),
    path("contact/", TextPage.as_view(key="contact"), name="contact"),
    re_path(DOCUMENT, document, name="media_document"),
    path("design/", StyleGuide.as_view(), name="design"),
    path("design/<int:status>/", error_page, name="design_error"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemap.section, name="sitemap_section"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("", include("dossiers.machine_urls")),
]
