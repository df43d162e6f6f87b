"""Work that may take much, as on uploaded files, done by a process that is started for it and ends with it.

What reads hostile bytes may take hundreds of megabytes, which a worker would keep, or hang, or crash. The process has
limits of time and memory, and knows neither the database nor the site's secrets. It is not forked from the worker,
which has threads: it is started anew, as `python -m` with the name of a module that calls `answer`.
"""

import json
import logging
import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from django.core.exceptions import ValidationError

logger = logging.getLogger(__name__)

HOUSE = Path(__file__).resolve().parent.parent
# What Python and the system's libraries need; no address of a database, no key.
ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "LANG", "TMPDIR")
SECONDS = 40
# Of address space: the largest picture that is accepted takes a third of it.
MEMORY = 3 * 1024**3
# Several large files side by side would take several times the memory.
_turn = threading.Lock()


class Unfinished(Exception):
    """The process did not come to an end by itself: it took too much time or memory, or crashed."""


def run(module: str, data: bytes, *arguments: str, turn=_turn) -> tuple[dict, bytes]:
    """What `module` answers about `data`: facts, and the files it made, in a row. Raises Unfinished.

    One process at a time for each `turn`, a lock: what is no upload has one of its own.
    """
    with turn:
        head, _newline, body = _output(module, data, arguments).partition(b"\n")
    return json.loads(head), body


def _output(module: str, data: bytes, arguments: tuple[str, ...]) -> bytes:
    environment = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    options = {
        "cwd": HOUSE,
        "env": environment | {"PYTHONPATH": str(HOUSE)},
        "capture_output": True,
        "timeout": SECONDS,
    }
    try:
        command = (sys.executable, "-m", module, *arguments)
        return subprocess.run(command, input=data, check=True, **options).stdout
    except subprocess.TimeoutExpired:
        logger.warning("%s did not end within %d seconds, with %d bytes.", module, SECONDS, len(data))
    except subprocess.CalledProcessError as error:
        words = error.stderr.decode(errors="replace")[-2000:]
        logger.warning("%s ended with %d, with %d bytes. %s", module, error.returncode, len(data), words)
    except OSError as error:
        logger.error("%s could not be started: %s", module, error)
    raise Unfinished


def answer(work):
    """The other side: give `work` what comes on standard input, and write the facts and files that it returns.

    A ValidationError is answered as the fact "refusal", with its code.
    """
    _limit()
    try:
        facts, files = work(sys.stdin.buffer.read())
    except ValidationError as refusal:
        facts, files = {"refusal": refusal.code}, []
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + b"".join(files))


def _limit():
    """Bound the process from within, also should nobody wait for it any more. Some systems know only some limits."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (2 * SECONDS, 2 * SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with suppress(AttributeError, OSError):
        os.nice(10)  # pages come first
