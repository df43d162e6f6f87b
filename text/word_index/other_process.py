"""What fills an index of words in a process of its own; see `beside.py`, which starts it. It needs Python alone.

Its input are pickled statements with lists of values, until it ends; then it writes the rows of the tables that were
asked for, pickled. Its database is a file without a name: however it ends, nothing is left.
"""

import pickle
import sys
from importlib import import_module
from tempfile import TemporaryDirectory

AT_ONCE = 200
# Nothing here outlives the process.
HURRIED = (
    "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; PRAGMA cache_size = -500000; PRAGMA locking_mode = EXCLUSIVE"
)


def main(module, folder, *tables):
    """Carry out what comes in, and give all rows of some tables."""
    with TemporaryDirectory(dir=folder) as place:
        database = import_module(module).connect(f"{place}/words", isolation_level=None)
        database.executescript(f"{HURRIED}; BEGIN; CREATE TABLE made (here)")
    for statement, rows in _messages(sys.stdin.buffer):
        database.executemany(statement, rows) if rows else database.execute(statement)
    database.execute("COMMIT")
    for table in tables:
        rows = database.execute(f'SELECT * FROM "{table}"')
        while some := rows.fetchmany(AT_ONCE):
            pickle.dump((table, some), sys.stdout.buffer)


def _messages(stream):
    while stream.peek(1):
        yield pickle.load(stream)


if __name__ == "__main__":
    main(*sys.argv[1:])
