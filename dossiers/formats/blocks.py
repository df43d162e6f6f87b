"""Bytes in pieces of such a size that sending them costs little. Pure."""

SIZE = 64 * 1024


def blocks(pieces):
    """The same bytes in fewer pieces."""
    block = bytearray()
    for piece in pieces:
        block += piece
        if len(block) >= SIZE:
            yield bytes(block)
            block.clear()
    yield bytes(block)
