"""Measures the site, beside what a server can do at all, and writes benchmarks/RESULTS.md.

    python -m benchmarks                        (or: make bench)
    python -m benchmarks --sizes S --pages "dossier*" home --rounds 1
    python -m benchmarks --sizes S,M,L --postgresql

What is generated for it stays in var/benchmarks, for the next time.
"""

import argparse
import json
import shutil
import sys
import tempfile
from contextlib import ExitStack
from fnmatch import fnmatch
from pathlib import Path

from benchmarks import asking, start
from benchmarks.asking import ask
from benchmarks.filling import SIZES, filled, postgresql
from benchmarks.inside import inside
from benchmarks.measuring import Bench
from benchmarks.pages import PUBLIC, addresses
from benchmarks.results import Results
from benchmarks.servers import beside, nginx, site

# The headers that gunicorn writes itself.
OF_SERVER = {"server", "date", "connection"}


def main():
    """Fill, start, measure, write: size by size."""
    options = _options()
    if not shutil.which("wrk"):
        sys.exit(asking.MISSING)
    results = Results(options.note)
    for size in options.sizes.split(","):
        measure(size, options, results)
    if options.postgresql:
        with postgresql() as server:
            for size in options.sizes.split(","):
                measure(size, options, results, server)
    if not options.pages:
        results.add_starts(*start.times(options.rounds))


def _options():
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--sizes", default="S,M", help=f"of {', '.join(SIZES)} (default: S,M)")
    parser.add_argument("--pages", nargs="*", help='only pages of these names; * stands for anything: "list*" event')
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2, help="how long each page is asked for in a round")
    parser.add_argument("--postgresql", action="store_true", help="on PostgreSQL, too")
    parser.add_argument("--note", default="", help="a sentence about the machine, for the results")
    return parser.parse_args()


def _wanted(name, options):
    return not options.pages or any(fnmatch(name, pattern) for pattern in options.pages)


def measure(size, options, results, server=None):
    """All pages of one size on one database."""
    data_dir, env = filled(size, server)
    with ExitStack() as open_ones:
        ours = open_ones.enter_context(site(data_dir, **env))
        within = open_ones.enter_context(inside(data_dir, **env))
        page = ask(ours, PUBLIC["dossier, 20 events"])
        others = open_others(open_ones, page)
        pages = {name: page for name, page in addresses(ours).items() if _wanted(name, options)}
        memory = f"Memory of the workers and their master: {ours.tree.pss():.0f} MB PSS at first"
        found = Bench(ours, others, options.seconds).measure(pages, within, options.rounds, tell)
        memory += f", {ours.tree.pss():.0f} MB after all of it."
    database = "PostgreSQL" if server else "SQLite"
    results.add(f"{size} on {database}: {SIZES[size][0]:,} × {SIZES[size][1]} events", found, memory)
    sys.stderr.write("\n")


def open_others(open_ones, page):
    """What stands beside ours: {name: server}."""
    file = Path(open_ones.enter_context(tempfile.TemporaryDirectory())) / "page.html"
    file.write_bytes(page.body)
    headers = json.dumps({name: value for name, value in page.headers.items() if name not in OF_SERVER})
    found = {
        "hello": open_ones.enter_context(beside("hello")),
        "a bare function with the bytes of a dossier": open_ones.enter_context(
            beside("bare", BARE_PAGE=str(file), BARE_HEADERS=headers)
        ),
        "nginx with them in a file": open_ones.enter_context(nginx(page.body)),
    }
    return {name: server for name, server in found.items() if server}


def tell(what):
    """Say what is being measured, in the place of what was said before."""
    sys.stderr.write(f"\r{what:60}")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
