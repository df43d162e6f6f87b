"""What nobody can see is no text: control characters, invisible signs, marks that turn lines round. Pure.

"Invisible" is Unicode's property Default_Ignorable_Code_Point (UAX #44) with the few blanks that it leaves out. What
scripts and emoji need stays: joiners between letters that join, the parts of one emoji, selectors behind what they
change. Marks of direction never stay: a page that is written from left to right shows right-to-left words as such.
"""

import re

from anyascii import anyascii

BREAKS = re.compile("\r\n?|[\x0b\x0c\u0085\u2028\u2029]")
CONTROLS = r"\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff"
IGNORABLE = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# Marks of annotations, what stands for an object that was not copied, a note without a head; no characters at all.
BLANK = r"\ufff9-\ufffc\U0001d159\ufdd0-\ufdef\ufffe\uffff"
PRIVATE = r"\ue000-\uf8ff\U000f0000-\U0010ffff"

# Arabic and its neighbours, the scripts of India and around it, Mongolian: how letters look depends on joiners.
JOINING = (
    r"[\u0620-\u0669\u066e-\u074f\u0750-\u077f\u07c0-\u07fa\u0840-\u085b\u0860-\u086a\u0870-\u08ff\u0900-\u0dff"
    r"\u0f40-\u109f\u1780-\u17b3\u17b6-\u17dd\u1820-\u18aa\ua840-\ua877\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc]"
)
IDEOGRAPH = r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003fffd]"
PICTURE = r"[©®‼⁉™\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001fbff]"
EMOJI = rf"{PICTURE}[\U0001f3fb-\U0001f3ff]?[\ufe0e\ufe0f]?"
NEEDED = "|".join(
    (
        # The flag of a country within a state: a black flag, its code in tags, and the tag that ends it.
        r"\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,6}\U000e007f",
        r"[0-9#*]\ufe0f\u20e3",
        rf"{EMOJI}(?:\u200d{EMOJI})*",
        rf"(?<={JOINING})[\u200c\u200d](?={JOINING})",
        r"(?<=[\u1820-\u18aa])[\u180b-\u180d\u180f]",
        rf"(?<={IDEOGRAPH})[\ufe00-\ufe02\U000e0100-\U000e01ef]",
    )
)
UNSEEN = re.compile(f"({NEEDED})|[{CONTROLS}{IGNORABLE}{BLANK}{PRIVATE}]")
BRAILLE_BLANK = "\u2800"


def clean_lines(text: str) -> str:
    """`text` of several lines without what nobody can see, "" when that is all; each line ends with a line feed."""
    visible = UNSEEN.sub(r"\1", BREAKS.sub("\n", text).replace(BRAILLE_BLANK, " "))
    return visible if visible.strip() else ""


def clean_line(text: str) -> str:
    """`text` as one line without what nobody can see, and without space at its ends."""
    return re.sub("[\t\n]+", " ", clean_lines(text)).strip()


def without_emoji(text: str) -> str:
    """`text` without its emoji, for what could only spell them."""
    words = "".join(sign for sign in text if not _is_emoji(sign))
    return UNSEEN.sub(r"\1", words)  # what held the parts of an emoji together


def _is_emoji(sign):
    """Whether a sign is a picture: by its block, or because it can only be written as its name (":sunny:")."""
    spelling = anyascii(sign)
    return "\U0001f000" <= sign <= "\U0001fbff" or (len(spelling) > 2 and spelling[0] == spelling[-1] == ":")
