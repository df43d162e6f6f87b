"""The addresses that machines read: those of pages with a suffix in place of the final slash, and the API."""

from django.urls import path, re_path

from dossiers.exports.dumps import NAME
from dossiers.views import (
    api,
    api_editions,
    api_lists,
    archive,
    calendars,
    catalogue,
    dumps,
    feeds,
    files,
    item_files,
    pdf,
)

urlpatterns = [
    *(
        pattern
        for suffix in ("json", "csv", "xlsx")
        for pattern in (
            path(f"taskforces.{suffix}", files.DossierListFile.as_view(suffix=suffix), name=f"dossiers.{suffix}"),
            path(f"events.{suffix}", files.EventListFile.as_view(suffix=suffix), name=f"events.{suffix}"),
            path(
                f"organisations.{suffix}",
                files.OrganisationListFile.as_view(suffix=suffix),
                name=f"organisations.{suffix}",
            ),
        )
    ),
    *(
        pattern
        for suffix in feeds.FORMATS
        for pattern in (
            path(f"updates.{suffix}", feeds.Updates.as_view(suffix=suffix), name=f"home.{suffix}"),
            path(f"search.{suffix}", feeds.SearchFeed.as_view(suffix=suffix), name=f"search.{suffix}"),
            path(f"taskforces.{suffix}", feeds.DossierListFeed.as_view(suffix=suffix), name=f"dossiers.{suffix}"),
            path(f"events.{suffix}", feeds.EventListFeed.as_view(suffix=suffix), name=f"events.{suffix}"),
            path(
                f"taskforces/<slug:slug>.{suffix}", feeds.DossierFeed.as_view(suffix=suffix), name=f"dossier.{suffix}"
            ),
            path(
                f"organisations/<slug:slug>.{suffix}",
                feeds.OrganisationFeed.as_view(suffix=suffix),
                name=f"organisation.{suffix}",
            ),
            path(f"countries/<slug:code>.{suffix}", feeds.CountryFeed.as_view(suffix=suffix), name=f"country.{suffix}"),
            path(
                f"countries/<slug:code>/<slug:region>.{suffix}",
                feeds.RegionFeed.as_view(suffix=suffix),
                name=f"region.{suffix}",
            ),
        )
    ),
    path("taskforces.ics", calendars.DossierListCalendar.as_view(), name="dossiers.ics"),
    path("events.ics", calendars.EventListCalendar.as_view(), name="events.ics"),
    path("taskforces/<slug:slug>.ics", calendars.DossierCalendar.as_view(), name="dossier.ics"),
    path("events/<slug:slug>.ics", calendars.EventCalendar.as_view(), name="event.ics"),
    path("taskforces/<slug:slug>.json", item_files.DossierFile.as_view(), name="dossier.json"),
    path("taskforces/<slug:slug>.csv", files.TimelineFile.as_view(suffix="csv"), name="dossier.csv"),
    path("taskforces/<slug:slug>.xlsx", files.TimelineFile.as_view(suffix="xlsx"), name="dossier.xlsx"),
    path("taskforces/<slug:slug>.pdf", pdf.DossierPdf.as_view(), name="dossier.pdf"),
    path("taskforces/<slug:slug>.zip", archive.DossierArchive.as_view(), name="dossier.zip"),
    path("events/<slug:slug>.json", item_files.EventFile.as_view(), name="event.json"),
    path("organisations/<slug:slug>.json", item_files.OrganisationFile.as_view(), name="organisation.json"),
    re_path(rf"^data/dumps/(?P<name>{NAME})\Z", dumps.DumpFile.as_view(), name="dump"),
    path("catalogue.jsonld", catalogue.CatalogueOfData.as_view(), name="catalogue"),
    path(".well-known/security.txt", catalogue.Security.as_view(), name="security"),
    path("llms.txt", catalogue.WayRound.as_view(), name="llms"),
    path("api/v1/taskforces", api_lists.DossierListing.as_view(), name="api_taskforces"),
    path("api/v1/taskforces/<uuid:key>", api.DossierItem.as_view(), name="api_taskforce"),
    path("api/v1/taskforces/<uuid:key>/events", api_lists.TimelineListing.as_view(), name="api_timeline"),
    path(
        "api/v1/taskforces/<uuid:key>/editions",
        api_editions.DossierEditionListing.as_view(),
        name="api_taskforce_editions",
    ),
    path(
        "api/v1/taskforces/<uuid:key>/editions/<edition:number>",
        api_editions.DossierEdition.as_view(),
        name="api_taskforce_edition",
    ),
    path("api/v1/events", api_lists.EventListing.as_view(), name="api_events"),
    path("api/v1/events/<uuid:key>", api.EventItem.as_view(), name="api_event"),
    path("api/v1/events/<uuid:key>/editions", api_editions.EventEditionListing.as_view()),
    path("api/v1/events/<uuid:key>/editions/<edition:number>", api_editions.EventEdition.as_view()),
    path("api/v1/organisations", api_lists.OrganisationListing.as_view(), name="api_organisations"),
    path("api/v1/organisations/<uuid:key>", api.OrganisationItem.as_view(), name="api_organisation"),
    path("api/v1/countries", api_lists.CountryListing.as_view(), name="api_countries"),
    re_path(r"^api/v1/countries/(?P<key>[A-Z]{2})\Z", api.CountryItem.as_view(), name="api_country"),
    path("api/v1/openapi.json", api.Description.as_view(), name="api_description"),
    re_path(r"^api/v1/[\s\S]*\Z", api.Missing.as_view()),
]
