"""Tables as a spreadsheet (XLSX). Pure: it takes names, headings and rows of plain values, and gives bytes."""

import io
from datetime import datetime

from xlsxwriter import Workbook

# The same tables give the same bytes, so that caches know them again.
MADE = datetime(2020, 1, 1)
OPTIONS = {
    "in_memory": True,
    "constant_memory": True,
    # What people typed is words, whatever it looks like: no formula, no link.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
LONGEST_CELL, WIDTH = 32_000, 30


def workbook(sheets):
    """A workbook of some sheets: [(name, headings, rows)]. Rows may come one by one."""
    file = io.BytesIO()
    book = Workbook(file, OPTIONS)
    book.set_properties({"created": MADE})
    bold = book.add_format({"bold": True, "text_wrap": True})
    for name, headings, rows in sheets:
        sheet = book.add_worksheet(name[:31])
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(headings) - 1, WIDTH)
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, str(heading), bold)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                _write(sheet, number, column, value)
    book.close()
    return file.getvalue()


def _write(sheet, row, column, value):
    if isinstance(value, int):
        sheet.write_number(row, column, value)
    elif value not in (None, ""):
        sheet.write_string(row, column, str(value)[:LONGEST_CELL])
