from dataclasses import astuple

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dossiers.formats import jsonld, xlsx
from dossiers.reading.relations import attach_dossiers
from dossiers.reading.years import Year, known_years
from dossiers.views.alternates import FORMS
from dossiers.views.machines import LongAnswer
from taskforces.models.reference import country_name
from text.dates import written
from timeline.models.live import Entry

# So many rows of each kind stand in a file; of more, the last line says so.
MOST, BATCH = 5000, 500


class YearWorkbook(LongAnswer):
    """A year as a spreadsheet: what its page shows, but all of it."""

    def answer(self, year):
        if int(year) not in known_years():
            raise Http404
        response = HttpResponse(content_type=FORMS["xlsx"].media_type)
        response["Content-Disposition"] = f'attachment; filename="{year}.xlsx"'
        if self.request.method != "HEAD":
            xlsx.write(response, sheets(Year(int(year), timezone.localdate())))
        return response


def sheets(year):
    """The tables of a year: [(name, headings, rows)]."""
    taskforce = [_("Taskforce"), _("Countries"), _("Region"), _("Start"), _("End"), _("Status"), _("Address")]
    result = [_("Taskforce"), _("Result"), _("Date"), _("Address")]
    event = [_("Event"), _("Date"), _("Type"), _("Held in"), _("Taskforces"), _("Address")]
    lives = [_("Begun"), _("To begin"), _("Finished"), _("To end")]
    country = [_("Country"), *lives, _("Achieved"), _("Events")]
    parts = [rows.filter(is_ahead=ahead) for rows in (year.beginning(), year.ending()) for ahead in (False, True)]
    numbers = [astuple(each) for each in year.by_country()]
    return [
        *((name, taskforce, cut(_taskforces(rows))) for name, rows in zip(lives, parts, strict=True)),
        (_("Achieved"), result, cut(_result(row) for row in year.achieved()[: MOST + 1])),
        (_("Events"), event, cut(_events(year))),
        (_("By country"), country, numbers),
    ]


def cut(rows):
    """At most MOST rows; of more, a line in the place of the next one."""
    for number, row in enumerate(rows):
        if number == MOST:
            yield [_("Only the first %(number)d are in this file.") % {"number": MOST}]
            return
        yield row


def _taskforces(rows):
    for row in rows.with_countries()[: MOST + 1]:
        yield _taskforce(row)


def _taskforce(row):
    countries = ", ".join(country_name(link.country_id) for link in row.country_links.all())
    dates = written(row.start), written(row.end)
    return [row.title, countries, row.region, *dates, row.get_status_display(), jsonld.address(row.get_absolute_url())]


def _result(row):
    words, dossier = row.words or {"text": "", "date": ""}, row.dossier
    address = jsonld.address(f"{dossier.get_absolute_url()}#result_{row.result}")
    return [dossier.title, words["text"], written(words["date"]), address]


def _events(year):
    keys = list(year.events().values_list("pk", flat=True)[: MOST + 1])
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        rows = Entry.objects.for_cards().defer("body").in_bulk(batch)
        for entry in attach_dossiers(rows[key] for key in batch if key in rows):
            yield _event(entry)


def _event(entry):
    held, kind = country_name(entry.country_id) if entry.country_id else "", str(entry.type or "")
    titles = ", ".join(dossier.title for dossier in entry.dossiers)
    return [entry.heading, written(entry.date), kind, held, titles, jsonld.address(entry.get_absolute_url())]
