"""The map of Europe and the outlines of countries: places, borders, links, and weight.

Drawing asks no database: a test without the mark `django_db` fails when it does.
"""

import gzip
from math import hypot

import html5lib
import pytest
from django.template.loader import render_to_string
from django.utils import translation

from dossiers.drawings.europe import FILE, SIDE, europe
from dossiers.drawings.map import Map, map_shapes, outline, rings, shade
from dossiers.lists.facets import Choice
from taskforces.models.live import Dossier
from tests import make
from tests.reading import words
from tools.map.countries import AROUND, PARTNERS, UNION
from tools.map.frame import in_frame, on_map
from tools.map.hits import box, grid, middle
from tools.map.picture import PICTURE, picture
from tools.map.projection import EUROPE
from tools.map.topology import area, inside, simplified

PLACES = [
    ("Simferopol", 34.10, 44.95, "UA"),
    ("Sevastopol", 33.60, 44.62, "UA"),
    ("Kerch", 36.40, 45.30, "UA"),
    ("Kyiv", 30.52, 50.45, "UA"),
    ("Donetsk", 37.80, 48.00, "UA"),
    ("Nicosia, south", 33.36, 35.15, "CY"),
    ("Nicosia, north", 33.36, 35.21, "CY"),
    ("Famagusta", 33.92, 35.13, "CY"),
    ("Rizokarpaso", 34.38, 35.60, "CY"),
    ("Pristina", 21.16, 42.66, "XK"),
    ("Belgrade", 20.46, 44.82, "RS"),
    ("Chișinău", 28.86, 47.01, "MD"),
    ("Tiraspol", 29.60, 46.84, "MD"),
    ("Tbilisi", 44.80, 41.72, "GE"),
    ("Sukhumi", 41.05, 43.05, "GE"),
    ("Kaliningrad", 20.90, 54.70, "RU"),
    ("Minsk", 27.57, 53.90, "BY"),
    ("Copenhagen", 12.50, 55.68, "DK"),
    ("Bjerringbro", 9.66, 56.38, "DK"),
    ("Bornholm", 14.92, 55.13, "DK"),
    ("Oslo", 10.75, 59.95, "NO"),
    ("Tromsø", 19.40, 69.30, "NO"),
    ("Bilbao", -2.93, 43.22, "ES"),
    ("Palma", 2.90, 39.60, "ES"),
    ("Rennes", -1.68, 48.11, "FR"),
    ("Brest", -4.40, 48.40, "FR"),
    ("Ajaccio", 8.90, 41.95, "FR"),
    ("Valletta", 14.45, 35.89, "MT"),
    ("Tallinn", 24.75, 59.38, "EE"),
    ("Mariehamn", 19.95, 60.20, "FI"),
    ("Brussels", 4.35, 50.85, "BE"),
    ("Luxembourg", 6.13, 49.70, "LU"),
    ("The Hague", 4.50, 52.05, "NL"),
    ("Dublin", -6.40, 53.35, "IE"),
    ("Belfast", -6.10, 54.60, "GB"),
    ("Lisbon", -9.10, 38.80, "PT"),
    ("Athens", 23.73, 38.02, "GR"),
    ("Heraklion", 25.10, 35.25, "GR"),
    ("Rome", 12.50, 41.90, "IT"),
    ("Reykjavík", -21.60, 64.10, "IS"),
    ("Vaduz", 9.54, 47.15, "LI"),
    ("Ankara", 32.85, 39.93, "TR"),
    ("the North Sea", 3.00, 56.00, None),
    ("the Black Sea", 34.00, 43.30, None),
    ("the Gulf of Bothnia", 20.00, 62.00, None),
]
COUNTED = {code: number for number, code in enumerate(sorted({*UNION, *PARTNERS}), start=1)}
NARROW = 328  # the width of the map on a phone of 360 pixels, in its margins


@pytest.fixture(scope="module")
def land():
    """The closed lines of each country on the map."""
    return {code: list(rings(country["path"])) for code, country in europe()["map"]["countries"].items()}


def drawn(**context):
    """The map as a page shows it, parsed strictly."""
    html = render_to_string("dossiers/_map.html", {"map": Map(**context)})
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(f"<!doctype html><html lang='en'><title>Map</title><body>{html}")


def links(page):
    """Where the shapes of the map lead: {words: address}."""
    picture = next(element for element in page.iter() if element.get("class") == "map-picture")
    return {words(link): link.get("href") for link in picture.iter() if link.tag.endswith("}a")}


def test_projection_agrees_with_the_published_example():
    east, south = EUROPE(5, 50)
    assert (round(east + 4_321_000, 2), round(3_210_000 - south, 2)) == (3962799.45, 2999718.85)


@pytest.mark.parametrize(("longitude", "latitude", "code"), [place[1:] for place in PLACES], ids=[p[0] for p in PLACES])
def test_place_lies_in_its_country_alone(land, longitude, latitude, code):
    point = on_map(longitude, latitude)
    found = [other for other, lines in land.items() if sum(inside(point, line) for line in lines) % 2]
    assert found == ([code] if code else [])


def test_every_country_of_the_union_and_its_partners_is_drawn(land):
    assert len(UNION) == 27
    assert {*UNION, *PARTNERS, *AROUND} - land.keys() <= {"LY"}  # just below the frame
    assert all(outline(code) for code in {*UNION, *PARTNERS, "EU"})


def test_neighbours_share_their_border(land):
    dots = {code: {dot for line in lines for dot in line} for code, lines in land.items()}
    for one, other in ("FR", "ES"), ("FR", "DE"), ("NO", "SE"), ("PL", "UA"), ("LU", "BE"), ("RS", "XK"), ("UA", "RU"):
        assert len(dots[one] & dots[other]) >= 3, (one, other)


def test_cyprus_is_one_island(land):
    assert len(land["CY"]) == 1


def test_what_lies_overseas_is_left_out(land):
    frame = europe()["map"]
    for code, lines in land.items():
        for x, y in (dot for line in lines for dot in line):
            assert -11 < x < frame["width"] + 11, code
            assert -11 < y < frame["height"] + 11, code
    assert not in_frame(*on_map(-15.4, 28.1))  # Gran Canaria


def test_land_has_no_slivers(land):
    for code, lines in land.items():
        assert all(area(line) > 20 for line in lines), code


def test_simplifying_keeps_ends_and_what_matters():
    line = [(0, 0), (1, 0.01), (2, 0), (3, 5), (4, 0)]
    assert simplified(line, least=1, keep=0) == [(0, 0), (2, 0), (3, 5), (4, 0)]
    assert simplified(line, least=1000, keep=1) == [(0, 0), (3, 5), (4, 0)]


def test_outlines_fit_their_square_and_stay_small():
    for code, path in europe()["outlines"].items():
        assert len(path) <= 850, code
        dots = [number for line in rings(path) for dot in line for number in dot]
        assert min(dots) >= 0, code
        assert max(dots) <= SIDE, code


def test_unknown_country_has_no_outline():
    assert outline("JP") is None
    assert outline("") is None


def test_small_country_can_be_hit_with_a_finger():
    countries, radius = europe()["map"]["countries"], europe()["map"]["hit"]
    assert {"MT", "LU", "CY", "LI", "SI", "BE"} <= {code for code, country in countries.items() if "hit" in country}
    for code, country in countries.items():
        if code in COUNTED and "hit" not in country:
            left, top, right, bottom = box(next(rings(country["path"])))
            assert min(right - left, bottom - top) >= 2 * radius, code
    assert 2 * radius * NARROW / europe()["map"]["width"] >= 24


def test_circle_for_the_finger_lies_on_the_map_around_its_country(land):
    frame = europe()["map"]
    for code, country in frame["countries"].items():
        if hit := country.get("hit"):
            assert frame["hit"] <= hit[0] <= frame["width"] - frame["hit"], code
            assert frame["hit"] <= hit[1] <= frame["height"] - frame["hit"], code
            assert inside_circle(middle(land[code][0]), hit, frame["hit"] / 2), code


def test_circles_leave_large_countries_their_land(land):
    radius, countries = europe()["map"]["hit"], europe()["map"]["countries"]
    circles = [country["hit"] for country in countries.values() if "hit" in country]
    for code in [code for code in COUNTED if "hit" not in countries[code]]:
        dots = grid(land[code][0])
        free = [dot for dot in dots if not any(inside_circle(dot, circle, radius) for circle in circles)]
        assert len(free) > len(dots) / 4, code


def inside_circle(dot, centre, radius):
    return hypot(dot[0] - centre[0], dot[1] - centre[1]) < radius


def test_shades_grow_with_the_number():
    assert [shade(number) for number in (0, 1, 2, 3, 4, 6, 7, 99)] == [0, 1, 2, 2, 3, 3, 4, 4]


def test_shape_says_country_and_number():
    shapes = {shape.code: shape for shape in map_shapes({"FR": 3, "MT": 1}, {"MT"})}
    assert (shapes["FR"].label, shapes["FR"].href) == ("France: 3 taskforces", "/taskforces/?country=FR")
    assert (shapes["MT"].label, shapes["MT"].chosen, shapes["MT"].tiny) == ("Malta: 1 taskforce", True, True)
    assert (shapes["SE"].count, shapes["SE"].href, shapes["SE"].shade) == (0, "", 0)


def test_country_is_called_as_the_reader_calls_it():
    with translation.override("nl"):
        assert next(shape.name for shape in map_shapes({}) if shape.code == "DE") == "Duitsland"


def test_only_countries_with_taskforces_are_links():
    assert links(drawn(counts={"FR": 3, "NO": 1, "SE": 0})) == {
        "France: 3 taskforces": "/taskforces/?country=FR",
        "Norway: 1 taskforce": "/taskforces/?country=NO",
    }


def test_table_is_the_equal_of_the_map():
    page = drawn(counts={"NO": 1, "FR": 3, "EU": 2, "SE": 0})
    rows = [[words(cell) for cell in row] for row in page.iter("tr")]
    assert rows == [["Country", "Taskforces"], ["European Union", "2"], ["France", "3"], ["Norway", "1"]]


def test_what_has_no_place_on_the_map_is_linked_below_it():
    below = Map({"EU": 2, "US": 1, "FR": 1}).elsewhere
    assert [row.label for row in below] == ["European Union: 2 taskforces", "United States: 1 taskforce"]


def test_chosen_country_shows_on_the_map():
    page = drawn(counts={"FR": 3, "NO": 1}, selected={"NO", "SE"})
    marked = [element for element in page.iter() if "chosen" in element.get("class", "").split()]
    *shapes, key = marked
    assert len(shapes) == 2  # Sweden has no taskforce, and is marked all the same
    assert words(key) == "chosen"
    current = [words(element) for element in page.iter() if element.get("aria-current")]
    assert current == ["Norway: 1 taskforce", "Norway"]


def test_map_without_any_taskforce_is_still_a_map():
    page = drawn(counts={})
    assert links(page) == {}
    assert not [element for element in page.iter() if element.get("class") == "map-key"]


def test_map_takes_the_choices_of_a_filter_and_its_addresses():
    choices = [Choice("FR", "France", 3, True), Choice("EU", "European Union", 1, False)]
    drawing = Map.of(choices, address=lambda code: f"?country={code}&status=ongoing")
    assert [(row.code, row.chosen) for row in drawing.rows] == [("EU", False), ("FR", True)]
    assert drawing.links[0].href == "?country=FR&status=ongoing"


def test_map_with_everything_on_it_is_light():
    html = render_to_string("dossiers/_map.html", {"map": Map(COUNTED, {"FR"})})
    assert len(gzip.compress(html.encode())) < 2_500
    assert " style=" not in html
    assert "<script" not in html


def test_picture_that_pages_show_is_drawn_from_the_file_and_light():
    assert PICTURE.read_text(encoding="utf-8") == picture()
    assert len(gzip.compress(picture().encode())) < 10_000


def test_file_is_small():
    assert len(gzip.compress(FILE.read_bytes())) < 20_000


def test_file_says_where_it_comes_from():
    assert "Natural Earth" in europe()["source"]
    assert europe()["licence"] == "Public domain"


@pytest.mark.django_db
def test_link_of_a_country_leads_to_its_taskforces(client):
    make.published(make.taskforce("Bretagne programme", countries=["FR"]))
    make.published(make.taskforce("Norwegian Technology Pact", countries=["NO"]))
    page = client.get(links(drawn(counts={"FR": 1}))["France: 1 taskforce"]).content.decode()
    assert "Bretagne programme" in page
    assert "Norwegian Technology Pact" not in page


@pytest.mark.django_db
def test_outlines_of_a_dossier_stand_side_by_side():
    item = make.published(make.taskforce(countries=["DK", "NO", "JP"]))
    html = render_to_string("dossiers/_outline.html", {"dossier": Dossier.objects.get(pk=item.pk)})
    html5lib.HTMLParser(strict=True).parseFragment(html)
    assert html.count(f'<svg class="outline" viewBox="0 0 {SIDE} {SIDE}">') == 2
    assert outline("DK") in html
