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
    "compare": f"/compare/?with=norwegian-technology-pact&with={BRETAGNE.split('/')[2]}",
    "year": "/years/2021/",
    "nothing": "/nothing/",
    "design": "/design/",
    "hostile": "/design/?state=hostile",
}

# What is photographed. Colours change no widths: the widths in between are only measured, in light.
LOOKS = [(width, look) for look in ("light", "dark") for width in (360, 1280)] + [(1280, "forced"), (680, "paper")]
MEASURED = (320, 768, 1920)
MEDIA = {
    "light": {"color_scheme": "light", "forced_colors": "none", "media": "screen"},
    "dark": {"color_scheme": "dark", "forced_colors": "none", "media": "screen"},
    "forced": {"forced_colors": "active", "media": "screen"},
    "paper": {"media": "print", "forced_colors": "none"},
}


@pytest.mark.parametrize("name", PAGES)
def test_page_fits_every_screen_and_is_photographed(page, name):
    page.emulate_media(reduced_motion="reduce", **MEDIA["light"])
    page.goto(PAGES[name])
    for width in MEASURED:
        page.set_viewport_size({"width": width, "height": 256})
        assert_fits(page, width)
    for width, look in LOOKS:
        page.emulate_media(reduced_motion="reduce", **MEDIA[look])
        page.set_viewport_size({"width": width, "height": 900})
        assert_fits(page, width)
        photograph = FOLDER / f"{name}-{width}-{look}.jpeg"
        page.screenshot(path=photograph, full_page=True, type="jpeg", quality=85)
        assert photograph.stat().st_size > 5_000


def assert_fits(page, width):
    wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wider <= 0, f"{page.url} is {wider} pixels too wide at {width}"
