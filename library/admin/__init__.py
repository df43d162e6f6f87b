"""The library at the desk: bring, describe, find, and delete what nothing uses."""

from library.admin.documents import DocumentAdmin
from library.admin.pictures import PictureAdmin

__all__ = ["DocumentAdmin", "PictureAdmin"]
