"""Colours of decoded pictures: whatever a file has, made red, green and blue as the web knows them. Pure."""

import io

from PIL import Image, ImageCms

SMALL_PROFILE = 8 * 1024


def plain(image: Image.Image) -> Image.Image:
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
