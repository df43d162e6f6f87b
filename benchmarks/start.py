"""How long the site takes to start: the first time, when it makes its database, and each time after."""

import statistics
import tempfile
import time
from pathlib import Path

from tests import running


def times(rounds: int) -> tuple[float, float]:
    """Seconds of the first start on a folder of its own, and the median of so many after it."""
    with tempfile.TemporaryDirectory() as folder:
        first = _seconds(Path(folder) / "data")
        return first, statistics.median(_seconds(Path(folder) / "data") for _ in range(rounds))


def _seconds(data_dir):
    begin = time.perf_counter()
    with running.serve(data_dir):
        return time.perf_counter() - begin
