from django.db import models


class JSONRows(models.Aggregate):
    """The values of a group as one JSON array."""

    function = "JSONB_AGG"
    output_field = models.JSONField()

    def as_sqlite(self, compiler, connection, **extra):
        """By the name that SQLite has for it."""
        return self.as_sql(compiler, connection, function="JSON_GROUP_ARRAY", **extra)
