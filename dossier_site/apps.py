"""The frame as Django knows it: its checks and commands, and the admin with our own site in it."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class FrameConfig(AppConfig):
    """Brings the commands `serve`, `backup` and `restore`, and the checks of how the site is set up."""

    name = "dossier_site"
    verbose_name = "Frame"

    def ready(self) -> None:
        """Let Django know our checks."""
        from dossier_site import checks  # noqa: F401


class DossierAdminConfig(AdminConfig):
    """Django's admin, drawn by our own site object."""

    default_site = "dossier_site.admin_site.DossierAdminSite"
