"""Indexes that hold more of a row than what they are looked up and sorted by."""

from django.db.models import Index


class CoveringIndex(Index):
    """An index that holds further columns, `beside` its fields, so that SQLite answers from it alone: rows of one
    answer stand next to each other, wherever they are in their table. PostgreSQL has only the fields: there an entry
    of an index has a size that it must not exceed, and a long one would be refused when its row is saved."""

    def __init__(self, *, beside=(), **options):
        self.beside = tuple(beside)
        super().__init__(**options)

    def deconstruct(self):
        """With the further columns, so that a migration makes them."""
        path, args, options = super().deconstruct()
        return path, args, options | {"beside": self.beside}

    def create_sql(self, model, schema_editor, using="", **options):
        """The index as this database has it."""
        if schema_editor.connection.vendor != "sqlite":
            return super().create_sql(model, schema_editor, using, **options)
        whole = Index(fields=(*self.fields, *self.beside), name=self.name)
        return whole.create_sql(model, schema_editor, using, **options)
