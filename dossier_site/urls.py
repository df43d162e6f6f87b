"""Every address of the site, room by room."""

from django.contrib import admin
from django.urls import path

from dossier_site import health

urlpatterns = [
    path("health/live", health.live),
    path("health/ready", health.ready),
    path("admin/", admin.site.urls),
]
