"""Every address of the site, room by room."""

from django.contrib import admin
from django.urls import include, path

from dossier_site import health

urlpatterns = [
    path("health/live", health.live),
    path("health/ready", health.ready),
    path("admin/account/", include("dossier_site.accounts.urls")),
    path("admin/", include("dossier_site.passwords")),
    path("admin/", admin.site.urls),
    path("", include("alerts.urls")),
    path("", include("library.urls")),
    path("", include("dossiers.urls")),
]

handler400 = "dossiers.errors.bad_request"
handler403 = "dossiers.errors.not_allowed"
handler404 = "dossiers.errors.not_found"
handler500 = "dossier_site.failures.failed"
