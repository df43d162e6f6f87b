"""How gunicorn serves the site. Read by gunicorn itself: `gunicorn -c python:dossier_site.gunicorn`."""

import gc
import logging
import os
import re
import sys
from itertools import count

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dossier_site.settings")

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.backends.signals import connection_created
from django.urls import get_resolver
from gunicorn.glogging import CONFIG_DEFAULTS, Logger

from dossier_site.ops import data_folder, lock
from dossier_site.worker import fork_workers_that_listen

try:
    data_folder.open_for(lock.take)  # `serve` has done so already, unless gunicorn was started by hand
except (ImproperlyConfigured, lock.InUse, OSError) as error:
    sys.exit(str(error))  # without a traceback

wsgi_app = "dossier_site.wsgi"
bind = f"{settings.BIND}:{settings.PORT}"
workers = settings.WEB_CONCURRENCY
worker_class = "dossier_site.worker.Worker"
# The site is read once, and workers share the memory that it takes.
preload_app = True
threads = 4
timeout = 60
# A worker starts anew now and then, not all at once: a slow leak never becomes a full machine. Not more often: ready
# pages are thousands a second, and while one worker starts the other has all lines, which cost it twice the time.
max_requests, max_requests_jitter = 200_000, 40_000
# Whether a request came by https is Django's to decide (BEHIND_PROXY), not to be believed from any header here.
secure_scheme_headers: dict[str, str] = {}
# Nor does any header of a request say where the site is mounted or which path was asked (SCRIPT_NAME, PATH_INFO).
forwarded_allow_ips = forwarder_headers = ""
# It would put a socket outside the data folder.
control_socket_disable = True
# After so many full collections of garbage nothing is looked through that was there before. What leads back to itself
# and is in use at such a moment stays for ever: so it is few times.
SETTLED = (10, 100)
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None
# Everything to standard output; one line a request, without the reader's address.
accesslog = "-"
access_log_format = '"%(r)s" %(s)s %(b)s %(M)sms'
logger_class = "dossier_site.gunicorn.ShortLog"
logconfig_dict = CONFIG_DEFAULTS | {
    "filters": {"no_address": {"()": "dossier_site.gunicorn.WithoutAddress"}},
    "handlers": {"console": CONFIG_DEFAULTS["handlers"]["console"] | {"filters": ["no_address"]}},
    "root": {"level": "WARNING", "handlers": ["console"]},
    "loggers": {
        name: {"level": "INFO", "handlers": ["console"], "propagate": False}
        for name in ("gunicorn.error", "gunicorn.access")
    },
}


class WithoutAddress(logging.Filter):
    """Takes the client's address out of what gunicorn says of a request that it could not read."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every line passes."""
        record.msg = re.sub(r"^Invalid request from ip=.*?: ", "Invalid request: ", str(record.msg))
        return True


class ShortLog(Logger):
    """gunicorn's, which for each request only looks up what a line says."""

    def atoms(self, resp, req, environ, request_time) -> dict:
        """The parts of `access_log_format`."""
        request = f"{environ['REQUEST_METHOD']} {environ['RAW_URI']} {environ['SERVER_PROTOCOL']}"
        milliseconds = int(request_time.total_seconds() * 1000)
        return {"r": request, "s": str(resp.status).partition(" ")[0], "b": str(resp.sent), "M": milliseconds}


def keep_little(connection, **event) -> None:
    """Each thread has a connection, and SQLite would keep 2 MB of the file for each, which the system has, too."""
    if connection.vendor == "sqlite":
        connection.connection.execute("PRAGMA cache_size = -400").close()


def settle(collected: int) -> None:
    """Keep out of further collections what a worker has made so far, when it `collected` so often: nearly all of it
    stays for good, templates and SQL of its pages. To look through it takes as long as to draw a long page."""
    if collected in SETTLED:
        gc.freeze()


def post_worker_init(worker) -> None:
    """Have it settle, when pages of most kinds were drawn, and once more when the rare ones were, too."""
    collected = count(1)
    gc.callbacks.append(lambda phase, info: phase == "stop" and info["generation"] == 2 and settle(next(collected)))


def when_ready(server) -> None:
    """Say where the site is, once it can be opened there. Workers share the memory of all that was read until now."""
    fork_workers_that_listen()
    # All pages, which else each worker would read at its first request.
    get_resolver().url_patterns  # noqa: B018
    connections.close_all()
    connection_created.connect(keep_little)
    gc.collect()
    gc.freeze()  # what nobody looks at any more is not copied
    # Of what a long answer is made of, much leads back to itself. By default 70,000 such objects gather, and all that
    # was ever read counts as a reason to wait; each of four threads would keep 10 MB. Little is left to look through.
    gc.set_threshold(700, 10, 2)
    gc.collect()
    host = {"0.0.0.0": "127.0.0.1", "[::]": "[::1]"}.get(settings.BIND, settings.BIND)
    server.log.info("The site is at http://%s:%s", host, settings.PORT)
