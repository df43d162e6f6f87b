"""Reads `.env`, the file of settings, as people write it."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from dotenv.parser import Binding, parse_stream


def read(name: str, default: Path) -> None:
    """Take settings from the file that the variable `name` names, else from `default`, which may be missing.

    Lines are `NAME=value`, with `export`, quotes and comments behind values as python-dotenv reads them; `${…}` stays
    as typed, for a password may hold it. The last of two lines counts, and what the environment already says stays.
    Raises ImproperlyConfigured that names the line, and never repeats it: it may hold a password.
    """
    chosen = os.environ.get(name, "").strip()
    path = default.parent / chosen if chosen else default
    if chosen and not path.exists():
        raise ImproperlyConfigured(f"{name} names {path}, which is not there.")
    values = dict(_pair(path, binding) for binding in _bindings(path) if binding.key or binding.error)
    for key, value in values.items():
        os.environ.setdefault(key, value)


def _bindings(path: Path) -> list[Binding]:
    try:
        with path.open(encoding="utf-8-sig") as file:
            return list(parse_stream(file))
    except FileNotFoundError:
        return []
    except UnicodeDecodeError:
        raise ImproperlyConfigured(f"{path} is not written in UTF-8. Save it anew as UTF-8.") from None
    except OSError as error:
        raise ImproperlyConfigured(f"{path} cannot be read: {error.strerror}.") from None


def _pair(path: Path, binding: Binding) -> tuple[str, str]:
    if binding.error or binding.value is None or "\0" in binding.key + binding.value:
        raise ImproperlyConfigured(
            f"{path}, line {_line(binding)} cannot be read. "
            "Write NAME=value; a value with quotes or # in it stands in quotes."
        )
    return binding.key, binding.value


def _line(binding: Binding) -> int:
    """Where the statement starts: the parser counts from the empty lines above it."""
    source = binding.original.string
    return binding.original.line + source[: len(source) - len(source.lstrip())].count("\n")
