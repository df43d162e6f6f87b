"""build → write → build: whatever an item holds, its snapshot brings all of it back, from any other state."""

import os
import uuid
from random import Random

import pytest
from django.db import transaction

from publishing.snapshots import canonical
from taskforces.models import Taskforce
from tests import make
from timeline.models import Event

pytestmark = pytest.mark.django_db
# Items of each kind in one run, other ones each time; each is written twice. ROUND_TRIPS=3000 tries many at once.
ITEMS = int(os.environ.get("ROUND_TRIPS", "40"))
WORDS = (
    *(
        "STEM",
        "Élan",
        "Łódź",
        "Ωμέγα",
        "наука",
        "教育",
        "L’été",
        "<b>",
        "&amp;",
        "a & b",
        "“so”",
        "100 %",
        "🚀",
        "e\u0301",
    ),
    *(
        "two  spaces",
        " edge ",
        "no\u00a0break",
        "soft\u00ad",
        "line\nbreak",
        "\u200b",
        "[source: One]",
        "'",
        '"',
        "\\",
        "--",
    ),
)
DATES = (
    "",
    "2020",
    "2020-05",
    "2020-05-01",
    "2020~",
    "2020-21",
    "2020-05-01/2020-05-20",
    "2016/..",
    "../2016",
    "2016/2019~",
)
DAYS = ("", "2024-02-29", "1999-12-31")
LANGUAGES = ("en", "fr", "pt-BR", "el")
BLOCKS = (
    "<p>{}</p>",
    '<p lang="fr">{}</p>',
    "<h3>{}</h3><p>{}</p>",
    "<p><strong>{}</strong> <em>{}</em><br>{}<sup>{}</sup></p>",
    '<p><a href="https://example.org/?a=1&amp;b={}" title="{}">{}</a></p>',
    '<ul><li><p>{}</p></li><li><p>{}</p><ol start="3"><li><p>{}</p></li></ol></li></ul>',
    '<table><tbody><tr><th colspan="2"><p>{}</p></th></tr><tr><td><p>{}</p></td><td></td></tr></tbody></table>',
    "<blockquote><p>{}</p></blockquote><p></p>",
    "<script>{}</script><div>{}</div><p onclick=x>{}<p>",
)


class Made:
    """Bodies made up by a seed, from rows that there are."""

    def __init__(self, seed):
        self.random = Random(seed)
        self.organisations = [str(make.organisation(f"Institute {n}").pk) for n in range(4)]
        self.documents = [str(make.document().pk) for _n in range(4)]
        self.pictures = [str(make.picture().pk) for _n in range(2)]
        self.types = [str(make.event_type(f"Type {n}").pk) for n in range(2)]
        self.topics = [str(make.topic(f"Topic {n}").pk) for n in range(3)]
        others = [make.taskforce(f"Other {n}", results=["One", "Two"]) for n in range(3)]
        self.taskforces = [str(each.pk) for each in others]
        self.results = [str(result.pk) for each in others for result in each.results.all()]
        self.parts = [str(uuid.UUID(int=self.random.getrandbits(128))) for _n in range(60)]

    def some(self, rows):
        """Some of these rows, in any order."""
        return self.random.sample(rows, self.random.randint(0, len(rows)))

    def maybe(self, *values, empty=""):
        return self.random.choice((empty, *values))

    def words(self, most=4):
        return " ".join(self.random.choice(WORDS) for _n in range(self.random.randint(0, most)))

    def rich(self):
        blocks = (self.random.choice(BLOCKS) for _n in range(self.random.randint(0, 4)))
        return "".join(block.format(*(self.words() for _n in range(4))) for block in blocks)

    def common(self, number):
        """What both kinds have."""
        return {
            "language": self.random.choice(LANGUAGES),
            "slug": f"made-{number}",
            "summary": self.words(),
            "organisations": [{"organisation": key, "shown_as": self.words()} for key in self.some(self.organisations)],
            "documents": self.some(self.documents),
            "old_addresses": self.some([f"node/{number}", f"Nœud/Été {number}", f"page?id={number}"]),
        }

    def taskforce(self, number):
        ids = self.some(self.parts)[:24]
        objectives = [{"id": key, "text": f"O {self.words()}"} for key in ids[::3]]
        return self.common(number) | {
            "title": f"T {self.words()}",
            "background": self.rich(),
            "status": self.maybe("planned", "ongoing", "paused", "finalised"),
            "region": self.words(),
            "start": self.maybe("2014", "2014-05", "2015~"),
            "end": self.maybe("2020", "2020-05-01", "2021~"),
            "countries": sorted(self.some(["FR", "NO", "EU", "XK"])),
            "objectives": objectives,
            "results": [self.result(key, [each["id"] for each in objectives]) for key in ids[1::3]],
            "sources": [self.source(key, n) for n, key in enumerate(ids[2::3])],
            "relations": [
                {"taskforce": key, "kind": self.random.choice(["continues", "builds_on"])}
                for key in self.some(self.taskforces)
            ],
            "wikidata": self.maybe("Q42"),
            "cordis": self.maybe("101004"),
            "cover": self.maybe(*self.pictures, empty=None),
            "confirmed_on": self.maybe(*DAYS),
            "confirmed_by": self.words(),
        }

    def relations(self):
        kinds = sorted(self.random.choice(["builds_on", "continues"]) for _key in self.taskforces)
        # They stand in the order of their kinds.
        pairs = zip(kinds, self.some(self.taskforces), strict=False)
        return [{"taskforce": key, "kind": kind} for kind, key in pairs]

    def result(self, key, objectives):
        own = {"id": key, "text": f"R {self.words()}", "state": self.random.choice(["expected", "achieved"])}
        return own | {"date": self.random.choice(DATES), "objectives": sorted(self.some(objectives))}

    def source(self, key, number):
        document = self.maybe(*self.documents)
        address = self.maybe("https://example.org/a?b=c") if document else "https://example.org/é"
        own = {
            "id": key,
            "name": f"S {number}",
            "title": self.words(),
            "address": address,
            "document": document or None,
        }
        return own | {
            "document": document,
            "seen": self.maybe(*DAYS),
            "archived": self.maybe("https://web.archive.org/x"),
        }

    def event(self, number):
        film = {"address": "https://vimeo.com/1", "language": self.maybe("en"), "subtitles": self.some(["fr", "en"])}
        return self.common(number) | {
            "title": self.words(),
            "date": self.random.choice(DATES),
            "place": self.words(),
            "mode": self.maybe("on_site", "hybrid", "online"),
            "body": self.rich(),
            "position": self.random.randint(-3, 3),
            "type": self.maybe(*self.types, empty=None),
            "topics": sorted(self.some(self.topics)),
            "taskforces": sorted(self.some(self.taskforces)),
            "results": sorted(self.some(self.results)),
            "country": self.maybe("FR", "XK"),
            "picture": self.maybe(*self.pictures, empty=None),
            "video": self.maybe(film, empty=None),
            "link": self.maybe({"address": "https://example.org/", "label": self.words()}, empty=None),
        }


@pytest.mark.parametrize("model", [Taskforce, Event], ids=lambda model: model.kind)
def test_what_was_built_is_written_and_built_again_the_same(model, request):
    seed = request.config.getoption("randomly_seed", 1)
    made, item = Made(seed), model()
    whole = {"schema": model.schema.number, "kind": model.kind, "key": str(item.pk), "language": "en", "names": {}}
    before = None
    for number in range(ITEMS):
        with transaction.atomic():
            item.write(whole | {"body": getattr(made, model.kind)(number)})
            built = item.build()
            if before:
                item.write(before)
                again = item.build()
                assert canonical(again) == canonical(before), (seed, number)
            before = built
