"""Whether the site is well: for a monitor, a load balancer, and our own tests."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe


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
    """200 when the database answers and has every migration; else 503: send nobody here for now."""
    checks = readiness()
    well = all(checks.values())
    return JsonResponse({"status": "ok" if well else "unavailable", **checks}, status=200 if well else 503)


def readiness() -> dict[str, bool]:
    """What the site needs to work, and whether it has it. Errors of the database are an answer, not an error."""
    try:
        return {"database": True, "migrations": not waiting_migrations()}
    except DatabaseError:
        return {"database": False, "migrations": False}


def waiting_migrations() -> list[str]:
    """Names of the migrations that the database does not have yet."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [str(migration) for migration, backwards in plan]
