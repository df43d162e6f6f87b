"""A worker of gunicorn that shares new connections with the others."""

from time import sleep

from gunicorn.workers.gthread import ThreadWorker

# Long enough for another worker to wake up.
SECONDS = 0.0001


class Worker(ThreadWorker):
    """gunicorn's. Of many connections that come at once it would often take all: its threads then wait for each other,
    which takes twice the time, while other workers have none."""

    def accept(self, listener):
        """Take a new connection; with more than threads, let others be first."""
        if self.nr_conns > self.cfg.threads:
            sleep(SECONDS)
        super().accept(listener)
