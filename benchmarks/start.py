"""How long the site takes to start: the first time, when it makes its database, and each time after."""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests import running

COLLECT = """
import time, django; django.setup()
from django.core.management import call_command
begin = time.perf_counter()
call_command("collectstatic", interactive=False, verbosity=0, clear=True)
print(time.perf_counter() - begin)
"""


def times(rounds: int) -> tuple[float, float, float]:
    """Seconds of the first start on a folder of its own, of collecting static files, and the median of more starts."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first, collecting = _seconds(folder / "data"), _collecting(folder)
        return first, collecting, statistics.median(_seconds(folder / "data") for _ in range(rounds))


def _collecting(data_dir):
    return float(running.python(data_dir, "-c", COLLECT, DJANGO_SETTINGS_MODULE="dossier_site.settings").stdout)


def _seconds(data_dir):
    begin = time.perf_counter()
    with running.serve(data_dir):
        return time.perf_counter() - begin


if __name__ == "__main__":
    words = "From nothing {:.1f} s, {:.1f} s of it for static files; after that {:.2f} s.\n"
    sys.stdout.write(words.format(*times(3)))
