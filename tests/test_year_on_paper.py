"""A full year on four sheets of paper."""

from datetime import date
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from publishing.models import Tally
from taskforces.models import Country, Dossier, DossierCountry, DossierResult
from tests.running import manage
from tests.test_paper import pages
from timeline.models import Entry, EntryDossier

LONG = "Meeting of schools, companies and the regional council about what each of them can do, number"


def full_year():
    """The page of a year as full as it can be, with long titles, drawn from rows that do not stay."""
    moment = timezone.now()
    given = {"edition_number": 1, "published_at": moment, "updated_at": moment}
    countries = list(Country.objects.all()[:45])
    rows = [
        Dossier(pk=UUID(int=n), title=f"{LONG} {n}", slug=f"full-{n}", start="2022", end="2022", status=status, **given)
        for n, status in enumerate(["planned", "finalised", ""] * 15, 1)
    ]
    entries = [
        Entry(pk=UUID(int=n), title=f"{LONG} {n}", slug=f"full-{n}", date="2022-05-04", **given) for n in range(1, 150)
    ]
    for row in [*rows, *entries]:
        row.fill_columns()
    result = {"text": LONG, "state": "achieved", "date": "2022-05", "objectives": []}
    for row in rows:
        row.results = [result | {"id": str(row.pk)}]
    with transaction.atomic():
        Dossier.objects.bulk_create(rows)
        Entry.objects.bulk_create(entries)
        EntryDossier.objects.bulk_create(
            EntryDossier(entry=each, dossier=rows[n % 45].pk, sort_key=each.sort_key) for n, each in enumerate(entries)
        )
        DossierCountry.objects.bulk_create(
            DossierCountry(dossier=row, country=each, position=0) for row, each in zip(rows, countries, strict=True)
        )
        days = {"begins": date(2022, 5, 1), "due": date(2022, 5, 31), "state": "achieved"}
        DossierResult.objects.bulk_create(DossierResult(dossier=row, result=row.pk, **days) for row in rows)
        Tally.objects.create(kind="event", facet="year", value="2022", times=len(entries))
        html = Client(headers={"host": "127.0.0.1"}).get("/years/2022/").content.decode()
        transaction.set_rollback(True)
    return html


@pytest.mark.browser
def test_full_year_prints_on_four_sheets(page, site):
    drawn = manage(site.data_dir, "shell", "-v0", "-c", "from tests.test_year_on_paper import *; print(full_year())")
    assert drawn.stdout.count(LONG) > 150, drawn.stderr
    page.route("**/years/2022/", lambda route: route.fulfill(body=drawn.stdout, content_type="text/html"))
    page.goto("/years/2022/")
    assert 2 <= pages(page.pdf(prefer_css_page_size=True)) <= 4
