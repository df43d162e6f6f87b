from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "audit"
    verbose_name = _("Audit log")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Rights are given in many places (forms, commands, migrations of data): what is saved is listened to."""
        from audit import rights

        rights.listen()
