"""Rows that name a row, read with it as one JSON value, so that they take no question of their own."""

from django.db.models import Aggregate, Func, JSONField, OuterRef, Subquery
from django.db.models.functions import JSONObject


class JSONRows(Aggregate):
    """The values of a group as one JSON array."""

    function = "JSONB_AGG"
    output_field = JSONField()

    def as_sqlite(self, compiler, connection, **extra):
        """By the name that SQLite has for it."""
        return self.as_sql(compiler, connection, function="JSON_GROUP_ARRAY", **extra)


class JSONRow(JSONObject):
    """Values by name as one JSON object."""

    def as_sql(self, compiler, connection, **extra):
        """As any function: Django's asks SQLite three questions at its first use whether it knows this one."""
        return Func.as_sql(self, compiler, connection, **extra)


def json_rows(model, owner, **columns):
    """For a query: the rows of `model` whose column `owner` names a row, as a list of dictionaries in no order; null
    for none. Ids come as text."""
    links = model.objects.filter(**{owner: OuterRef("pk")}).order_by().values(owner)
    return Subquery(links.annotate(json_rows=JSONRows(JSONRow(**columns))).values("json_rows"))
