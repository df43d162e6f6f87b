"""Whether anything at all was committed to a database of SQLite, seen without a question to it.

In WAL mode all processes share a file beside the database, the index of its log. It begins with a header that each
commit writes anew before it returns: a counter, the length of the log, its checksum, and its salts, which change when
the log begins again (https://www.sqlite.org/walformat.html#the_wal_index_header). While these bytes are the same, so is
every answer of the database.
"""

import atexit
import logging
import mmap
import os
import sqlite3
import time
from threading import Lock

# Bytes. It stands there twice, and the one that is read here is written last. Who reads a part of the old one and a
# part of the new one reads while somebody commits who was not told yet that it is done; and such a mixture never stands
# there again, for no two have the same counter and checksums.
HEADER = 48

logger = logging.getLogger(__name__)


class Commits:
    """Those to one database, by whichever process.

    SQLite deletes the index when the last connection closes, so one is open here until the process ends. Nor is the
    index ever closed before: when a process closes a file, by whatever handle, the system takes away all its locks on
    it (fcntl(2)), and SQLite's locks of the log are on this one. A process that was forked from one that looks has none
    of them: it cannot tell.
    """

    def __init__(self):
        self.index = self.connection = self.process = None
        self.lock = Lock()

    def latest(self) -> tuple[int, bytes] | None:
        """What stands for the last commit, to be compared for being the same; None where nobody can tell.

        Whoever wants to know whether an answer still holds takes it before the question. A second later it is another
        one in any case: should somebody put another file in the place of the database, that is the longest it is
        believed.
        """
        if self.index is None or self.process != os.getpid():
            return None
        return int(time.time()), self.index[:HEADER]

    def watch(self, connection) -> None:
        """Look from now on at the database to which this connection of SQLite is open, if it is in WAL mode."""
        with self.lock:
            if self.process is None:
                self.process = os.getpid()
                self._open(connection)

    def _open(self, connection):
        try:
            if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
                path = connection.execute("PRAGMA database_list").fetchone()[2]
                self.connection = sqlite3.connect(path, check_same_thread=False)
                atexit.register(self.connection.close)  # before Python lets go of the index
                self.connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # now it has the index open
                self.index = mmap.mmap(os.open(f"{path}-shm", os.O_RDONLY), HEADER, prot=mmap.PROT_READ)
        except (sqlite3.Error, OSError, ValueError) as error:
            logger.warning("Each ready page asks the database whether it is true: %s", error)
