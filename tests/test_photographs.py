"""Photographs of the pages at four widths, light and dark, for people to look at, in a folder that CI keeps.

That is test-results/photographs/, or the folder that PHOTOGRAPHS names.
"""

import os
from pathlib import Path

import pytest

from tests.running import HOUSE

pytestmark = [pytest.mark.browser, pytest.mark.long]
FOLDER = Path(os.environ.get("PHOTOGRAPHS") or HOUSE / "test-results" / "photographs")
BRETAGNE = "/taskforces/bretagne-france-programme-school-company-cooperation/"
PAGES = {
    "home": "/",
    "taskforces": "/taskforces/",
    "taskforces-narrowed": "/taskforces/?country=NO",
    "taskforces-in-time": "/taskforces/?view=timeline",
    "taskforces-lineage": "/taskforces/?view=lineage",
    "dossier": BRETAGNE,
    "briefing": f"{BRETAGNE}print/",
    "events": "/events/",
    "event": "/events/tm-jet-net-bretagne-complete-video-presentation/",
    "organisations": "/organisations/",
    "organisation": "/organisations/eu-stem-coalition/",
    "nothing": "/nothing/",
    "design": "/design/",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1280, 1920])
def test_pages_are_photographed_and_fit_the_screen(page, width, scheme):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    for name, address in PAGES.items():
        page.goto(address)
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wider <= 0, f"{address} is {wider} pixels too wide"
        photograph = FOLDER / f"{name}-{width}-{scheme}.png"
        page.screenshot(path=photograph, full_page=True)
        assert photograph.stat().st_size > 5_000


def test_pages_fit_a_narrow_phone_and_a_laptop_at_four_hundred_percent(page):
    page.set_viewport_size({"width": 320, "height": 256})
    for address in PAGES.values():
        page.goto(address)
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wider <= 0, f"{address} is {wider} pixels too wide"
