"""The rows of a list: the HTML of Django's `result_list`, whose columns are looked up once and not for each row."""

import re
from datetime import date, time
from functools import lru_cache

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.templatetags.admin_list import results
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.utils import display_for_field, display_for_value, lookup_field, quote
from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist
from django.db import models
from django.utils.safestring import mark_safe
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language, gettext

from editing.drawing.attributes import escape

# The key in an address that is made once for all rows of a page, and the keys that can take its place as they are.
SAMPLE, PLAIN = "key-of-a-row", re.compile(r"[0-9A-Za-z-]+")


def draw_rows(changelist):
    """The rows of a list."""
    if changelist.formset:
        return mark_safe("".join(f"<tr>{''.join(row)}</tr>" for row in results(changelist)))
    if hasattr(changelist, "read"):
        changelist.read()
    columns = [_column(changelist, name) for name in changelist.list_display]
    for first in [column for column in columns if column.is_link][:1]:
        first.tag = "th"
    rows = ("".join([column.draw(row) for column in columns]) for row in changelist.result_list)
    return mark_safe("".join([f"<tr>{row}</tr>" for row in rows]))


def _column(changelist, name):
    if name == "action_checkbox":
        return BoxColumn(changelist, name)
    if name == "__str__":
        return NameColumn(changelist, name)
    try:
        field = changelist.lookup_opts.get_field(name)
    except FieldDoesNotExist:
        return (AdminColumn if hasattr(changelist.model_admin, name) else Column)(changelist, name)
    is_plain = not field.auto_created and not (field.is_relation and name != field.name)
    return FieldColumn(changelist, name, field) if is_plain else Column(changelist, name)


class Column:
    """A column of a list, of words that the admin or the row says."""

    tag = "td"

    def __init__(self, changelist, name):
        self.changelist, self.admin, self.name = changelist, changelist.model_admin, name
        self.empty = self.admin.get_empty_value_display()
        self.classes = f"field-{name}"
        self.is_link = name in (changelist.list_display_links or ())
        self.address = _addresses(changelist) if self.is_link else None

    def draw(self, row):
        """The cell of a row."""
        words, more = self.words(row)
        drawn = self._link(row, escape(words)) if self.is_link else escape(words)
        return f'<{self.tag} class="{self.classes}{more}">{drawn}</{self.tag}>'

    def _link(self, row, drawn):
        opener = f' data-popup-opener="{escape(_key(self.changelist, row))}"' if self.changelist.is_popup else ""
        return f'<a href="{escape(self.address(row))}"{opener}>{drawn}</a>'

    def words(self, row):
        """What stands in the cell, and further classes of it."""
        try:
            attr, value = self.looked_up(row)
        except ObjectDoesNotExist:
            return self.empty, ""
        empty = getattr(attr, "empty_value_display", self.empty)
        if isinstance(value, str):
            return (value if value.strip() else empty), ""
        attr = attr.fget if isinstance(attr, property) else attr
        more = " nowrap" if isinstance(value, date | time) else ""
        return display_for_value(value, empty, getattr(attr, "boolean", False)), more

    def looked_up(self, row):
        """What the words come from, and what it says of the row."""
        return lookup_field(self.name, row, self.admin)[1:]


class AdminColumn(Column):
    """A column of what a method of the admin says of the row."""

    def looked_up(self, row):
        """The method, and what it says."""
        method = getattr(self.admin, self.name)
        return method, method(row)


class NameColumn(Column):
    """A column of what the row is called."""

    def looked_up(self, row):
        """Where that comes from, and what it is called."""
        return str, str(row)


class FieldColumn(Column):
    """A column of what a field of the row holds."""

    def __init__(self, changelist, name, field):
        super().__init__(changelist, name)
        self.field, self.names_row = field, isinstance(field.remote_field, models.ManyToOneRel)
        self.is_moment = isinstance(field, models.DateTimeField)
        self.here = get_language(), get_current_timezone_name()
        self.more = " nowrap" if isinstance(field, models.DateField | models.TimeField | models.ForeignKey) else ""

    def words(self, row):
        """What the field holds, in words."""
        value = getattr(row, self.name)
        if self.names_row:
            return (self.empty if value is None else value), self.more
        if isinstance(value, str) and value.strip() == "":
            value = ""
        if self.is_moment and value:
            return _moment_words(value, self.field, *self.here), self.more
        return display_for_field(value, self.field, self.empty, avoid_link=self.is_link), self.more


class BoxColumn(Column):
    """The column of boxes to tick."""

    def __init__(self, changelist, name):
        super().__init__(changelist, name)
        self.label = gettext("Select this object for an action - {}")

    def draw(self, row):
        """The cell of a row."""
        label = self.label.format(escape(str(row)))
        box = f'name="{ACTION_CHECKBOX_NAME}" value="{escape(str(row.pk))}" class="action-select"'
        return f'<td class="action-checkbox"><input type="checkbox" {box} aria-label="{label}"></td>'


# Lists are looked at again and again, and to write a moment out takes longer than all else in its row.
@lru_cache(maxsize=2_000)
def _moment_words(moment, field, _language, _timezone):
    return display_for_field(moment, field, "")


def _addresses(changelist):
    """What gives the address of the form of a row: it is made once for all whose keys need no other letters."""
    given = {"preserved_filters": changelist.preserved_filters, "opts": changelist.opts}
    sample = changelist.model(**{changelist.pk_attname: SAMPLE})
    before, _sample, after = add_preserved_filters(given, changelist.url_for_result(sample)).partition(quote(SAMPLE))

    def address(row):
        key = str(getattr(row, changelist.pk_attname))
        if PLAIN.fullmatch(key):
            return f"{before}{key}{after}"
        return add_preserved_filters(given, changelist.url_for_result(row))

    return address


def _key(changelist, row):
    return row.serializable_value(str(changelist.to_field or changelist.lookup_opts.pk.attname))
