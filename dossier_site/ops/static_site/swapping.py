"""A folder that is replaced whole: written beside the old one, which stays until the new one is complete."""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

# Lies in every export, and in nothing else.
MARKER = "taskforce-dossiers-export.json"


class Refused(Exception):
    """This folder is not written to; the message says why."""


@contextmanager
def replacing(target: Path, about: dict) -> Iterator[Path]:
    """An empty folder that takes the place of `target` when the block ends well, with a marker that says `about`.

    A block that fails changes nothing, and a process that is killed leaves the old folder whole. Raises Refused for a
    folder with anything that is no export of ours, and while another run writes it.
    """
    target = target.resolve()
    refuse_others(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with work_folder(target.with_name(f".{target.name}.exporting")) as work:
        new, old = work / "new", work / "old"
        settle(target, old, new)  # somebody was killed here
        try:
            new.mkdir()
            yield new
            (new / MARKER).write_text(json.dumps(about, indent=1) + "\n")
            with suppress(FileNotFoundError):
                target.rename(old)
            new.rename(target)
        finally:
            settle(target, old, new)


def refuse_others(target: Path) -> None:
    """Raises Refused for what may not be replaced."""
    if not target.name or (target.exists() and not target.is_dir()):
        raise Refused(f"{target} is no folder that could be replaced. Name another.")
    if target.exists() and not (target / MARKER).is_file() and any(target.iterdir()):
        raise Refused(f"{target} is not empty and holds no export of this site. Name another folder, or empty it.")


def settle(target: Path, old: Path, new: Path) -> None:
    """Put the old folder back where no other took its place, and remove what is left."""
    if old.exists() and not target.exists():
        old.rename(target)
    for left in (new, old):
        shutil.rmtree(left, ignore_errors=True)


@contextmanager
def work_folder(work: Path) -> Iterator[Path]:
    """A folder for this run alone, which goes when it ends."""
    work.mkdir(exist_ok=True)
    held = os.open(work, os.O_RDONLY)
    try:
        if not is_ours(work, held):
            raise Refused("Another export to this folder is under way.")
        try:
            yield work
        finally:
            work.rmdir()
    finally:
        os.close(held)


def is_ours(work: Path, held: int) -> bool:
    """Whether nobody else holds the folder, and it is still the one that was opened."""
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.path.samestat(os.fstat(held), work.stat())
    except (BlockingIOError, FileNotFoundError):
        return False
