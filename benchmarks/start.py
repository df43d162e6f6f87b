"""How long the site takes to start: the first time, when it makes its database, and each time after.

    python -m benchmarks.start

Works on a data folder of its own, which it throws away. Both are taken in one run: a second start is a small part of
a first one on any machine.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests import running

ROUNDS = 5


def main():
    """Print the seconds until the site is ready, and how many times longer the first start takes."""
    with tempfile.TemporaryDirectory() as folder:
        first = seconds(Path(folder) / "data")
        second = statistics.median(seconds(Path(folder) / "data") for _ in range(ROUNDS))
    sys.stdout.write(f"first start   {first:5.1f} s\nsecond start  {second:5.1f} s\n{first / second:.1f} × as long\n")


def seconds(data_dir):
    """How long one start takes until the site answers that it is ready."""
    begin = time.perf_counter()
    with running.serve(data_dir):
        return time.perf_counter() - begin


if __name__ == "__main__":
    main()
