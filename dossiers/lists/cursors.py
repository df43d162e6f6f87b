"""Turning the pages of a list by cursor: a page costs the same wherever it is, and nobody is seen twice or left out.

A cursor says after which row the next page begins, and to which question it belongs. It is signed: what somebody else
made, or another question's, is no cursor.
"""

from django.core.signing import BadSignature, Signer

SALT = "dossiers.cursor"


class NoCursor(ValueError):
    """A text that is no cursor of this question."""


def cursor_after(place, question):
    """The cursor behind a row that stands at `place`, the values of its order, in a list asked for by `question`."""
    return Signer(salt=SALT).sign_object([question, *map(str, place)])


def place_of(cursor, question):
    """The place that a cursor of this question names. Raises NoCursor."""
    try:
        of, *place = Signer(salt=SALT).unsign_object(cursor)
    except (BadSignature, ValueError) as error:
        raise NoCursor(cursor) from error
    if of != question:
        raise NoCursor(cursor)
    return place


def rows_after(rows, order, place):
    """The rows in their order, ascending by two columns of which the second is unique, that stand behind a place."""
    first, key = order
    rows = rows.order_by(first, key)
    if place is None:
        return rows
    # So an index is read from the place on; of "greater or, if equal, ..." it would be read from its start.
    return rows.filter(**{f"{first}__gte": place[0]}).exclude(**{first: place[0], f"{key}__lte": place[1]})
