"""Workers share the connections that come at once."""

import os
import socket

import pytest
from gunicorn.config import Config

from dossier_site import worker as module
from dossier_site.worker import Worker


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        yield listener


@pytest.fixture
def others(listener, monkeypatch):
    """The connections that another worker takes as soon as this one lets it."""
    taken = []
    monkeypatch.setattr(module, "sleep", lambda _seconds: taken.append(listener.accept()[0]))
    yield taken
    for line in taken:
        line.close()


@pytest.fixture
def worker(listener, monkeypatch):
    worker = Worker(1, os.getpid(), [listener], None, 30, Config(), None)
    worker.taken = []
    monkeypatch.setattr(worker, "enqueue_req", worker.taken.append)
    yield worker
    worker.tmp.close()
    for connection in worker.taken:
        connection.close()


def test_worker_takes_a_connection_while_it_has_threads_for_all(worker, listener, others):
    worker.nr_conns = worker.cfg.threads
    with socket.create_connection(listener.getsockname()):
        worker.accept(listener)
    assert (len(worker.taken), len(others), worker.nr_conns) == (1, 0, worker.cfg.threads + 1)


def test_busy_worker_lets_another_one_be_first(worker, listener, others):
    worker.nr_conns = worker.cfg.threads + 1
    with socket.create_connection(listener.getsockname()):
        worker.accept(listener)
    assert (len(worker.taken), len(others), worker.nr_conns) == (0, 1, worker.cfg.threads + 1)


def test_busy_worker_takes_a_connection_that_no_other_one_takes(worker, listener, monkeypatch):
    monkeypatch.setattr(module, "sleep", lambda _seconds: None)
    worker.nr_conns = worker.cfg.threads + 1
    with socket.create_connection(listener.getsockname()):
        worker.accept(listener)
    assert len(worker.taken) == 1
