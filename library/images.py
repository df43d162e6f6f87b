"""Images: what was uploaded as a picture, decoded by its content within limits, and written anew.

Only the dots of the first frame and a small colour profile survive: no EXIF, no position, no comment, nothing that
was hidden behind the end. Pure: knows no model. A large picture takes hundreds of megabytes: the site asks
`library.rendering`, which does this work in a process that ends.
"""

import io
import warnings

import pi_heif
from django.core.exceptions import ValidationError
from PIL import AvifImagePlugin, Image, ImageFile, ImageOps, UnidentifiedImageError

from library import colours
from library.limits import MAX_PIXELS, MAX_SIDE, refusal

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "HEIF")
# Of these, several frames are an animation; in a JPEG or a HEIC they are a preview, a depth map, a burst.
ANIMATED = {"PNG", "WEBP", "AVIF", "GIF"}
WIDTHS = (320, 640, 960, 1280)
ENCODINGS = {
    "jpg": {"format": "JPEG", "quality": 85, "progressive": True, "optimize": True},
    # Level 3: twice as fast as the default, for a tenth more bytes.
    "png": {"format": "PNG", "compress_level": 3},
    # Speed 8: ten times as fast as the default, for a few per cent more bytes.
    "avif": {"format": "AVIF", "quality": 60, "speed": 8, "max_threads": 2},
}

pi_heif.register_heif_opener(decode_threads=2)
# Else one for each processor, and each takes memory.
AvifImagePlugin.DEFAULT_MAX_THREADS = 2
# Pillow's own guard, before any dot is decoded; its warning is an error here.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


def decode(data: bytes) -> Image.Image:
    """Return the picture in `data`: upright, RGB or RGBA. Its `info` holds its colour profile and `is_animated` only.

    Raises ValidationError, with a sentence for the one who uploaded it, for everything that is not such a picture.
    """
    # WeasyPrint has Pillow take half pictures as whole, in all of the process that reads it.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as source:
            return _loaded(source)
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise refusal("too_large") from None
    except UnidentifiedImageError:
        raise refusal("not_a_picture") from None
    except MemoryError:
        raise refusal("too_much_work") from None
    # A decoder that reads hostile bytes may fail in any way; whichever it is, the picture is not whole.
    except Exception:
        raise refusal("damaged") from None


def ending(image: Image.Image) -> str:
    """How the picture's own file and its fallback renditions end: PNG where it is transparent, else JPEG."""
    return "png" if image.mode == "RGBA" else "jpg"


def widths(image: Image.Image) -> list[int]:
    """The widths in which the picture is offered, rising, never wider than itself."""
    return [*(width for width in WIDTHS if width < image.width), min(image.width, WIDTHS[-1])][: len(WIDTHS)]


def resized(image: Image.Image, width: int) -> Image.Image:
    """The picture, `width` dots wide."""
    if width == image.width:
        return image
    return image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)


def encode(image: Image.Image, kind: str) -> bytes:
    """The picture as a file of `kind` (an ending of ENCODINGS)."""
    file = io.BytesIO()
    image.save(file, icc_profile=image.info.get("icc_profile", b""), **ENCODINGS[kind])
    return file.getvalue()


def _loaded(source: Image.Image) -> Image.Image:
    """The first frame of an opened file, decoded."""
    _check_measures(*source.size)
    is_animated = source.format in ANIMATED and getattr(source, "is_animated", False)
    # In place: a large photograph takes 200 MB, and a copy as much again.
    source.load()
    # A HEIC may turn out larger than it said.
    _check_measures(*source.size)
    ImageOps.exif_transpose(source, in_place=True)
    image = colours.plain(source)
    image.info["is_animated"] = is_animated
    return image


def _check_measures(width: int, height: int):
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise refusal("too_large")
