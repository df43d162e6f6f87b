"""Rows as comma-separated values (RFC 4180), as spreadsheet programs open them. Pure."""

import csv

# By this sign Excel knows that the letters are UTF-8. Other programs pass over it.
BOM = "\ufeff"
# A cell that begins so is a formula to spreadsheet programs, and could do harm to whoever opens the file.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Line:
    """What `csv` writes to: it keeps the one line that was written last."""

    def write(self, line):
        self.line = line


def lines(header, rows):
    """The file line by line, as bytes: names of columns, and rows of text, numbers and None in their order."""
    line = _Line()
    writer = csv.writer(line)
    writer.writerow(header)
    yield (BOM + line.line).encode()
    for row in rows:
        writer.writerow(map(guarded, row))
        yield line.line.encode()


def guarded(value):
    """The value as no spreadsheet takes it for a formula: a text that looks like one gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
