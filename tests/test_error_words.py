"""What forms say of a value that they cannot take: no sentence that only programmers understand."""

import re

import pytest

from taskforces.models import Organisation, Taskforce
from tests import desk, make
from timeline.models import Event, EventType

pytestmark = pytest.mark.django_db

# How Django's own sentences begin, or go on.
DJANGO = re.compile(
    r"Ensure |Enter a |Enter the |Select a valid|This field|Null characters|is not a valid|Please correct|submitted"
    r"|already exists"
)
LONG = "x" * 1499
NOBODY = "00000000-0000-0000-0000-000000000000"
NO_PAGE = "This is no address of a page. It looks like https://example.org/page."
NO_SLUG = "Use small letters, digits and single hyphens."
NO = "There is no choice “%s” here."
NO_MAIL = "This is no e-mail address. It looks like name@example.org."
DAY = "Write the day as year, month and day: 2026-05-01."
GONE = "This one cannot be chosen here, or is gone. Choose another."


@pytest.mark.parametrize(
    ("model", "typed", "told"),
    [
        (Event, {"slug": "Ü b", "video_address": "nope nope"}, {"slug": NO_SLUG, "video_address": NO_PAGE}),
        (Event, {"title": LONG}, {"title": "This is too long: at most 200 characters, and it has 1499."}),
        (Event, {"place": "a\0"}, {"place": "There is a character in it that cannot be kept. Type it anew."}),
        (Event, {"type": NOBODY, "taskforces": [NOBODY]}, {"type": GONE, "taskforces": GONE}),
        (Event, {"topics": ["x"]}, {"topics": "“x” stands for nothing here. Choose another."}),
        (Event, {"language": "zz", "mode": "y"}, {"language": NO % "zz", "mode": NO % "y"}),
        (Event, {"position": "x"}, {"position": "Write a whole number, in digits."}),
        (
            Event,
            {"organisation_links__0__number": "0", "organisation_links__0__organisation": NOBODY},
            {
                "organisation_links-0-number": "The smallest number here is 1.",
                "organisation_links-0-organisation": GONE,
            },
        ),
        (Taskforce, {"title": ""}, {"title": "This is needed."}),
        (Taskforce, {"confirmed_on": "soon"}, {"confirmed_on": DAY}),
        (
            Taskforce,
            {"sources__TOTAL_FORMS": "1", "sources__0__address": "nope nope", "sources__0__seen": "soon"},
            {"sources-0-address": NO_PAGE, "sources-0-seen": DAY},
        ),
        (
            Organisation,
            {"website": "nope nope", "contact_email": "nope"},
            {"website": NO_PAGE, "contact_email": NO_MAIL},
        ),
        (EventType, {"position": "-1", "icon": "x"}, {"position": "The smallest number here is 0.", "icon": NO % "x"}),
    ],
)
def test_a_form_of_the_desk_says_plainly_what_it_cannot_take(editor, model, typed, told):
    given = {"title": "A title"} if model in (Event, Taskforce) else {"name": "A name"}
    page = desk.send(editor, desk.adding(model), **given | typed)
    errors = {name: sentence for name, (sentence,) in desk.errors(page).items()}
    assert told.items() <= errors.items()
    assert not any(map(DJANGO.search, errors.values())), errors


@pytest.mark.parametrize("model", [Event, Taskforce])
def test_an_organisation_that_is_chosen_twice_is_told(editor, model):
    key = str(make.organisation().pk)
    rows = {f"organisation_links-{row}-organisation": key for row in (0, 1)}
    page = desk.send(editor, desk.adding(model), title="A", **rows, organisation_links__TOTAL_FORMS="2")
    words = desk.text(page)
    assert "The same is chosen twice here. Keep one of them." in words
    assert "The same is chosen further up already." in words
    assert "Please correct the duplicate" not in words


def test_an_address_that_another_type_has_is_told(editor):
    page = desk.send(editor, desk.adding(EventType), name="B", slug=make.event_type("A").slug)
    assert desk.errors(page) == {"slug": ["Another one has this already. Choose another."]}


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (f"/search/?q={LONG}", "This is too long: at most 200 characters, and it has 1499."),
        ("/search/?year=99999", "The largest number here is 2999."),
        ("/search/?year=x", "Write a whole number, in digits."),
        ("/search/?kind=x", "There is no choice “x” here."),
        (f"/taskforces/?q={LONG}", "This is too long: at most 100 characters, and it has 1499."),
        ("/new/?since=x", "Write the day as year, month and day: 2026-05-01."),
    ],
)
def test_a_form_of_readers_says_plainly_what_it_cannot_take(client, address, told):
    words = desk.text(client.get(address))
    assert told in words
    assert not DJANGO.search(words)
