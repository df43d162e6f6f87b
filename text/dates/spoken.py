"""What people say for a stretch of time in one word: quarters, decades, "before 2015", "mid-2019"."""

import re

from django.utils.translation import gettext as _

from text.dates.points import Unreadable

ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 4}
QUARTER = re.compile(
    r"(?:the )?(?:q(?P<one>[1-4])[ /-]*(?P<year>[0-9]{4})|(?P<before>[0-9]{4})[ /-]*q(?P<two>[1-4])"
    rf"|(?P<word>{'|'.join(ORDINALS)}) quarter (?:of )?(?P<after>[0-9]{{4}}))"
)
DECADE = re.compile(r"(?:the |in the )?([12][0-9]{2}0)'?s")
BEFORE = re.compile(r"before ([1-9][0-9]{3})")
SCHOOL_YEAR = re.compile(r"(?:school|academic) year ([0-9]{4}) ?[-/] ?[0-9]{2,4}")
# A part of a year that has no sharp edges, and the months that come nearest.
PARTS = {"early": "January–April", "mid": "May–August", "late": "September–December"}
ALSO = {"beginning of": "early", "start of": "early", "middle of": "mid", "end of": "late"}
PART = re.compile(rf"(?:the )?({'|'.join([*PARTS, *ALSO])})[ -]+([0-9]{{4}})")


def spelt_out(text: str) -> str:
    """The range that a tidy text means, written so that the grammar reads it; any other text as it is.

    Raises Unreadable for what EDTF cannot say; it says what comes nearest.
    """
    if match := QUARTER.fullmatch(text):
        number = int(match["one"] or match["two"] or ORDINALS[match["word"]])
        year = match["year"] or match["before"] or match["after"]
        return f"{year}-{3 * number - 2:02} / {year}-{3 * number:02}"
    if match := DECADE.fullmatch(text):
        return f"{match[1]} / {int(match[1]) + 9}"
    if match := BEFORE.fullmatch(text):
        return f"until {int(match[1]) - 1}"
    if match := SCHOOL_YEAR.fullmatch(text):
        years = {"first": int(match[1]), "second": int(match[1]) + 1}
        raise Unreadable(
            _("When did this school year begin and end? Type “September %(first)d – June %(second)d” or the like.")
            % years
        )
    if match := PART.fullmatch(text):
        months = PARTS[ALSO.get(match[1], match[1])]
        raise Unreadable(
            _("How exactly is this known? Type “%(months)s %(year)s” or “about %(year)s”.")
            % {"months": months, "year": match[2]}
        )
    return text
