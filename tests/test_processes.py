"""Processes that read uploaded files: they end, whatever they are given, and the site says so in a sentence."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from library import processes, rendering
from tests import make
from tests.running import HOUSE

# A process that renders the picture on its standard input, and says by how many kB its own peak of memory grew.
GROWTH = """
import sys
from pathlib import Path
from library.rendering import render, renditions

def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1])

data = sys.stdin.buffer.read()
before = peak()
renditions(render(data).whole)
print(peak() - before)
"""


def misbehave(how: str) -> dict:
    facts, _files = processes.run("tests.misbehaving", b"data", how)
    return facts


@pytest.mark.parametrize("how", ["killed", "crashing", "failing", "greedy", "unknown"])
def test_process_that_does_not_end_well_is_told_and_noted(how, caplog):
    with pytest.raises(processes.Unfinished):
        misbehave(how)
    assert "tests.misbehaving ended with" in caplog.text


def test_process_that_cannot_be_started_is_told_and_noted(monkeypatch, caplog):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(processes.Unfinished):
        misbehave("limited")
    assert "could not be started" in caplog.text


def test_process_that_never_ends_is_stopped(monkeypatch, caplog):
    monkeypatch.setattr(processes, "SECONDS", 0.1)
    with pytest.raises(processes.Unfinished):
        misbehave("hanging")
    assert "did not end within" in caplog.text


def test_picture_that_nobody_can_wait_for_gives_a_sentence(monkeypatch):
    monkeypatch.setattr(processes, "SECONDS", 0)
    with pytest.raises(ValidationError) as refusal:
        rendering.render(make.image())
    assert refusal.value.code == "too_much_work"


def test_process_is_limited_in_time_and_memory():
    assert misbehave("limited") == {"limits": [2 * processes.SECONDS, processes.MEMORY, 0]}


def test_process_knows_no_secret_and_runs_wherever_the_site_was_started(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgres://user:password@host/name")
    monkeypatch.chdir(tmp_path)
    told = misbehave("telling")
    assert told["folder"] == str(HOUSE)
    assert set(told["names"]) <= {*processes.ENVIRONMENT, "PYTHONPATH", "LC_CTYPE"}


def test_threads_may_ask_at_the_same_time():
    widths = {}

    def ask(width):
        widths[width] = rendering.render(make.image(size=(width, 10))).width

    threads = [threading.Thread(target=ask, args=(width,)) for width in (20, 30, 40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert widths == {20: 20, 30: 30, 40: 40}


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux says how much memory is used")
def test_worker_needs_no_memory_for_thirty_million_dots():
    data = make.image("JPEG", (6000, 5000))
    command, folder = [sys.executable, "-c", GROWTH], {"cwd": HOUSE, "env": {**os.environ, "PYTHONPATH": str(HOUSE)}}
    grown = subprocess.run(command, input=data, capture_output=True, check=True, **folder).stdout
    # Decoded it is 90 MB, before anything is done with it.
    assert int(grown) < 30_000
