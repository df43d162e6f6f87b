"""The settings as a start reads them, for tests of what they make of an environment."""

import runpy

from tests.running import HOUSE


def settings_with(monkeypatch, **environment):
    """The settings as a start with this environment reads them."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(HOUSE / "dossier_site" / "settings.py"))
