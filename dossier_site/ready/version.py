"""What all pages depend on beside the database: the code, its packages, the look, the settings, the machine's start."""

import json
import platform
from pathlib import Path

from django.conf import settings

from text.digest import digest

PARTS = ("*/**/*.py", "templates/**/*", "static/**/*", "requirements/run.txt")
# Changes when the machine starts anew: then what was not yet on the disk may be lost, or half there.
STARTED = Path("/proc/sys/kernel/random/boot_id")


def version() -> str:
    """Another one whenever pages may be drawn differently, or what is kept may be damaged."""
    own = list(STARTED.parent.glob(STARTED.name)) + sorted(_files())
    parts = [str(path).encode() + b"\0" + path.read_bytes() for path in own]
    return digest(b"\0".join([*parts, platform.python_version().encode(), _settings().encode()]))[:16]


def _files():
    """Our own files; what the site writes lies elsewhere or is no program."""
    rooms = {path.parent.name for path in settings.BASE_DIR.glob("*/__init__.py")} - {"tests", "benchmarks"}
    for part in PARTS:
        for path in settings.BASE_DIR.glob(part):
            top = path.relative_to(settings.BASE_DIR).parts[0]
            if path.is_file() and (path.suffix != ".py" or top in rooms):
                yield path


def _settings():
    """Those that are plain values, and which database it is."""
    database = settings.DATABASES["default"]
    values = {name: _plain(getattr(settings, name)) for name in dir(settings) if name.isupper()}
    return repr([*sorted(values.items()), *(str(database.get(name)) for name in ("NAME", "HOST", "PORT"))])


def _plain(value):
    try:
        return json.dumps(value, sort_keys=True)
    except TypeError:
        return None
