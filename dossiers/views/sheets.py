"""Pages that are kept as sheets, in which the pieces of rows are put (`dossiers.sheets`)."""

from django.http import HttpResponse

from dossiers.keeping import are_kept
from dossiers.sheet_drawing import Drawing
from dossiers.sheets import pieces_of, put_together


class SheetPage:
    """Mixed into a page before its other classes, which draw it. It says by `wanted()` what its sheet hangs on, and
    gives rows their pieces by `attach()`."""

    drawing = numbers = sheet = None

    def wanted(self):
        """The page that is asked for (`dossiers.sheets.Wanted`); None for one that is drawn each time."""
        return None

    def get(self, request, *args, **options):
        """The sheet with its pieces, or a page that is drawn and kept as one."""
        wanted = self.wanted() if are_kept() and is_anybody(request) else None
        if wanted is None:
            return self.draw(request, *args, **options)
        self.sheet = sheet = wanted.sheet()
        self.numbers = numbers = wanted.numbers(sheet)
        html = self.of_sheet(wanted, sheet, numbers) if wanted.holds(sheet, numbers) else None
        if html is None:
            self.drawing = Drawing()
            html = wanted.keep(self.drawing, self.draw(request, *args, **options).rendered_content, numbers)
        response = HttpResponse(html)
        response.hangs_on = self.hangs_on()
        return response

    def of_sheet(self, wanted, sheet, numbers):
        """The page of a sheet that holds: with the parts of now, where these may be others. None where a piece is
        missing."""
        pieces = pieces_of(sheet, numbers)
        if pieces is None or wanted.has_seen(sheet, numbers):
            return None if pieces is None else put_together(sheet, pieces)
        self.drawing = Drawing(sheet, pieces)
        self.drawing.leave_parts(self.parts())
        return wanted.keep_parts(self.drawing, sheet, numbers)

    def parts(self):
        """The parts of the page by their names (`dossiers.parts.Part`), of what `wanted` read."""
        return {}

    def placed(self, parts):
        """What a template is given in the place of parts: themselves, or marks where the page is drawn to be kept."""
        return self.drawing.leave_parts(parts) if self.drawing else parts

    def draw(self, request, *args, **options):
        """The page as its other classes draw it."""
        return super().get(request, *args, **options)

    def attach(self, piece, rows, **context):
        """Give rows their pieces; a page that is drawn to be kept leaves their places open."""
        rows = piece.attach(rows, self.numbers, **context)
        if self.drawing:
            self.drawing.leave(piece, rows, context)
        return rows


def is_anybody(request) -> bool:
    """Whether a request has nothing by which its reader is known: staff neither get a sheet nor fill one, whatever a
    template may come to show them."""
    return not request.COOKIES and "HTTP_AUTHORIZATION" not in request.META


def page_number(parameters) -> int | None:
    """Which page of a list or a timeline is asked for, where nothing else is asked; 1 where nothing is."""
    if not parameters:
        return 1
    number = parameters.get("page", "")
    is_plain = number.isascii() and number.isdigit() and number[0] != "0" and len(number) < 4
    return int(number) if is_plain and parameters.urlencode() == f"page={number}" else None
