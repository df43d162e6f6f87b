import re

ONLINE = re.compile(r"\b(?:on-?line|zoom|teams|webex|webinar|google meet|virtual|video ?conference)\b", re.IGNORECASE)
HYBRID = re.compile(r"\bhybrid\b", re.IGNORECASE)


def mode_of(place: str) -> str:
    """Whether people met online, as far as the name of the place says; "" where it does not."""
    if HYBRID.search(place):
        return "hybrid"
    return "online" if ONLINE.search(place) else ""
