"""Whether the site is well: for a monitor, a load balancer, and our own tests."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from importlib.util import find_spec
from pkgutil import iter_modules

from django.apps import apps
from django.conf import settings
from django.db import Error, connection
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from alerts.models import Round, Subscription

# Room for some uploads and for what the database writes meanwhile: with less, somebody should look soon.
NEARLY_FULL = 500 * 1024 * 1024
# So long after the last run of `send_alerts` somebody should look at its timer.
LATE = timedelta(hours=1)


class AnyHost:
    """Answers for the site's health before anything checks the host name: a monitor may ask by number."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer at once, or let the others answer."""
        if not about(request.path_info):
            return self.get_response(request)
        try:
            return resolve(request.path_info).func(request)
        except Resolver404:
            return self.get_response(request)


def about(path: str) -> bool:
    """Whether a path is one at which the site's health is asked."""
    return path.startswith("/health/")


@csrf_exempt
@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """200 while the process answers at all; asks no database. If this fails: start the process again."""
    return JsonResponse({"status": "ok"})


@csrf_exempt
@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and has every migration; else 503: send nobody here for now.

    A disk that is nearly full and letters that are late are told and are no reason for 503: readers are served.
    """
    checks = readiness()
    well = all(checks.values())
    status = "ok" if well else "unavailable"
    told = {"disk": disk(), "letters": letters() if well else "unknown"}
    return JsonResponse({"status": status, **checks, **told}, status=200 if well else 503)


def readiness() -> dict[str, bool]:
    """What the site needs to work, and whether it has it. Errors of the database are an answer, not an error."""
    try:
        return {"database": True, "migrations": not waiting_migrations()}
    except Error:
        return {"database": False, "migrations": False}


def disk() -> str:
    """How the disk that the data folder is on stands: "ok", "nearly full", or "unknown" where it cannot be asked."""
    try:
        free = shutil.disk_usage(settings.DATA_DIR).free
    except OSError:
        return "unknown"
    return "ok" if free >= NEARLY_FULL else "nearly full"


def letters() -> str:
    """Whether letters to readers are sent: "ok", "off" without mail, "late" where `send_alerts` did not run lately."""
    if not settings.SENDS_MAIL:
        return "off"
    latest = Round.objects.filter(pk=Subscription.Frequency.AT_ONCE).first()
    is_late = latest is None or latest.due_at < timezone.now() - LATE
    return "late" if is_late and Subscription.objects.confirmed().exists() else "ok"


def waiting_migrations() -> list[str]:
    """Names of the migrations that the database does not have yet.

    Told by the names of their files: Django's own way reads all of them, and a worker that was asked would keep them.
    """
    applied = MigrationRecorder(connection).applied_migrations()
    return [f"{room}.{name}" for room, name in _written_migrations() if (room, name) not in applied]


def _written_migrations() -> Iterator[tuple[str, str]]:
    """(label of the application, name) of each migration that there is a file of."""
    for config in apps.get_app_configs():
        if package := find_spec(f"{config.name}.migrations"):
            for module in iter_modules(package.submodule_search_locations):
                if not module.ispkg and module.name[0] not in "_~":
                    yield config.label, module.name
