"""Tables as a spreadsheet (Office Open XML), written row by row in little memory. Pure."""

from datetime import datetime

# Excel takes no more letters in one cell, nor in the name of a sheet.
LONGEST, LONGEST_NAME = 32_767, 31
WIDTH = 20
# The same tables give the same bytes, so that caches know them again.
MADE = datetime(2020, 1, 1)
# All is text or a number: nothing that somebody wrote becomes a formula or a link.
PLAIN = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write(file, sheets):
    """Write sheets into a binary file: [(name, names of columns, rows)], a row being text, numbers and None in the
    order of the columns. Rows may come one by one."""
    import xlsxwriter  # read where a spreadsheet is asked for: it is large

    with xlsxwriter.Workbook(file, PLAIN) as book:
        book.set_properties({"created": MADE})
        bold = book.add_format({"bold": True})
        for name, columns, rows in sheets:
            sheet = book.add_worksheet(name[:LONGEST_NAME])
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(columns) - 1, WIDTH)
            sheet.write_row(0, 0, columns, bold)
            for number, row in enumerate(rows, 1):
                sheet.write_row(number, 0, [_short(value) for value in row])


def _short(value):
    return value[: LONGEST - 1] + "…" if isinstance(value, str) and len(value) > LONGEST else value
