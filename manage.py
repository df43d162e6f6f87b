#!/usr/bin/env python
"""Django's command line for this site. What keeps it from starting is said in one sentence; --traceback shows all."""

import os
import sys


def main() -> None:
    """Run the command that was typed."""
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError, OperationalError

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dossier_site.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        if "--traceback" in sys.argv:
            raise
        sys.exit(" ".join(str(error).split()))
    except DatabaseError as error:
        # Its other kinds are about one question, not about the database.
        if "--traceback" in sys.argv or type(error) not in (DatabaseError, OperationalError):
            raise
        sys.exit(f"The database cannot be used: {' '.join(str(error).split())}")


if __name__ == "__main__":
    if sys.platform == "win32":
        sys.exit("This site runs on Linux and macOS. On Windows, run it in the Windows Subsystem for Linux (WSL).")
    try:
        main()
    except ModuleNotFoundError as missing:
        if "--traceback" in sys.argv:
            raise
        sys.exit(
            f"The package {missing.name} is not installed for {sys.executable}. `make run` installs it into .venv."
        )
