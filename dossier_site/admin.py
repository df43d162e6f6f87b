"""The desk's front door: one admin site for every room."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class DossierAdminSite(admin.AdminSite):
    """The admin that Coalition staff work in."""

    site_header = _("Taskforce dossiers: the desk")
    site_title = _("The desk")
    index_title = _("What would you like to work on?")
