"""What all pages depend on beside the database: the code, its packages, the look, the settings; where files of a
machine keep them, its start, too.
"""

import json
import platform
from os.path import relpath
from pathlib import Path

from django.conf import settings

from text.digest import digest

PARTS = ("*/**/*.py", "templates/**/*", "static/**/*", "requirements/run.txt")
# Of settings, those that only say how a machine serves.
OF_MACHINE = {"BIND", "PORT", "WEB_CONCURRENCY"}
# Changes when the machine starts anew: then what was not yet on the disk may be lost, or half there.
STARTED = Path("/proc/sys/kernel/random/boot_id")


def version() -> str:
    """Another one whenever pages may be drawn differently, or what is kept may be damaged."""
    started = [] if settings.CACHE_IS_REDIS else STARTED.parent.glob(STARTED.name)
    files = (*started, *sorted(_files()))
    parts = [relpath(path, settings.BASE_DIR).encode() + b"\0" + path.read_bytes() for path in files]
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
    names = [name for name in dir(settings) if name.isupper() and name not in OF_MACHINE]
    values = {name: _plain(getattr(settings, name)) for name in names}
    return repr([*sorted(values.items()), *(str(database.get(name)) for name in ("NAME", "HOST", "PORT"))])


def _plain(value):
    try:
        return json.dumps(value, sort_keys=True)
    except TypeError:
        return None
