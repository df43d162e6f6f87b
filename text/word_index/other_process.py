"""What fills an index of words in a process of its own; see `beside.py`, which starts it. It needs Python alone.

Its input is pickled: statements, each with a list of rows for it, or None. Its output are the rows of the tables that
were asked for. Its database is a file without a name: nothing is left of it.
"""

import pickle
import sys
from importlib import import_module
from tempfile import TemporaryDirectory

AT_ONCE = 200
# Nothing here outlives the process. A part of an index has some 4 kB: larger pages hold several.
HURRIED = "PRAGMA page_size = 16384; PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; PRAGMA cache_size = -500000"


def main(module, folder, *tables):
    """Carry out what comes in, and give all rows of some tables.

    SQLite writes down what it has in memory of an index before it makes a table or writes the rows of a question.
    """
    with TemporaryDirectory(dir=folder) as place:
        database = import_module(module).connect(f"{place}/words", isolation_level=None)
        database.executescript(f"{HURRIED}; BEGIN; CREATE TABLE made (here)")
    for statement, rows in _messages(sys.stdin.buffer):
        if rows is None:
            database.execute(statement)
        else:
            database.executemany(statement, rows)
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
