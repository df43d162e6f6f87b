"""A module that `library.processes` may start, and that does what its argument says: nothing good."""

import os
import resource
import sys
import threading

from library import processes


def killed():
    os.kill(os.getpid(), 9)


def crashing():
    os.abort()


def failing():
    sys.exit("This is why.")


def hanging():
    threading.Event().wait()


def greedy():
    """Take more memory than the limit leaves."""
    processes.answer(lambda data: ({}, [b"x" * processes.MEMORY]))


def telling():
    """Say what of the site it knows."""
    processes.answer(lambda data: ({"names": sorted(os.environ), "folder": os.getcwd()}, []))


def limited():
    """Say which limits it has."""
    limits = (resource.RLIMIT_CPU, resource.RLIMIT_AS, resource.RLIMIT_CORE)
    processes.answer(lambda data: ({"limits": [resource.getrlimit(limit)[0] for limit in limits]}, []))


if __name__ == "__main__":
    globals()[sys.argv[1]]()
