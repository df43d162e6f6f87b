"""The whole desk as one archive, and back into an empty site."""

import os
import subprocess
import sys

from tests import prepared, running


def manage(data_dir, *command, **own):
    """Run a command on a site in a folder."""
    environment = {**os.environ, **prepared.DJANGO, "DATA_DIR": str(data_dir), **own}
    environment.pop("DATABASE_URL", None) if not own else None
    call = [sys.executable, "manage.py", *map(str, command)]
    return subprocess.run(call, cwd=running.HOUSE, env=environment, capture_output=True, text=True)


def test_desk_goes_into_an_empty_site_and_out_again_equal_to_the_byte(tmp_path):
    full, empty = tmp_path / "full", tmp_path / "empty"
    prepared.folder(full, demonstration=True)
    prepared.folder(empty)
    for data_dir, command, file in (
        (full, "export_desk", "one"),
        (empty, "import_desk", "one"),
        (empty, "export_desk", "two"),
    ):
        ended = manage(data_dir, command, tmp_path / f"{file}.zip")
        assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "two.zip").read_bytes() == (tmp_path / "one.zip").read_bytes()
    again = manage(empty, "import_desk", tmp_path / "one.zip")
    assert (again.returncode, again.stderr) == (1, "CommandError: Nothing was changed: this site is not empty.\n")
