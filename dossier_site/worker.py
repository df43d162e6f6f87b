"""A worker of gunicorn that shares new connections with the others, and ends when it is told to."""

import os
import signal
from functools import partial
from time import sleep

from gunicorn.workers.gthread import ThreadWorker

# Long enough for another worker to wake up.
SECONDS = 0.0001
TOLD_TO_END = {signal.SIGTERM}


def fork_workers_that_listen() -> None:
    """Let what is told to end while it is forked know it as soon as it can: gunicorn's would forget it, and be waited
    for and killed half a minute later."""
    hold, release = (
        partial(signal.pthread_sigmask, how, TOLD_TO_END) for how in (signal.SIG_BLOCK, signal.SIG_UNBLOCK)
    )
    release()  # this process was forked so itself if it takes the place of an older one (SIGUSR2)
    os.register_at_fork(before=hold, after_in_parent=release)


class Worker(ThreadWorker):
    """gunicorn's. Of many connections that come at once it would often take all: its threads then wait for each other,
    which takes twice the time, while other workers have none."""

    def accept(self, listener):
        """Take a new connection; with more than threads, let others be first."""
        if self.nr_conns > self.cfg.threads:
            sleep(SECONDS)
        super().accept(listener)

    def init_signals(self):
        """Listen to signals; see `fork_workers_that_listen`."""
        super().init_signals()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, TOLD_TO_END)
