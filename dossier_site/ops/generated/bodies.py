"""Bodies of made-up taskforces and events, as snapshots hold them: each as full, or as bare, as real ones are."""

from dataclasses import dataclass
from random import Random

from django.utils.text import slugify

from dossier_site.ops.generated.numbers import (
    FIRST,
    ORGANISATION,
    OWN,
    SECOND,
    organisation_key,
    part_key,
    taskforce_key,
)
from dossier_site.ops.generated.words import (
    COUNTRIES,
    PLACES,
    event_date,
    heading,
    maybe,
    paragraphs,
    random_day,
    sentence,
    some,
    words,
)

# Objectives are counted as parts from 1, results from here.
RESULTS = 100


@dataclass(frozen=True)
class Rows:
    """The ids of what made-up items may name."""

    types: list[str]
    topics: list[str]
    documents: list[str]
    pictures: list[str]


def title_of(number: str) -> str:
    """What a made-up taskforce is called: all alike but for the number, so that others may name it."""
    return f"Taskforce {number} for science and technology"


def slug_of(number: str) -> str:
    """The address of a made-up taskforce, which is known without asking."""
    return f"taskforce-{number}"


def taskforce_body(random: Random, rows: Rows, number: str = OWN, *, builds_on: bool = False) -> dict:
    """A taskforce with objectives and results; perhaps one that builds on another."""
    objectives = [
        {"id": part_key(taskforce_key(number), 1 + n), "text": sentence(random)} for n in range(random.randint(1, 4))
    ]
    day = random_day(random)
    return {
        **dict.fromkeys(("region", "wikidata", "cordis", "confirmed_by", "confirmed_on", "end"), ""),
        "language": "en",
        "slug": slug_of(number),
        "title": title_of(number),
        "summary": sentence(random),
        "background": paragraphs(random, random.randint(1, 3)),
        "status": random.choice(("", "planned", "ongoing", "ongoing", "paused", "finalised")),
        "start": day[: random.choice((4, 7, 10))],
        "countries": sorted(random.sample(COUNTRIES, random.choice((0, 1, 1, 1, 2, 3)))),
        "organisations": [{"organisation": organisation_key(ORGANISATION), "shown_as": ""}],
        "objectives": objectives,
        "results": [_result(random, number, n, objectives) for n in range(random.randint(1, 5))],
        "sources": [],
        "relations": [{"taskforce": taskforce_key(FIRST), "kind": "builds_on"}] if builds_on else [],
        "documents": some(random, rows.documents, 0.2),
        "cover": maybe(random, rows.pictures, 0.4),
        "old_addresses": [f"node/{number}"] if random.random() < 0.2 else [],
    }


def _result(random, number, position, objectives):
    answered = random.sample(objectives, random.randint(0, len(objectives)))
    return {
        "id": part_key(taskforce_key(number), RESULTS + position),
        # Events name the first one with its words, and whose it is is only known by its number.
        "text": sentence(random) if position else f"What taskforce {number} wanted most.",
        "state": random.choice(("achieved", "expected")),
        "date": random.choice(("", random_day(random)[:7])),
        "objectives": sorted(part["id"] for part in answered),
    }


def event_body(random: Random, rows: Rows, *, shared: bool = False) -> dict:
    """An event of one dossier, or one that two dossiers share."""
    title = f"{heading(random)} {OWN}"
    film = random.random() < 0.12 and {"address": f"https://vimeo.com/{OWN}", "language": "en", "subtitles": ["fr"]}
    link = random.random() < 0.15 and {"address": f"https://example.org/{OWN}", "label": words(random, 3)}
    return {
        "language": "en",
        "slug": slugify(title),
        "title": title if random.random() < 0.9 else "",
        "date": event_date(random),
        "place": maybe(random, PLACES, 0.4) or "",
        "mode": random.choice(("", "", "on_site", "hybrid", "online")),
        "summary": sentence(random) if random.random() < 0.7 else "",
        "body": paragraphs(random, random.choice((0, 0, 1, 1, 2, 6))),
        "position": random.choice((0, 0, 0, 1)),
        "type": maybe(random, rows.types, 0.95),
        "topics": some(random, rows.topics, 0.3),
        "taskforces": [taskforce_key(number) for number in ([FIRST, SECOND] if shared else [FIRST])],
        "results": [part_key(taskforce_key(FIRST), RESULTS)] if random.random() < 0.1 else [],
        "documents": some(random, rows.documents, 0.1),
        "organisations": [{"organisation": organisation_key(ORGANISATION), "shown_as": ""}] * (random.random() < 0.6),
        "country": maybe(random, COUNTRIES, 0.5) or "",
        "picture": maybe(random, rows.pictures, 0.2),
        "video": film or None,
        "link": link or None,
        "old_addresses": [],
    }
