"""What fills an index of words in a process of its own; see `beside.py`, which starts it. It needs Python alone.

Its input is pickled: statements, each with a list of rows for it, or None.
"""

import os
import pickle
import sys
from importlib import import_module
from pathlib import Path
from shutil import rmtree

# Nothing here outlives a power cut. A part of an index has some 4 kB: larger pages hold several.
HURRIED = "PRAGMA page_size = 16384; PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; PRAGMA cache_size = -500000"


def main(module, file, parent):
    """Carry out what comes in, in a new database. It goes again, with its folder, if `parent`, a process, was killed.

    SQLite writes down what it has in memory of an index before it makes a table or writes the rows of a question.
    """
    database = import_module(module).connect(file, isolation_level=None)
    database.executescript(f"{HURRIED}; BEGIN")
    for statement, rows in _messages(sys.stdin.buffer):
        if rows is None:
            database.execute(statement)
        else:
            database.executemany(statement, rows)
    database.execute("COMMIT")
    if os.getppid() != int(parent):
        rmtree(Path(file).parent)


def _messages(stream):
    while stream.peek(1):
        yield pickle.load(stream)


if __name__ == "__main__":
    main(*sys.argv[1:])
