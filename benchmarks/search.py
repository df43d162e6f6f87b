"""How long a question to the search takes among 50,000 documents: milliseconds of processor time.

    python -m benchmarks.search
    python -m benchmarks.search --postgresql
    python -m benchmarks.search --profile "some words"

For each question that of the search itself (words, hits, rows, excerpts, what was meant), and that of the whole page,
drawn where none is ready. The processor time of PostgreSQL's process for the connection is counted, too (Linux only).
What is made for it stays in var/benchmarks, for the next time.
"""

import argparse
import cProfile
import pstats
import sys

from benchmarks.processes import processor
from benchmarks.search_site import TYPE_WORDS, VOCABULARY, on_postgresql, on_sqlite

TIMES, GOAL = 3, 15
# Words by how common they are: in nearly all documents, in a tenth, in a hundredth, in a handful, in none.
COMMON, USUAL, RARE, SELDOM, NONE = VOCABULARY[0], VOCABULARY[100], VOCABULARY[1_000], VOCABULARY[-1], "xyzzy"
QUESTIONS = {
    "found nowhere": NONE,
    "misspelt": f"{RARE[:4]}{RARE[5:]}",
    "in a handful": SELDOM,
    "in a hundredth": RARE,
    "in a tenth": USUAL,
    "in nearly all": COMMON,
    "beginning, 4 letters": RARE[:4],
    "beginning, 2 letters": USUAL[:2],
    "beginning, 1 letter": COMMON[:1],
    "name of a type": TYPE_WORDS[0],
    "a tenth and a hundredth": f"{USUAL} {RARE}",
    "nearly all and a tenth": f"{COMMON} {USUAL}",
    "nearly all and a handful": f"{COMMON} {SELDOM}",
    "two that nearly all have": f"{COMMON} {VOCABULARY[1]}",
    "phrase, common": f'"{COMMON} {VOCABULARY[1]}"',
    "phrase": f'"{COMMON} {USUAL}"',
    "ten words": " ".join(VOCABULARY[90:100]),
}


def main():
    """Fill, ask each question, and say how long it took."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search")
    parser.add_argument("--postgresql", action="store_true", help="on PostgreSQL")
    parser.add_argument("--profile", metavar="WORDS", help="ask only this, and say what takes how long")
    options = parser.parse_args()
    with (on_postgresql if options.postgresql else on_sqlite)():
        if options.profile:
            return profile(options.profile)
        say_all()


def search(words):
    """All that is asked and reckoned for the first page of a search, not drawn."""
    from dossiers.search.excerpts import excerpt, marked
    from dossiers.search.hits import hits, rows_of
    from dossiers.search.meant import meant
    from dossiers.search.texts import title, words_of
    from text.questions import terms

    found, asked = hits({"q": words})[""].places, terms(words)
    drawn = [(marked(title(row), asked), excerpt(words_of(row), asked)) for _kind, row in rows_of(found[:20])]
    return found, drawn, "" if found else meant(words)


def page(words):
    """The whole page, drawn anew."""
    from django.test import RequestFactory

    from dossiers.views.search import SearchPage

    return SearchPage.as_view()(RequestFactory().get("/search/", {"q": words})).render()


def milliseconds(ask, asked) -> float:
    """Of processor time for one question, the middle of some; the first one is not counted."""
    ask(asked)
    spent = []
    for _time in range(TIMES):
        before = processor()
        ask(asked)
        spent.append((processor() - before) * 1_000)
    return sorted(spent)[TIMES // 2]


def say_all():
    """The table, a line as soon as it is known."""
    sys.stdout.write("| question | hits | search, ms | page, ms |\n| --- | --- | --- | --- |\n")
    for name, words in QUESTIONS.items():
        number, alone, whole = len(search(words)[0]), milliseconds(search, words), milliseconds(page, words)
        mark = " (above the goal)" if alone > GOAL else ""
        sys.stdout.write(f"| {name} | {number} | {alone:.1f}{mark} | {whole:.1f} |\n")
        sys.stdout.flush()


def profile(words):
    """What takes how long within one question, asked some times."""
    search(words)
    with cProfile.Profile() as watched:
        for _time in range(TIMES):
            search(words)
    pstats.Stats(watched).sort_stats("cumulative").print_stats(45)


if __name__ == "__main__":
    main()
