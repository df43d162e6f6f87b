"""Rows as a spreadsheet (Office Open XML), written row by row in little memory. Pure."""

import xlsxwriter

# Excel takes no more letters in one cell.
LONGEST = 32_767
WIDTH = 20
# All is text or a number: nothing that somebody wrote becomes a formula or a link.
PLAIN = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write(file, title, header, rows):
    """Write one sheet into a binary file: names of columns, and rows of text, numbers and None in their order."""
    with xlsxwriter.Workbook(file, PLAIN) as book:
        sheet = book.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(header) - 1, WIDTH)
        sheet.write_row(0, 0, header, book.add_format({"bold": True}))
        for number, row in enumerate(rows, 1):
            sheet.write_row(number, 0, [_short(value) for value in row])


def _short(value):
    return value[: LONGEST - 1] + "…" if isinstance(value, str) and len(value) > LONGEST else value
