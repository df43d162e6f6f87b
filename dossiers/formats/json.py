"""Plain values as JSON, whole or piece by piece. Pure."""

import json


def whole(value):
    """One value as text; letters of all alphabets stand as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def pieces(head, name, rows):
    """An object with what `head` has, and with `rows` as an array under `name`, row by row, as bytes."""
    yield f"{whole(head)[:-1]},{whole(name)}:[\n".encode()
    comma = ""
    for row in rows:
        yield f"{comma}{whole(row)}".encode()
        comma = ",\n"
    yield b"\n]}\n"


def lines(rows):
    """One value a line (NDJSON), as bytes."""
    for row in rows:
        yield f"{whole(row)}\n".encode()
