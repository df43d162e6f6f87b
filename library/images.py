"""Images: what was uploaded as a picture, decoded by its content within limits, and written anew.

Only the dots of the first frame and a small colour profile survive: no EXIF, no position, no comment, nothing that
was hidden behind the end. Pure: knows no model.
"""

import io
import warnings

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
MAX_BYTES = 20 * 1024**2
# More than most cameras make. A larger one would take too much time and memory to write anew.
MAX_PIXELS = 30_000_000
MAX_SIDE = 16_000
WIDTHS = (320, 640, 960, 1280)
SMALL_PROFILE = 8 * 1024
ENCODINGS = {
    "jpg": {"format": "JPEG", "quality": 85, "progressive": True, "optimize": True},
    # Level 3: twice as fast as the default, for a tenth more bytes.
    "png": {"format": "PNG", "compress_level": 3},
    # Speed 8: ten times as fast as the default, for a few per cent more bytes.
    "avif": {"format": "AVIF", "quality": 60, "speed": 8},
}

# Pillow's own guard, before any dot is decoded; its warning is an error here.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


def decode(data: bytes) -> Image.Image:
    """Return the picture in `data`: upright, RGB or RGBA, with nothing but its colour profile in `info`.

    Raises ValidationError, with a sentence for the one who uploaded it, for everything that is not such a picture.
    """
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as source:
            _check_measures(*source.size)
            # In place: a large photograph takes 200 MB, and a copy as much again.
            source.load()
            ImageOps.exif_transpose(source, in_place=True)
            return _plain(source)
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large() from None
    except UnidentifiedImageError:
        sentence = _("This is not a picture that we can read. Use JPEG, PNG, WebP, AVIF or GIF (SVG is not accepted).")
        raise ValidationError(sentence, code="not_a_picture") from None
    # A decoder that reads hostile bytes may fail in any way; whichever it is, the picture is not whole.
    except Exception:
        sentence = _("This picture is damaged or incomplete. Open it, save it again, and upload the new file.")
        raise ValidationError(sentence, code="damaged") from None


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


def _check_measures(width: int, height: int):
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise _too_large()


def _too_large() -> ValidationError:
    sentence = _(
        "This picture has too many dots. The limits are %(millions)s million dots, and %(side)s dots in width and "
        "height. Make it smaller and try again."
    )
    return ValidationError(sentence, code="too_large", params={"millions": MAX_PIXELS // 10**6, "side": MAX_SIDE})


def _plain(image: Image.Image) -> Image.Image:
    """The same picture in RGB or RGBA (only where something shows through), stripped of all that came along."""
    profile = image.info.get("icc_profile") or b""
    transparent = image.has_transparency_data
    if image.mode.startswith("I"):
        # 16 bits of grey: a plain conversion would clip instead of scale.
        image = image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.mode == "P":
        image = image.convert("RGBA" if transparent else "RGB")
    image, profile = _coloured(image, profile)
    if transparent:
        image = image.convert("RGBA")
        transparent = image.getchannel("A").getextrema()[0] < 255
    if image.mode != "RGB" and not transparent:
        image = image.convert("RGB")
    image.info = {"icc_profile": profile} if profile else {}
    return image


def _coloured(image: Image.Image, profile: bytes) -> tuple[Image.Image, bytes]:
    """Keep a small RGB profile; turn anything else into the web's own colours, where the profile can be read."""
    if not profile:
        return image, b""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if image.mode in ("RGB", "RGBA") and source.profile.xcolor_space == "RGB " and len(profile) <= SMALL_PROFILE:
            return image, profile
        if image.mode in ("RGB", "CMYK", "L"):
            image = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        pass
    return image, b""
