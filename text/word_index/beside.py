"""An index of words that SQLite fills beside the site's database: in another process, while this one takes in the rows.
Then it is copied as it is stored, in the open transaction, which has all of it or nothing.
"""

import os
import pickle
import subprocess
import sys
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

from text.word_index import other_process, sqlite
from text.word_index.names import names

# SQLite puts a million bytes of an index in order in memory, writes them, and merges what it wrote four by four, again
# and again. Here it merges all of it once, in the end. It has room for more, but no more than a processor keeps near.
FILLING = {"hashsize": 4_000_000, "automerge": 0, "crisismerge": 1_000}
# In which tables SQLite keeps the words of an index.
STORED = ("data", "idx")
AT_ONCE = 1_000


@contextmanager
def filled_beside(connection, models, statements):
    """Lay the indexes of models aside for a block within a transaction, which writes their rows. SQLite only.

    `statements` write the words of the new rows, by their numbers, into indexes of the same names elsewhere:
    [(SQL, rows)]; see `other_process.py`. Rows that are there already are taken along.
    """
    folder = Path(connection.settings_dict["NAME"]).absolute().parent
    with connection.cursor() as cursor, TemporaryDirectory(dir=folder) as place, TemporaryFile(dir=folder) as said:
        for message in chain(*(_begun(cursor, model) for model in models), statements, map(_ended, models)):
            pickle.dump(message, said)
        said.seek(0)
        file = f"{place}/filled"
        command = [sys.executable, other_process.__file__, connection.Database.__name__, file, str(os.getpid())]
        with subprocess.Popen(command, stdin=said) as process:
            try:
                yield
                for model in models:
                    sqlite.keep(cursor, model, has_words=False)
            except BaseException:
                process.kill()
                raise
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
        _copy(cursor, file, models)


def _begun(cursor, model):
    """What makes an index, and takes in the rows that are there."""
    words = names(model)[0]
    cursor.execute(sqlite.DROPPED.format(words))
    yield sqlite.table_of_words(model), None
    for option, value in FILLING.items():
        yield f'INSERT INTO "{words}" ("{words}", rank) VALUES (?, ?)', [(option, value)]
    cursor.execute(sqlite.words_in_order(model))
    while rows := cursor.fetchmany(AT_ONCE):
        yield f'INSERT INTO "{words}" (rowid, words) VALUES (?, ?)', rows


def _ended(model):
    words = names(model)[0]
    return f'INSERT INTO "{words}" ("{words}") VALUES (\'optimize\')', None


def _copy(cursor, file, models):
    """Take over the tables of indexes that are new here: nobody asked them yet. SQLite copies rows as they are stored
    where the table is empty and made alike.

    It cannot detach the file within the transaction: the next use does it, or the end of the connection.
    """
    cursor.execute("SELECT 1 FROM pragma_database_list WHERE name = 'beside'")
    if cursor.fetchone():
        cursor.execute("DETACH beside")
    cursor.execute("ATTACH %s AS beside", [file])
    for model in models:
        for part in STORED:
            table = f'"{names(model)[0]}_{part}"'
            cursor.execute(f"DELETE FROM main.{table}")
            cursor.execute(f"INSERT INTO main.{table} SELECT * FROM beside.{table}")
