"""What a picture may be, and how one that is not is refused. Reads no picture: workers need no Pillow."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MAX_BYTES = 20 * 1024**2
# More than most cameras make. A larger one would take too much time and memory to write anew.
MAX_PIXELS = 30_000_000
MAX_SIDE = 16_000

SENTENCES = {
    "too_large": _(
        "This picture has too many dots. The limits are %(millions)s million dots, and %(side)s dots in width and "
        "height. Make it smaller and try again."
    ),
    "not_a_picture": _(
        "This is not a picture that we can read. Use JPEG, PNG, WebP, AVIF, GIF or HEIC (SVG is not accepted)."
    ),
    "damaged": _("This picture is damaged or incomplete. Open it, save it again, and upload the new file."),
    "too_much_work": _(
        "This picture takes too long to read. Make it smaller, save it as JPEG, and upload the new file."
    ),
}


def refusal(code: str) -> ValidationError:
    """The refusal of a picture, by its code in SENTENCES."""
    return ValidationError(SENTENCES[code], code=code, params={"millions": MAX_PIXELS // 10**6, "side": MAX_SIDE})
