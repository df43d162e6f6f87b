"""Uploads: the bytes that somebody sent, within a limit of size."""

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _


def take(file, *, limit: int) -> bytes:
    """Return what `file` (any binary file) holds. Raises ValidationError when that is nothing, or more than `limit`."""
    file.seek(0)
    data = file.read(limit + 1)
    if not data:
        raise ValidationError(_("This file is empty. Choose another one."), code="empty")
    if len(data) > limit:
        sentence = _("This file is too large. The limit is %(limit)s. Make it smaller and try again.")
        raise ValidationError(sentence, code="too_large", params={"limit": filesizeformat(limit)})
    return data


def read_once(upload, reader):
    """What `read` makes of an uploaded file: found at the first asking, and kept with it. A refusal is kept, too."""
    if not hasattr(upload, "outcome"):
        try:
            upload.outcome = reader(upload)
        except ValidationError as refusal:
            upload.outcome = refusal
    if isinstance(upload.outcome, ValidationError):
        raise upload.outcome
    return upload.outcome
