from django.db import migrations

MADE_ANEW = {
    "sqlite": [f'DROP TRIGGER IF EXISTS "dossiers_searchrow_words_{each}"' for each in ("added", "changed", "deleted")],
    "postgresql": [
        "ALTER TABLE dossiers_searchrow DROP COLUMN IF EXISTS words, DROP COLUMN IF EXISTS forms,"
        " DROP COLUMN IF EXISTS pairs, ALTER COLUMN folded SET STORAGE EXTENDED, RESET (toast_tuple_target)",
        "DROP TRIGGER IF EXISTS dossiers_searchrow_vocabulary_learn ON dossiers_searchrow",
        "DROP FUNCTION IF EXISTS dossiers_searchrow_vocabulary_learn",
        "DROP TABLE IF EXISTS dossiers_searchrow_vocabulary",
    ],
}


def empty(_apps, schema_editor):
    """Take out all rows: they say otherwise how others are called. After the migration they are made anew."""
    for statement in MADE_ANEW[schema_editor.connection.vendor]:
        schema_editor.execute(statement)
    schema_editor.execute("DELETE FROM dossiers_searchrow")


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_search_index")]
    operations = [migrations.RunPython(empty, empty)]
