"""Rendering: a picture written anew in all its widths, by a process of its own (test_processes.py)."""

import io

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageFile

from library import images, rendering
from tests import make


def test_every_width_comes_back_in_both_formats():
    rendered = rendering.render(make.image("JPEG", (700, 350)))
    assert (rendered.width, rendered.height, rendered.widths, rendered.ending) == (700, 350, [320, 640, 700], "jpg")
    assert Image.open(io.BytesIO(rendered.whole)).size == (700, 350)
    formats = {key: Image.open(io.BytesIO(file)).format for key, file in rendered.renditions.items()}
    both = {"jpg": "JPEG", "avif": "AVIF"}
    assert formats == {(width, kind): both[kind] for width in (320, 640, 700) for kind in both}


@pytest.mark.parametrize("data", [b"no picture", make.image("JPEG", (400, 300))[:700], make.image("GIF", (16_001, 1))])
def test_refusal_is_the_same_as_inside_the_process(data, monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint leaves it
    with pytest.raises(ValidationError) as inside:
        images.decode(data)
    with pytest.raises(ValidationError) as outside:
        rendering.render(data)
    assert (outside.value.code, outside.value.messages) == (inside.value.code, inside.value.messages)
