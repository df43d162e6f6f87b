"""Questions that `manage.py check` asks about how this site is set up."""

from django.conf import settings
from django.core.checks import Tags, Warning, register

from dossier_site import env, sqlite


@register(Tags.compatibility)
def sqlite_keeps_commits(**kwargs) -> list[Warning]:
    """Warn when the SQLite in use may lose commits in WAL mode, or had to leave that mode."""
    database = settings.DATABASES["default"]
    if "sqlite3" not in database["ENGINE"] or sqlite.sound(sqlite.version()):
        return []
    version = ".".join(map(str, sqlite.version()))
    if "journal_mode=WAL" in database.get("OPTIONS", {}).get("init_command", ""):
        return [Warning(f"SQLite {version} can lose commits in WAL mode.", hint=HINT, id="dossier_site.W001")]
    return [Warning(f"SQLite {version} is not safe in WAL mode; DELETE is used.", hint=HINT, id="dossier_site.W002")]


@register(Tags.security, deploy=True)
def nodes_share_everything(**kwargs) -> list[Warning]:
    """Warn where files are shared by several machines, and something else that these must share is not."""
    shared = {
        "DATABASE_URL": "sqlite3" not in settings.DATABASES["default"]["ENGINE"],
        "CACHE_URL": "SharedFileCache" not in settings.CACHES["shared"]["BACKEND"],
        "SECRET_KEY": bool(env.text("SECRET_KEY")),
    }
    missing = [name for name, is_shared in shared.items() if not is_shared]
    if not settings.STORE or not missing:
        return []
    words = f"STORE_URL is set, and {', '.join(missing)} is not: several machines would not be one site."
    return [Warning(words, hint="On one machine this does no harm.", id="dossier_site.W003")]


HINT = "Install pysqlite3, or a Python with SQLite 3.51.3 or newer, or use PostgreSQL."
