"""The years above a list, and the months and days below them. Django's would read every row to name them."""

from datetime import date
from functools import lru_cache

from django.db import connection
from django.db.models import F, Subquery
from django.db.models.constants import LOOKUP_SEP
from django.db.models.functions import ExtractYear
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _

# Nobody looks for more years in one line.
YEARS = 150


class DateLinks:
    """Mixed into a list: its links to years of the `date_hierarchy` of the admin, then to months and days."""

    @cached_property
    def date_links(self):
        """{back, choices} for the template; None for a list without dates. Two questions for years, else none."""
        if not self.date_hierarchy:
            return None
        year, month, day = (self._chosen(part) for part in ("year", "month", "day"))
        try:
            first = date(year or 1, month or 1, day or 1)
        except (ValueError, OverflowError):  # a day that no calendar has
            return {"back": self._link(_("All dates")), "choices": []}
        if year and month and day:
            return {
                "back": self._month(first),
                "choices": [{"title": capfirst(date_format(first, "MONTH_DAY_FORMAT"))}],
            }
        if year and month:
            return {"back": self._link(str(year), year=year), "choices": [*map(self._day, days(first))]}
        if year:
            months = [self._month(date(year, number, 1)) for number in range(1, 13)]
            return {"back": self._link(_("All dates")), "choices": months}
        return {"back": None, "choices": [self._link(str(year), year=year) for year in self._years()]}

    def _chosen(self, part):
        try:
            return int(self.params.get(f"{self.date_hierarchy}__{part}", 0))
        except ValueError:
            return 0

    def _link(self, title, **chosen):
        parts = {f"{self.date_hierarchy}__{part}": str(number) for part, number in chosen.items()}
        return {"title": title, "link": self.get_query_string(parts, [f"{self.date_hierarchy}__"])}

    def _month(self, day):
        return self._link(capfirst(date_format(day, "YEAR_MONTH_FORMAT")), year=day.year, month=day.month)

    def _day(self, day):
        title = capfirst(date_format(day, "MONTH_DAY_FORMAT"))
        return self._link(title, year=day.year, month=day.month, day=day.day)

    def _years(self):
        """The years in which a row of the whole list stands: from the ends of the index, then a look at each year.

        Where rows have the dates of others, those of all others: joined, they would have no index.
        """
        of_list = _dated(self.model, self.date_hierarchy)
        with connection.cursor() as cursor:
            cursor.execute(*_ends(*of_list))
            first, last = cursor.fetchone() or (None, None)
            if last is None:
                return []
            years = range(int(max(first, last - YEARS)), int(last) + 1)  # PostgreSQL's are decimals
            cursor.execute(*_looks(*of_list, years))
            return [year for year, there in zip(years, cursor.fetchone() or (), strict=False) if there]


def _dated(model, path):
    """The model that has a date to which this one leads, and the name of its field."""
    *relations, name = path.split(LOOKUP_SEP)
    for relation in relations:
        model = model._meta.get_field(relation).related_model
    return model, name


# Both questions are kept as SQL: to write them takes longer than to answer them.
@lru_cache
def _ends(model, name):
    """The question for the first and the last year in which a row stands."""
    rows = model._base_manager.order_by()
    # The first year of the calendar stands for rows without a date.
    years = rows.filter(**{f"{name}__year__gte": date.min.year + 1}).values_list(ExtractYear(name))
    first, last = (Subquery(years.order_by(order)[:1]) for order in (F(name).asc(), F(name).desc()))
    return rows.values_list(first, last)[:1].query.sql_with_params()


@lru_cache
def _looks(model, name, years):
    """The question for a row of each of these years: its day, or nothing."""
    rows = model._base_manager.order_by()
    # In order, so that PostgreSQL takes the first from an index: for whether there is any it would read the table.
    first = rows.order_by(name).values(name)
    looks = {f"y{year}": Subquery(first.filter(**{f"{name}__year": year})[:1]) for year in years}
    return rows.annotate(**looks).values_list(*looks)[:1].query.sql_with_params()


def days(first):
    """The days of the month that begins with a day."""
    numbers = range(first.toordinal(), first.toordinal() + 31)
    return [day for day in map(date.fromordinal, numbers) if day.month == first.month]
