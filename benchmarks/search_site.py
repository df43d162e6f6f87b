"""A site of 50,000 documents to search, made once.

Its made-up words are as common and as rare as in a language: the n-th stands one n-th as often as the first (Zipf).
"""

from datetime import UTC, datetime
from itertools import accumulate, product
from random import Random
from uuid import UUID

EVENTS, DOSSIERS, ORGANISATIONS, DOCUMENTS, TYPES = 45_000, 2_000, 2_000, 1_000, 12
TITLE, TEXT, AT_ONCE = 6, 120, 1_000
SYLLABLES = "ba co da fe ga hi jo ka lu me no pa qui ro su ta ve wi xo za bren stal mont dor sil ther vun kel"
VOCABULARY = ["".join(each) for each in product(SYLLABLES.split(), repeat=3)][:20_000]
Random(1).shuffle(VOCABULARY)
WEIGHTS = list(accumulate(1 / (rank + 1) for rank in range(len(VOCABULARY))))
TYPE_WORDS = VOCABULARY[200 : 200 + TYPES]
PUBLISHED = {"edition_number": 1, "published_at": datetime(2026, 1, 1, tzinfo=UTC)}
PUBLISHED["updated_at"] = PUBLISHED["published_at"]


def fill():
    """Write all of it, unless it is there."""
    from django.db import connection, transaction

    from timeline.models import Entry
    from timeline.spellings import add_all_titles

    if Entry.objects.exists():
        return
    with transaction.atomic():
        _write(Random(1))
        add_all_titles()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _write(random):
    """Rows of each kind, and what ties them: an event has a type and an organisation, and stands in a dossier."""
    from library.models import Document
    from taskforces.models import Dossier, Organisation
    from taskforces.models.live_links import DossierOrganisation
    from timeline.models import Entry, EventType
    from timeline.models.live_links import EntryDocument, EntryDossier, EntryOrganisation

    types = _bulk(EventType, TYPES, lambda n: {"name": TYPE_WORDS[n], "slug": f"type-{n}"})
    organisations = _bulk(Organisation, ORGANISATIONS, lambda n: {"name": _words(random, 3), "slug": f"body-{n}"})
    documents = _bulk(Document, DOCUMENTS, lambda n: {"title": _words(random, TITLE), "language": "en"})
    dossiers = _bulk(Dossier, DOSSIERS, lambda n: _published(random, n, "background", "start"))
    kinds = lambda n: {"type": random.choice(types)}  # noqa: E731
    entries = _bulk(Entry, EVENTS, lambda n: _published(random, n, "body", "date") | kinds(n))
    tie = lambda n: {"organisation": random.choice(organisations), "position": 0}  # noqa: E731
    _bulk(DossierOrganisation, DOSSIERS, lambda n: {"dossier": dossiers[n]} | tie(n))
    by_entry = lambda n: {"entry": entries[n], "sort_key": entries[n].sort_key}  # noqa: E731
    _bulk(EntryOrganisation, EVENTS, lambda n: by_entry(n) | tie(n))
    _bulk(EntryDossier, EVENTS, lambda n: by_entry(n) | {"dossier": random.choice(dossiers).pk})
    _bulk(EntryDocument, DOCUMENTS, lambda n: {"entry": entries[n], "document": documents[n], "position": 0})


def _bulk(model, number, columns):
    """So many rows of a model, written; `columns` gives those of the n-th."""
    rows = [model(**columns(n)) for n in range(number)]
    for row in rows:
        if hasattr(row, "fill_columns"):
            row.fill_columns()
    return model.objects.bulk_create(rows, batch_size=AT_ONCE)


def _published(random, number, text, day):
    """What a live row of such words says, on some day."""
    date = f"20{random.randint(10, 26)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
    named = {"id": UUID(int=random.getrandbits(128)), "slug": f"row-{number}", "title": _words(random, TITLE)}
    return PUBLISHED | named | {text: f"<p>{_words(random, TEXT)}</p>", day: date}


def _words(random, number):
    return " ".join(random.choices(VOCABULARY, cum_weights=WEIGHTS, k=number))
