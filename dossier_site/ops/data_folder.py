"""What a server needs in the data folder before it answers anybody."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from dossier_site import env
from dossier_site.ops import secret_key


def open_for(claim: Callable[[Path], int]) -> None:
    """Claim the folder (`lock.take`: alone, `lock.share`: beside others) and make what is missing in it.

    Raises lock.InUse, or OSError when it cannot be written.
    """
    claim(settings.DATA_DIR)
    if not env.text("SECRET_KEY"):
        settings.SECRET_KEY = secret_key.make(settings.DATA_DIR / "secret-key", settings.SECRET_KEY)
    settings.STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise looks for it at start
