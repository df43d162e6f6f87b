"""Steps of migrations that take indexes away which nothing asks any more."""

from django.db import migrations
from django.db.models import Index

from text.word_index import drop_word_index


class WithoutIndex(migrations.AlterField):
    """The change of a field that has no index of its own any more. SQLite would else write the whole table anew."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        model = from_state.apps.get_model(app_label, self.model_name)
        columns, kept = [model._meta.get_field(self.name).column], {index.name for index in model._meta.indexes}
        for name in schema_editor._constraint_names(model, columns, index=True, type_=Index.suffix, exclude=kept):
            schema_editor.execute(schema_editor._delete_index_sql(model, name))


def without_word_index(room: str, *models: str):
    """The step that drops what the database keeps of the words of some models. Their columns can be removed then."""

    def drop(apps, schema_editor):
        for name in models:
            drop_word_index(apps.get_model(room, name), schema_editor.connection)

    return migrations.RunPython(drop, migrations.RunPython.noop)
