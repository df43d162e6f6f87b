"""The search index is made where there is none yet: after an upgrade, or for a new site."""

from django.apps import apps as installed
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from dossiers.models import SearchRow
from dossiers.search.indexing import rebuild_all
from text.word_index import filled_at_the_end, keep_word_indexes


def fill(app_config, using, apps=installed, **_options):
    """After `migrate`: make the index where there is none yet."""
    if app_config.label != "dossiers" or app_config.label not in {each.label for each in apps.get_app_configs()}:
        return
    keep_word_indexes(app_config, using, apps)
    if not SearchRow.objects.exists() and is_migrated():
        with filled_at_the_end([SearchRow], using):
            rebuild_all()


def is_migrated():
    """Whether the database is what the models say; not while it is migrated in part."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
