"""The frame as Django knows it: its checks and commands, and the admin with our own site in it."""

from allauth.account.apps import AccountConfig
from allauth.socialaccount.apps import SocialAccountConfig
from allauth.usersessions.apps import UserSessionsConfig
from django.apps import AppConfig, apps
from django.contrib.admin.apps import AdminConfig
from django.contrib.staticfiles.apps import StaticFilesConfig
from django.db.models.signals import post_migrate


class FrameConfig(AppConfig):
    """Brings the commands `serve`, `backup` and `restore`, and the checks of how the site is set up."""

    name = "dossier_site"
    verbose_name = "Frame"

    def ready(self) -> None:
        """Let Django know our checks, and what comes after every migration."""
        from dossier_site import checks  # noqa: F401
        from dossier_site.accounts import listening
        from publishing import roles

        listening.listen()

        # Django's own way to do something after `migrate`, also where that found nothing to do. Sent by one room, so
        # that it is done once.
        post_migrate.connect(roles.bring_up_to_date, sender=apps.get_app_config("publishing"))


class DossierAdminConfig(AdminConfig):
    """Django's admin, drawn by our own site object."""

    default_site = "dossier_site.admin_site.DossierAdminSite"


class CollectedFilesConfig(StaticFilesConfig):
    """Django's static files, but for what no page asks for: maps to sources, and the sources of what is minified."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "*.map", "jquery.js", "select2.full.js", "xregexp.js"]


class DeskAccountConfig(AccountConfig):
    """django-allauth's accounts, whose middleware works at the desk only: readers do not pay for it."""

    def ready(self) -> None:
        """Without asking for that middleware in its own place: it is in `AccountsAtDesk`."""


class DeskSocialAccountConfig(SocialAccountConfig):
    """django-allauth's other ways in, which are read where somebody goes one (`dossier_site/accounts/oidc.py`)."""

    def ready(self) -> None:
        """Without reading them: they bring what asks other servers, 4 MB of each process."""
        from allauth.socialaccount import checks  # noqa: F401


class DeskUserSessionsConfig(UserSessionsConfig):
    """django-allauth's sessions; every one is noted, however it began (`dossier_site/accounts/listening.py`)."""

    def ready(self) -> None:
        """Without listening to what allauth says: Django says it, too, and also of other ways in."""
