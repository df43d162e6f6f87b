"""How long a question to the search takes, asked of 50,000 events: milliseconds of processor time, without the page.

    python -m benchmarks.search
    python -m benchmarks.search --postgresql

The processor time of the database is counted, too: SQLite works in this process, and of PostgreSQL's that work for this
connection is added (Linux only).
"""

import argparse
import os
import time
from pathlib import Path

from benchmarks.filling import filled, postgresql

TIMES = 5
# Words of the made-up dossiers (`dossier_site.ops.generated.words`): common and rare ones, beginnings, phrases, slips.
QUESTIONS = (
    *("robotics", "energy", "robotics energy", "robot", "e", "en", "taskforce", "school", "schools companies"),
    *("workshop", '"robotics energy"', '"the of"', "meeting 2020", "taskforce 20", "organisation 7", "robotcs"),
    *("robotics energy school meeting workshop teachers", "xyzzy", "Norway", "2021", "a b c d e f g h i j"),
)
GOAL = 15


def main():
    """Ask each question of the site of size M, and say which took longer than the goal."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search")
    parser.add_argument("--postgresql", action="store_true", help="on PostgreSQL")
    if parser.parse_args().postgresql:
        with postgresql() as server:
            ask_all(*filled("M", server))
    else:
        ask_all(*filled("M", None))


def ask_all(data_dir: Path, env: dict[str, str]) -> None:
    """All questions, the slowest last."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "dossier_site.settings", "DATA_DIR": str(data_dir)} | env
    import django

    django.setup()
    from dossiers.search.hits import hits

    took = sorted((milliseconds(lambda: hits({"q": words})), words, len(hits({"q": words}))) for words in QUESTIONS)  # noqa: B023
    for each, words, number in took:
        print(f"{each:8.2f} ms  {number:4} hits  {words}")  # noqa: T201 what it is run for
    print(f"{sum(each > GOAL for each, *_ in took)} of {len(took)} above {GOAL} ms")  # noqa: T201


def milliseconds(ask) -> float:
    """Of processor time for one question, the middle of some: the first one is not counted."""
    ask()
    spent = []
    for _time in range(TIMES):
        before = processor()
        ask()
        spent.append((processor() - before) * 1_000)
    return sorted(spent)[TIMES // 2]


def processor() -> float:
    """Seconds of processor time that this process took, and the server's process for its connection."""
    return time.process_time() + of_server()


def of_server() -> float:
    """Those of PostgreSQL; 0 for SQLite. It is counted in hundredths, so a question is asked until some are there."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0
    connection.ensure_connection()
    words = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text().split()
    return int(words[0]) / 1e9


if __name__ == "__main__":
    main()
