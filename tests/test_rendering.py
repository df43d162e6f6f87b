"""Rendering: large and hostile pictures are read by a process of their own, which ends."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from library import images, rendering
from tests import make
from tests.running import HOUSE

# A process that renders the picture on its standard input, and says by how many kB its own peak of memory grew.
GROWTH = """
import sys
from pathlib import Path
from library.rendering import render

def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1])

data = sys.stdin.buffer.read()
before = peak()
render(data)
print(peak() - before)
"""

# The program with 100 MB more than it has when it starts: too little for 30 million dots with transparency.
POOR = """
import resource
from pathlib import Path
from library import rendering

rendering.MEMORY = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize() + 100 * 1024**2
rendering.main()
"""
linux = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux says how much memory is used")


def refused(data: bytes) -> ValidationError:
    with pytest.raises(ValidationError) as refusal:
        rendering.render(data)
    return refusal.value


def test_every_width_comes_back_in_both_formats():
    rendered = rendering.render(make.image("JPEG", (700, 350)))
    assert (rendered.width, rendered.height, rendered.widths, rendered.ending) == (700, 350, [320, 640, 700], "jpg")
    assert Image.open(io.BytesIO(rendered.whole)).size == (700, 350)
    kinds = {key: Image.open(io.BytesIO(file)).format for key, file in rendered.renditions.items()}
    assert kinds == {
        (width, kind): name for width in (320, 640, 700) for kind, name in (("jpg", "JPEG"), ("avif", "AVIF"))
    }


@pytest.mark.parametrize("data", [b"no picture", make.image("JPEG", (400, 300))[:700], make.image("GIF", (16_001, 1))])
def test_refusal_is_the_same_as_inside_the_process(data):
    with pytest.raises(ValidationError) as inside:
        images.decode(data)
    assert (refused(data).code, refused(data).messages) == (inside.value.code, inside.value.messages)


@linux
def test_worker_needs_no_memory_for_thirty_million_dots():
    data = make.image("JPEG", (6000, 5000))
    command = [sys.executable, "-c", GROWTH]
    grown = subprocess.run(command, input=data, cwd=HOUSE, capture_output=True, check=True).stdout
    # Decoded it is 90 MB, before anything is done with it.
    assert int(grown) < 30_000


@pytest.mark.parametrize(
    "program",
    [
        "import os; os.kill(os.getpid(), 9)",
        "import os; os.abort()",
        "import sys; sys.stdin.buffer.read(); sys.exit(3)",
        "import sys; sys.exit(0 if not sys.stdin.buffer.read() else 1)",
    ],
)
def test_process_that_is_killed_or_fails_gives_a_sentence(monkeypatch, caplog, program):
    monkeypatch.setattr(rendering, "COMMAND", (sys.executable, "-c", program))
    refusal = refused(make.image())
    assert (refusal.code, refusal.messages[0][-1]) == ("too_much_work", ".")
    assert "Rendering a picture of" in caplog.text


def test_process_that_never_ends_is_stopped_and_gives_a_sentence(monkeypatch, caplog):
    monkeypatch.setattr(rendering, "COMMAND", (sys.executable, "-c", "import threading; threading.Event().wait()"))
    monkeypatch.setattr(rendering, "SECONDS", 0.1)
    assert refused(make.image()).code == "too_much_work"
    assert "was not rendered within" in caplog.text


@linux
def test_picture_that_needs_more_memory_than_there_is_gives_a_sentence(monkeypatch):
    monkeypatch.setattr(rendering, "COMMAND", (sys.executable, "-c", POOR))
    assert refused(make.image("PNG", (6000, 5000), "RGBA")).code == "too_much_work"


def test_process_knows_no_secret_of_the_site(monkeypatch):
    program = (
        "import json, os; print(json.dumps({'refusal': 'damaged' if 'DATABASE_URL' not in os.environ else 'leak'}))"
    )
    monkeypatch.setenv("DATABASE_URL", "postgres://user:password@host/name")
    monkeypatch.setattr(rendering, "COMMAND", (sys.executable, "-c", program))
    assert refused(make.image()).code == "damaged"


def test_picture_is_rendered_wherever_the_site_was_started(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert rendering.render(make.image()).width == 40
