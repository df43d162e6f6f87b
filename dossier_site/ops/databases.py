"""Copies the database while it is in use, and puts a copy back: one file for SQLite, a file a table for PostgreSQL.

Neither needs a program beside Python, so no backup fails for a missing or too old `pg_dump`.
"""

import csv
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from alerts.models import Subscription
from dossier_site.ops.archive import Unusable
from dossier_site.ops.one_moment import at_one_moment

FILE = "site.sqlite3"
PREPARING = 0x646F7373  # "doss": nobody else who shares the server takes this lock
# Rows that no copy keeps, by table: addresses of readers that nobody confirmed.
LEFT_OUT = {Subscription._meta.db_table: "confirmed_at IS NULL"}


@contextmanager
def prepared_by_one() -> Iterator[None]:
    """Of several machines that start at the same moment, let one after the other prepare the database they share."""
    if connection.vendor == "sqlite":  # which one machine has for itself
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [PREPARING])
    yield  # who fails lets go with the connection
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [PREPARING])


def describe() -> dict:
    """What a backup's manifest says about the database: its kind, and the migrations that it has."""
    return {"database": connection.vendor, "migrations": _applied()}


def copy_to(folder: Path) -> None:
    """Write the database, as it is at one moment, into a folder. Writers go on meanwhile."""
    (_copy_sqlite if connection.vendor == "sqlite" else _copy_postgresql)(folder)


def rows(folder: Path, table: str) -> list:
    """The rows of one table of the copy in `folder`: columns by their names, values as the database writes them."""
    if connection.vendor != "sqlite":
        with open(folder / f"{table}.csv", newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))
    with closing(sqlite3.connect(folder / FILE)) as copy:
        copy.row_factory = sqlite3.Row
        return copy.execute(f"SELECT * FROM {table}").fetchall()


def files(folder: Path) -> list[tuple[Path | None, Path]]:
    """Which files of the copy go where, None for files that only have to go. PostgreSQL has none."""
    if connection.vendor != "sqlite":
        return []
    place = Path(connection.settings_dict["NAME"])
    # A log left beside the old file would be played into the new one.
    return [(folder / FILE, place), *((None, place.with_name(place.name + end)) for end in ("-wal", "-shm"))]


def prepare(manifest: dict) -> None:
    """Give an empty PostgreSQL the tables that the copy needs. Raises Unusable when it is at another version."""
    if connection.vendor == "sqlite":
        return
    wanted = manifest["migrations"]
    if not connection.introspection.table_names():
        for app, name in last_of_each_app(wanted):
            call_command("migrate", app, name, interactive=False, verbosity=0)
    if _applied() != wanted:
        raise Unusable("The database is at another version than the backup. Empty it, and restore again.")


def load(folder: Path) -> None:
    """Replace every row of PostgreSQL by the copy's, in one transaction, after `prepare`. Raises Unusable."""
    if connection.vendor == "sqlite":
        return
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            _load_tables(cursor, folder)
        put_in_order()
    except (DatabaseError, connection.Database.Error) as error:  # what it copies in, the driver says by itself
        raise Unusable(f"The database refused the backup: {' '.join(str(error).split())}") from error


def put_in_order(alias: str = DEFAULT_DB_ALIAS) -> None:
    """Let PostgreSQL count what was written in bulk, and note which of it everybody sees, outside a transaction.

    It does so by itself, too, but later: until then it plans badly, and reads rows where an index would do.
    """
    if connections[alias].vendor == "postgresql" and not connections[alias].in_atomic_block:
        with suppress(DatabaseError), connections[alias].cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")


def header(file: Path) -> list[str]:
    with file.open(newline="", encoding="utf-8") as lines:
        return next(csv.reader(lines), [])


def _applied() -> list[list[str]]:
    return sorted(list(key) for key in MigrationRecorder(connection).applied_migrations())


def last_of_each_app(migrations: list[list[str]]) -> list[tuple[str, str]]:
    """The migrations that none of the same app builds upon."""
    graph, wanted = MigrationLoader(None).graph, {tuple(key) for key in migrations}
    earlier = {parent.key for key in wanted for parent in graph.node_map[key].parents if parent.key[0] == key[0]}
    return sorted(wanted - earlier)


def _copy_sqlite(folder: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(folder / FILE)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA secure_delete=ON")  # no word of them is left in the file, either
        tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}
        for table in LEFT_OUT.keys() & tables:
            copy.execute(f"DELETE FROM {table} WHERE {LEFT_OUT[table]}")
        copy.commit()
        copy.execute("PRAGMA journal_mode=DELETE")  # all in one file


def _copy_postgresql(folder: Path) -> None:
    with at_one_moment(), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            source = connection.ops.quote_name(table)
            if table in LEFT_OUT:
                source = f"(SELECT * FROM {source} WHERE NOT ({LEFT_OUT[table]}))"
            statement = f"COPY {source} TO STDOUT (FORMAT csv, HEADER)"
            with open(folder / f"{table}.csv", "wb") as file, cursor.copy(statement) as rows:
                file.writelines(rows)


def _load_tables(cursor, folder: Path) -> None:
    tables = sorted(path.stem for path in folder.glob("*.csv"))
    present = ", ".join(map(connection.ops.quote_name, connection.introspection.table_names(cursor)))
    cursor.execute(f"TRUNCATE {present}")
    for table in tables:
        _load_table(cursor, table, folder / f"{table}.csv")
    # No roll-back takes back a sequence: first let the database refuse what it will.
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table in tables]
    for statement in connection.ops.sequence_reset_sql(no_style(), models):
        cursor.execute(statement)


def _load_table(cursor, table: str, path: Path) -> None:
    columns = ", ".join(map(connection.ops.quote_name, header(path)))
    statement = f"COPY {connection.ops.quote_name(table)} ({columns}) FROM STDIN (FORMAT csv, HEADER)"
    with path.open("rb") as file, cursor.copy(statement) as rows:
        while data := file.read(1 << 16):
            rows.write(data)
