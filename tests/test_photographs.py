"""Photographs of the pages, on screens and on paper, for people to look at, in a folder that CI keeps.

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
    "taskforces-table": "/taskforces/?view=table",
    "taskforces-in-time": "/taskforces/?view=timeline",
    "taskforces-lineage": "/taskforces/?view=lineage",
    "dossier": BRETAGNE,
    "evidence": f"{BRETAGNE}evidence/",
    "briefing": f"{BRETAGNE}print/",
    "events": "/events/",
    "event": "/events/tm-jet-net-bretagne-complete-video-presentation/",
    "organisations": "/organisations/",
    "organisation": "/organisations/eu-stem-coalition/",
    "nothing": "/nothing/",
    "design": "/design/",
    "hostile": "/design/?state=hostile",
}


# Colours change no widths: the widths in between are looked at in light only.
LOOKS = [(width, "light") for width in (320, 360, 768, 1280, 1920)]
LOOKS += [(width, look) for look in ("dark", "forced") for width in (360, 1280)] + [(680, "paper")]
MEDIA = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
    "paper": {"media": "print"},
}


@pytest.mark.parametrize(("width", "look"), LOOKS)
def test_pages_are_photographed_and_fit_the_screen(page, width, look):
    page.emulate_media(reduced_motion="reduce", **MEDIA[look])
    page.set_viewport_size({"width": width, "height": 900})
    for name, address in PAGES.items():
        page.goto(address)
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wider <= 0, f"{address} is {wider} pixels too wide"
        photograph = FOLDER / f"{name}-{width}-{look}.jpeg"
        page.screenshot(path=photograph, full_page=True, type="jpeg", quality=85)
        assert photograph.stat().st_size > 5_000


def test_pages_fit_a_narrow_phone_and_a_laptop_at_four_hundred_percent(page):
    page.set_viewport_size({"width": 320, "height": 256})
    for address in PAGES.values():
        page.goto(address)
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wider <= 0, f"{address} is {wider} pixels too wide"
