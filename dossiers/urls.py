"""The addresses that readers know: nouns, stable and short."""

from django.urls import path, re_path

from dossiers.styleguide.views import StyleGuide, error_page
from dossiers.views import sitemap
from dossiers.views.briefing import Briefing
from dossiers.views.documents import document
from dossiers.views.dossiers import DossierList, DossierPage
from dossiers.views.embed import EmbeddedDossier, SharePage
from dossiers.views.events import EventList, EventPage
from dossiers.views.evidence import EvidencePage
from dossiers.views.home import Home
from dossiers.views.oembed import oembed
from dossiers.views.organisations import OrganisationList, OrganisationPage
from dossiers.views.search import SearchPage
from dossiers.views.share import share_picture, site_picture
from dossiers.views.texts import TextPage
from library.kinds import Kind

# Hashed names in one folder of /media/, and nothing else.
DOCUMENT = rf"^media/(?P<name>documents/[0-9a-f]{{32}}\.(?:{'|'.join(Kind.values)}))\Z"

urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("taskforces/", DossierList.as_view(), name="dossiers"),
    path("taskforces/<slug:slug>/", DossierPage.as_view(), name="dossier"),
    path("taskforces/<slug:slug>/print/", Briefing.as_view(), name="briefing"),
    path("taskforces/<slug:slug>/evidence/", EvidencePage.as_view(), name="evidence"),
    path("taskforces/<slug:slug>/share/", SharePage.as_view(), name="share"),
    path("taskforces/<slug:slug>/embedded/", EmbeddedDossier.as_view(), name="embedded"),
    path("oembed/", oembed, name="oembed"),
    path("taskforces/<slug:slug>.png", share_picture, name="share_picture"),
    path("share.png", site_picture, name="site_picture"),
    path("events/", EventList.as_view(), name="events"),
    path("events/<slug:slug>/", EventPage.as_view(), name="event"),
    path("organisations/", OrganisationList.as_view(), name="organisations"),
    path("organisations/<slug:slug>/", OrganisationPage.as_view(), name="organisation"),
    path("search/", SearchPage.as_view(), name="search"),
    path("accessibility/", TextPage.as_view(key="accessibility"), name="accessibility"),
    path("privacy/", TextPage.as_view(key="privacy"), name="privacy"),
    path("contact/", TextPage.as_view(key="contact"), name="contact"),
    re_path(DOCUMENT, document, name="media_document"),
    path("design/", StyleGuide.as_view(), name="design"),
    path("design/<int:status>/", error_page, name="design_error"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemap.section, name="sitemap_section"),
    path("robots.txt", sitemap.robots, name="robots"),
]
