"""How long a question to the search takes among 50,000 events: milliseconds of processor time, without the page.

    python -m benchmarks.search
    python -m benchmarks.search --postgresql

Their words are as common and as rare as in a language: the n-th stands one n-th as often as the first (Zipf). The
processor time of PostgreSQL's process for the connection is counted, too (Linux only).
"""

import argparse
import os
import sys
import time
from contextlib import nullcontext
from itertools import accumulate, product
from pathlib import Path
from random import Random

from benchmarks.filling import FOLDER, postgresql
from tests import running

DOCUMENTS, WORDS, TITLE, TEXT, AT_ONCE = 50_000, 20_000, 6, 120, 2_000
TIMES, GOAL = 5, 15
SYLLABLES = "ba co da fe ga hi jo ka lu me no pa qui ro su ta ve wi xo za bren stal mont dor sil ther vun kel"
VOCABULARY = ["".join(each) for each in product(SYLLABLES.split(), repeat=3)][:WORDS]
Random(1).shuffle(VOCABULARY)
WEIGHTS = list(accumulate(1 / (rank + 1) for rank in range(len(VOCABULARY))))
# Words by how common they are: in nearly all documents, in a tenth, in a hundredth, in a handful, in none.
COMMON, USUAL, RARE, SELDOM, NONE = VOCABULARY[0], VOCABULARY[100], VOCABULARY[1_000], VOCABULARY[-1], "xyzzy"
QUESTIONS = (
    *(NONE, SELDOM, RARE, USUAL, COMMON, RARE[:4], USUAL[:2], COMMON[:1]),
    *(
        f"{USUAL} {RARE}",
        f"{COMMON} {USUAL}",
        f'"{COMMON} {USUAL}"',
        f"{COMMON} {SELDOM}",
        " ".join(VOCABULARY[90:100]),
    ),
)


def main():
    """Fill, ask each question, and say which took longer than the goal."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search")
    parser.add_argument("--postgresql", action="store_true", help="on PostgreSQL")
    with postgresql() if parser.parse_args().postgresql else nullcontext() as server:
        data_dir = FOLDER / ("search-postgresql" if server else "search")
        env = {"DATABASE_URL": server} if server else {}
        ended = running.manage(data_dir, "migrate", **env)
        if ended.returncode:
            sys.exit(ended.stderr)
        os.environ |= running.surroundings(data_dir, **env) | {"DJANGO_SETTINGS_MODULE": "dossier_site.settings"}
        import django

        django.setup()
        fill()
        say(measured())


def fill():
    """Make the documents that are missing."""
    from django.db import connection, transaction

    from timeline.models.live import Entry

    random = Random(Entry.objects.count())
    with transaction.atomic():
        for start in range(Entry.objects.count(), DOCUMENTS, AT_ONCE):
            Entry.objects.bulk_create(entry(random, start + number) for number in range(AT_ONCE))
    connection.cursor().execute("ANALYZE")


def entry(random, number):
    """An event of such words, on some day."""
    from timeline.models.live import Entry

    title, text = (" ".join(random.choices(VOCABULARY, cum_weights=WEIGHTS, k=many)) for many in (TITLE, TEXT))
    day = f"20{random.randint(10, 26)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
    return Entry(title=title, slug=f"event-{number}", date=day, body=f"<p>{text}</p>", edition_number=1)


def measured():
    """(milliseconds, hits, question) of each."""
    from dossiers.search.hits import hits

    return sorted((milliseconds(hits, {"q": words}), len(hits({"q": words})), words) for words in QUESTIONS)


def say(rows):
    """The table, the slowest last."""
    for took, number, words in rows:
        sys.stdout.write(f"{took:8.2f} ms  {number:4} hits  {words}\n")
    sys.stdout.write(f"{sum(took > GOAL for took, *_ in rows)} of {len(rows)} above {GOAL} ms\n")


def milliseconds(ask, asked) -> float:
    """Of processor time for one question, the middle of some; the first one is not counted."""
    ask(asked)
    spent = []
    for _time in range(TIMES):
        before = processor()
        ask(asked)
        spent.append((processor() - before) * 1_000)
    return sorted(spent)[TIMES // 2]


def processor() -> float:
    """Seconds of processor time that this process took, and PostgreSQL's for its connection."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return time.process_time()
    connection.ensure_connection()
    ticks = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text().split()[0]
    return time.process_time() + int(ticks) / 1e9


if __name__ == "__main__":
    main()
