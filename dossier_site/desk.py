"""The desk's front door: one admin site for every room."""

from django.contrib import admin
from django.http import JsonResponse
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from publishing import dates


class DossierAdminSite(admin.AdminSite):
    """The admin that Coalition staff work in."""

    site_header = _("Taskforce Dossiers: the desk")
    site_title = _("Taskforce Dossiers: the desk")
    index_title = _("What would you like to work on?")
    enable_nav_sidebar = False

    def get_urls(self):
        """The desk's own addresses, before Django's."""
        return [path("read-date/", self.admin_view(read_date), name="read_date"), *super().get_urls()]


def read_date(request):
    """What a typed date means (`?text=`), as dates.explain() tells it, and `line`, the sentence to show below it."""
    explained = dates.explain(request.GET.get("text", "")[: dates.LONGEST + 1])
    line = gettext("Reads: %(written)s · Sorts as: %(sorts_as)s") % explained if explained["edtf"] else ""
    return JsonResponse(explained | {"line": " · ".join(filter(None, [line, explained["message"]]))})
