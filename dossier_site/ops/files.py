"""The library's files for a backup: from their folders, or from the store that all machines share, and back."""

from pathlib import Path

from django.conf import settings

from library import storage

PARTS = {"media": storage.media, "private": storage.private}


def folders(beside: Path) -> dict[str, Path]:
    """Where the files lie, part by part; what lies in a store is copied to a folder below `beside` first."""
    if not settings.STORE:
        return {"media": settings.MEDIA_ROOT, "private": settings.PRIVATE_ROOT}
    for part, store in PARTS.items():
        store().download(beside / part)
    return {part: beside / part for part in PARTS}


def moves(new: Path) -> list[tuple[Path, Path]]:
    """Which folders of an unpacked backup take the place of which. To a store the files are brought at once.

    It may hold others beside them: they are never overwritten, and harm nobody.
    """
    if not settings.STORE:
        return [(new / "media", settings.MEDIA_ROOT), (new / "private", settings.PRIVATE_ROOT)]
    for part, store in PARTS.items():
        store().upload(new / part)
    return []
