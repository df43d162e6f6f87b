"""The names of months in the languages of the Union and its neighbours, from CLDR."""

from collections import defaultdict
from functools import cache

from babel import Locale

from text.folding import fold
from text.languages import CODES

# CLDR knows of German only what Germany says; Austria calls January and February otherwise.
AUSTRIAN = {"Jänner": 1, "Feber": 2}


@cache
def foreign_months() -> dict[str, set[int]]:
    """The months (1 to 12) that a folded name means in any of these languages: several where they differ."""
    months = defaultdict(set)
    for name, number in AUSTRIAN.items():
        months[fold(name)].add(number)
    for code in CODES:
        forms = Locale.parse(code).months
        # A month may have another form in a date than alone.
        for kind in ("format", "stand-alone"):
            for number, name in forms[kind]["wide"].items():
                months[fold(name)].add(number)
    return dict(months)
