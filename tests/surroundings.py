"""What the tests run in: decided before Django reads its settings, and handed to every worker by the environment.

TEST_ON=postgresql runs them on PostgreSQL: the server that TEST_DATABASE_URL names, else one started for this run.
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from tests import postgresql, prepared

MISSING_REDIS = "redis-server is not installed: two machines were not tried. On Debian: apt install redis-server"
MISSING_NGINX = "nginx is not installed: deploy/nginx.conf was not tried. On Debian: apt install nginx-light"
# On PostgreSQL to delete is ten times as fast as to truncate, as long as there is little to delete, dead rows included;
# it asks no trigger, and only a superuser may do so.
QUIETLY = "SET LOCAL session_replication_role = replica"
FEW = """
SELECT sum(pg_relation_size(oid)) < 4 * 1024 ^ 2 AND current_setting('is_superuser')::bool
FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname = ANY(%s)
"""
# What a person's own environment says must not colour a test.
VARIABLES = (
    *("ACCEL_REDIRECT", "ADMINS", "ALLOWED_HOSTS", "BEHIND_PROXY", "BIND", "CACHE_URL", "CONTACT_EMAIL", "COUNTS_URL"),
    *("DATABASE_REPLICA_URL", "DATABASE_URL", "DEBUG", "DEFAULT_FROM_EMAIL", "DEMONSTRATION", "EMAIL_URL"),
    *("HSTS_SECONDS", "LINK_CHECK_DAYS", "LINK_CHECK_MINUTES", "LINK_CHECK_PAUSE", "LINK_CHECK_THREADS", "LOG_LEVEL"),
    *("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_ISSUER", "OIDC_NAME", "PORT", "PUBLISHER"),
    *("REQUIRE_SECOND_FACTOR", "SITE_NAME", "STAFF_PASSWORD", "STORE_URL", "TIME_ZONE", "WEB_CONCURRENCY"),
)


def prepare(worker: str) -> None:
    """Point the site at a data folder (one per worker; "" is the main process) and at a database of the tests' own."""
    if not worker:
        for setting in VARIABLES:
            os.environ.pop(setting, None)
        os.environ["TEST_FOLDER"] = tempfile.mkdtemp(prefix="dossiers-")
    # Nobody serves here, and whitenoise looks for the folder.
    (folder() / (worker or "main") / "static").mkdir(parents=True)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "dossier_site.settings",
        "DATA_DIR": str(folder() / (worker or "main")),
        "ENV_FILE": os.devnull,
        "SECRET_KEY": "only-for-tests-" + "x" * 40,
        "SITE_URL": "http://testserver",
        "READY_PAGES": "0",  # what a test wrote is taken back after it, and another one counts anew
    }


def on_postgresql() -> bool:
    """Whether this run is on PostgreSQL."""
    return os.environ.get("TEST_ON") == "postgresql"


def start_database() -> postgresql.Server | None:
    """For a run on PostgreSQL: name the server that was given, or start one and hand it back to be stopped."""
    if not on_postgresql():
        return None
    if given := os.environ.get("TEST_DATABASE_URL"):
        os.environ["DATABASE_URL"] = given
        return None
    server = postgresql.Server()
    os.environ["DATABASE_URL"] = server.start(prepared.cluster())
    return server


def folder() -> Path:
    """Where everything that this run writes lies."""
    return Path(os.environ["TEST_FOLDER"])


def quicken() -> None:
    """Have the settings read, and replace what is slow on purpose or would need a collectstatic first."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    database = settings.DATABASES["default"]
    if "sqlite" in database["ENGINE"]:
        database["OPTIONS"]["init_command"] += "; PRAGMA synchronous=OFF"  # nothing here must outlive a power cut
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    # A worker that inherited this would read its settings before it is told its own data folder.
    del os.environ["DJANGO_SETTINGS_MODULE"]


def use_database() -> None:
    """Connect to a migrated database of this worker's own; SQLite's is a file: threads meet as on a real site."""
    from django.db import connection

    if named := prepared.database(Path(os.environ["DATA_DIR"])):
        connection.settings_dict["NAME"] = urlsplit(named["DATABASE_URL"]).path[1:]


def keep_database() -> None:
    """Keep what the migrations wrote (countries, groups): what each test with real transactions ends in."""
    from django.db import connection
    from django.test import TransactionTestCase

    give_back = _keep_file(connection) if connection.vendor == "sqlite" else _keep_rows(connection)

    def tear_down(self):
        give_back()
        know_content_types()

    TransactionTestCase._fixture_teardown = tear_down


def _keep_file(connection) -> Callable[[], None]:
    """Of SQLite the whole file, in memory."""
    kept = connection.Database.connect(":memory:")
    connection.ensure_connection()
    connection.connection.backup(kept)

    def give_back():
        connection.ensure_connection()
        kept.backup(connection.connection)

    return give_back


def _keep_rows(connection) -> Callable[[], None]:
    """Of PostgreSQL the rows, in another schema."""
    from django.core.management.color import no_style

    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    written = (  # those that PostgreSQL does not write itself
        "SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns"
        " WHERE table_schema = 'public' AND table_name = %s AND is_generated = 'NEVER'"
    )
    write = []
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA kept")
        for table in tables:
            cursor.execute(f"CREATE TABLE kept.{table} AS TABLE {table}")
            if cursor.rowcount > 0:
                cursor.execute(written, [table])
                (columns,) = cursor.fetchone()
                write.append(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM kept.{table}")
    truncate = connection.ops.sql_flush(no_style(), tables)
    delete = "; ".join([QUIETLY, *(f"DELETE FROM {table}" for table in tables), *write])

    def give_back():
        with connection.cursor() as cursor:
            cursor.execute(FEW, [tables])
            few = cursor.fetchone()[0]
        connection.ops.execute_sql_flush([delete] if few else truncate + write)

    return give_back


def know_content_types() -> None:
    """Read the content types, which Django keeps once they were asked for: no test asks more for being the first."""
    from django.apps import apps
    from django.contrib.contenttypes.models import ContentType

    ContentType.objects.clear_cache()
    ContentType.objects.get_for_models(*apps.get_models(), for_concrete_models=False)


def clear() -> None:
    """Remove everything that this run wrote."""
    shutil.rmtree(folder(), ignore_errors=True)
