"""Rendering: a picture written anew, and in all its widths, by a process of its own (test_processes.py)."""

import io

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageFile

from library import images, rendering
from tests import make


def test_picture_is_written_anew():
    rendered = rendering.render(make.image("WEBP", (700, 350)))
    assert (rendered.width, rendered.height, rendered.widths, rendered.ending) == (700, 350, [320, 640, 700], "jpg")
    whole = Image.open(io.BytesIO(rendered.whole))
    assert (whole.size, whole.format) == ((700, 350), "JPEG")


@pytest.mark.parametrize(("mode", "ending", "kind"), [("RGB", "jpg", "JPEG"), ("RGBA", "png", "PNG")])
def test_every_width_comes_back_in_both_formats(mode, ending, kind):
    file = io.BytesIO()
    Image.new(mode, (700, 350)).save(file, "PNG")
    files = rendering.renditions(rendering.render(file.getvalue()).whole)
    opened = {key: Image.open(io.BytesIO(file)) for key, file in files.items()}
    both = {ending: kind, "avif": "AVIF"}
    assert {key: (image.format, image.size) for key, image in opened.items()} == {
        (width, name): (both[name], (width, width // 2)) for width in (320, 640, 700) for name in both
    }


@pytest.mark.parametrize("data", [b"no picture", make.image("JPEG", (400, 300))[:700], make.image("GIF", (16_001, 1))])
@pytest.mark.parametrize("ask", [rendering.render, rendering.renditions])
def test_refusal_is_the_same_as_inside_the_process(data, ask, monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint leaves it
    with pytest.raises(ValidationError) as inside:
        images.decode(data)
    with pytest.raises(ValidationError) as outside:
        ask(data)
    assert (outside.value.code, outside.value.messages) == (inside.value.code, inside.value.messages)
