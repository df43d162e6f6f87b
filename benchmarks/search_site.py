"""A site of 50,000 documents to search, made once.

Its made-up words are as common and as rare as in a language: the n-th stands one n-th as often as the first (Zipf).
"""

import os
import subprocess
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import accumulate, product
from random import Random
from uuid import UUID

from benchmarks.filling import FOLDER
from tests import running
from tests.postgresql import Server

EVENTS, DOSSIERS, ORGANISATIONS, DOCUMENTS, TYPES = 45_000, 2_000, 2_000, 1_000, 12
TITLE, TEXT, AT_ONCE = 6, 120, 1_000
SYLLABLES = "ba co da fe ga hi jo ka lu me no pa qui ro su ta ve wi xo za bren stal mont dor sil ther vun kel"
VOCABULARY = ["".join(each) for each in product(SYLLABLES.split(), repeat=3)][:20_000]
Random(1).shuffle(VOCABULARY)
WEIGHTS = list(accumulate(1 / (rank + 1) for rank in range(len(VOCABULARY))))
TYPE_WORDS = VOCABULARY[200 : 200 + TYPES]
PUBLISHED = {"edition_number": 1, "published_at": datetime(2026, 1, 1, tzinfo=UTC)}
PUBLISHED["updated_at"] = PUBLISHED["published_at"]


@contextmanager
def on_sqlite():
    """With the site in a file."""
    set_up(FOLDER / "search")
    yield


@contextmanager
def on_postgresql():
    """With the site on a server of its own, on a copy of the data of the first time."""
    server, kept = Server(), FOLDER / "search-postgresql-data"
    try:
        url = server.start(like=kept if kept.exists() else None)
        set_up(FOLDER / "search-postgresql", DATABASE_URL=url)
        if not kept.exists():
            keep(server, kept)
        yield
    finally:
        server.stop()


def keep(server, folder):
    """Put the data of a server aside for the next time."""
    from django.db import connection

    connection.close()
    server.halt()
    subprocess.run(["cp", "-a", server.folder / "data", folder], check=True)
    server.run()


def set_up(data_dir, **env):
    """Start Django on a filled site."""
    os.environ |= running.surroundings(data_dir, **env) | {"DJANGO_SETTINGS_MODULE": "dossier_site.settings"}
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    fill()


def fill():
    """Write all of it, unless it is there."""
    from django.db import connection, transaction

    from dossiers.models import SearchRow
    from dossiers.search.indexing import rebuild_all
    from text.word_index import filled_at_the_end
    from timeline.models import Entry
    from timeline.spellings import add_all_titles

    if Entry.objects.exists():
        return
    with transaction.atomic():
        _write(Random(1))
        add_all_titles()
    with filled_at_the_end([SearchRow]):
        rebuild_all()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _write(random):
    """Rows of each kind, and what ties them: an event has a type and an organisation, and stands in a dossier."""
    from library.models import Document
    from taskforces.models import Dossier, Organisation
    from taskforces.models.live_links import DossierOrganisation
    from timeline.models import Entry, EventType
    from timeline.models.live_links import EntryDocument, EntryDossier, EntryOrganisation, outline_of

    types = _bulk(EventType, TYPES, lambda n: {"name": TYPE_WORDS[n], "slug": f"type-{n}"})
    organisations = _bulk(Organisation, ORGANISATIONS, lambda n: {"name": _words(random, 3), "slug": f"body-{n}"})
    documents = _bulk(Document, DOCUMENTS, lambda n: {"title": _words(random, TITLE), "language": "en"})
    dossiers = _bulk(
        Dossier, DOSSIERS, lambda n: _published(random, n, "background", "start", region=f"Region {n % 300}")
    )
    entries = _bulk(Entry, EVENTS, lambda n: _published(random, n, "body", "date", type=random.choice(types)))

    def tied(**to):
        return to | {"organisation": random.choice(organisations), "position": 0}

    def ordered(n, **to):
        return to | {"entry": entries[n], "sort_key": entries[n].sort_key}

    _bulk(DossierOrganisation, DOSSIERS, lambda n: tied(dossier=dossiers[n]))
    _bulk(EntryOrganisation, EVENTS, lambda n: ordered(n, **tied()))
    _bulk(EntryDossier, EVENTS, lambda n: ordered(n, dossier=random.choice(dossiers).pk) | outline_of(entries[n]))
    _bulk(EntryDocument, DOCUMENTS, lambda n: {"entry": entries[n], "document": documents[n], "position": 0})


def _bulk(model, number, columns):
    """So many rows of a model, written; `columns` gives those of the n-th."""
    rows = [model(**columns(n)) for n in range(number)]
    for row in rows:
        if hasattr(row, "fill_columns"):
            row.fill_columns()
    return model.objects.bulk_create(rows, batch_size=AT_ONCE)


def _published(random, number, text, day, **more):
    """What a live row of such words says, on some day."""
    date = f"20{random.randint(10, 26)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
    named = {"id": UUID(int=random.getrandbits(128)), "slug": f"row-{number}", "title": _words(random, TITLE)}
    return PUBLISHED | named | more | {text: f"<p>{_words(random, TEXT)}</p>", day: date}


def _words(random, number):
    return " ".join(random.choices(VOCABULARY, cum_weights=WEIGHTS, k=number))
