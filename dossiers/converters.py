"""Parts of addresses: each is written in one way only, so that a page has one address."""


class EditionNumber:
    """The number of an edition: without zeros before it, and in digits that everybody knows."""

    regex = "[1-9][0-9]{0,8}"
    to_python = int
    to_url = str
