"""Whether a copied database is whole and can become this site's: asked before anything is changed."""

import csv
import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from dossier_site.ops.archive import Unusable
from dossier_site.ops.databases import FILE, header, last_of_each_app, rows


def check(folder: Path, manifest: dict) -> None:
    """Raise Unusable when the copy in `folder` cannot become this site's database."""
    kind = manifest.get("database")
    if kind != connection.vendor:
        raise Unusable(f"The backup is of a {kind} database, and DATABASE_URL names a {connection.vendor} one.")
    if connection.vendor == "sqlite":
        _check_sqlite(folder / FILE)
    known, applied = MigrationLoader(None).disk_migrations, _applied_in(folder)
    if newer := [name for app, name in applied if (app, name) not in known]:
        raise Unusable(f"The backup was made by a newer version of the site ({newer[0]}). Install that one first.")
    if applied != manifest.get("migrations"):
        raise Unusable("The backup is damaged: its manifest and its database name different migrations.")
    present = _columns(folder)
    for table, columns in sorted(_expected_columns(applied).items()):
        if present.get(table) != columns:
            raise Unusable(f"The backup is damaged: its database has no table {table} with the columns that it needs.")


def _applied_in(folder: Path) -> list[list[str]]:
    """The migrations that the copy in `folder` has. Raises Unusable where it does not say."""
    try:
        return sorted([row["app"], row["name"]] for row in rows(folder, MigrationRecorder.Migration._meta.db_table))
    except (sqlite3.DatabaseError, OSError, KeyError, ValueError, csv.Error) as error:
        raise Unusable("The backup is damaged: its database does not say which migrations it has.") from error


def _columns(folder: Path) -> dict[str, set[str]]:
    """The tables of the copy in `folder` and their columns."""
    if connection.vendor != "sqlite":
        return {file.stem: set(header(file)) for file in folder.glob("*.csv")}
    with closing(sqlite3.connect(folder / FILE)) as copy:
        tables = [name for (name,) in copy.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {table: {row[1] for row in copy.execute(f'PRAGMA table_info("{table}")')} for table in tables}


def _expected_columns(migrations: list[list[str]]) -> dict[str, set[str]]:
    """The tables and columns that these migrations make; those that the database fills by itself are in no copy."""
    state = MigrationLoader(None).project_state(last_of_each_app(migrations))
    models = [model._meta for model in state.apps.get_models(include_auto_created=True)]
    return {
        options.db_table: {field.column for field in options.local_concrete_fields if not field.generated}
        for options in models
        if options.managed and not options.proxy
    }


def _check_sqlite(file: Path) -> None:
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as copy:
            answer = copy.execute("PRAGMA integrity_check").fetchone()[0]
            if orphan := copy.execute("PRAGMA foreign_key_check").fetchone():
                answer = f"a row of {orphan[0]} names one of {orphan[2]} that is not there"
    except sqlite3.DatabaseError as error:
        answer = str(error)
    if answer != "ok":
        raise Unusable(f"The database in the backup is damaged: {answer}.")
