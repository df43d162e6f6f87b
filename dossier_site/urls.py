"""Every address of the site, room by room."""

from django.contrib import admin
from django.urls import include, path

from dossier_site import health
from dossier_site.preview_links import preview_link

urlpatterns = [
    path("health/live", health.live),
    path("health/ready", health.ready),
    path("admin/account/", include("dossier_site.accounts.urls")),
    path("admin/", include("dossier_site.passwords")),
    path("admin/", admin.site.urls),
    path("preview/<str:token>/", preview_link, name="preview_link"),
    path("preview/<str:token>/<uuid:key>/", preview_link, name="preview_link_item"),
    path("", include("upkeep.urls")),
    path("", include("alerts.urls")),
    path("", include("library.urls")),
    path("", include("dossiers.urls")),
]

handler400 = "dossiers.errors.bad_request"
handler403 = "dossiers.errors.not_allowed"
handler404 = "dossiers.errors.not_found"
handler500 = "dossier_site.failures.failed"
