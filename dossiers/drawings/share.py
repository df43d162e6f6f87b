"""Draws the picture of a dossier, 1200 by 630, as social networks want it. Pure."""

import io

from PIL import Image, ImageChops, ImageDraw

from dossiers.drawings.europe import SIDE
from dossiers.drawings.map import outline, rings
from dossiers.drawings.tokens import light
from dossiers.drawings.typesetting import fitted, font, leading, legible

SIZE = WIDTH, HEIGHT = 1200, 630
MARGIN, COLUMN, COLUMN_BESIDE = 80, 1040, 610
PAPER, INK, SOFT, BLUE = (light(name) for name in ("paper", "ink", "soft", "blue"))
LAND = "#bccae6"
# How each status is told on pages, in facts.css: the colours of word and mark, and the shape of the mark.
MARKS = {
    "planned": ("blue", "blue", "ring"),
    "ongoing": ("ink", "gold", "dot"),
    "paused": ("amber", "amber", "bars"),
    "finalised": ("soft", "soft", "square"),
}
FINE = 4  # outlines are drawn so much larger first: their edges get smooth


def picture(site_name, title, place, status, status_name, codes):
    """The PNG of a dossier: its title, where it is (in words and as outlines of these codes), and how it stands."""
    canvas = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(canvas)
    paths = [path for path in map(outline, codes) if path]
    land(canvas, paths)
    width = COLUMN_BESIDE if paths else COLUMN
    draw.rectangle((0, 0, 20, HEIGHT), BLUE)
    draw.text((MARGIN, 64), legible(site_name), BLUE, font(32))
    draw.rectangle((MARGIN, 116, MARGIN + 96, 121), BLUE)
    lines(draw, 150, legible(title), (width, 312), (72, 64, 56, 48, 42), INK)
    lines(draw, 478, legible(place), (width, 44), (36, 30), SOFT)
    if status:
        mark(draw, 540, status)
        draw.text((MARGIN + 38, 528), legible(status_name), light(MARKS[status][0]), font(36))
    return png(canvas)


def lines(draw, top, text, space, sizes, colour):
    """Write a text from the top downwards, in a space of so much width and height."""
    size, text_lines = fitted(text, *space, sizes)
    for number, line in enumerate(text_lines):
        draw.text((MARGIN, top + number * leading(size)), line, colour, font(size))


def mark(draw, top, status):
    """The mark of a status, beside its word."""
    _word, name, form = MARKS[status]
    colour, left, right, bottom = light(name), MARGIN, MARGIN + 24, top + 24
    if form == "bars":
        draw.rectangle((left, top, left + 8, bottom), colour)
        draw.rectangle((right - 8, top, right, bottom), colour)
    elif form == "square":
        draw.rectangle((left, top, right, bottom), colour)
    else:
        draw.ellipse((left, top, right, bottom), colour if form == "dot" else None, colour, 4)


def land(canvas, paths):
    """The outlines of countries, to the right of the words: one large, or up to four small ones."""
    side = 400 if len(paths) == 1 else 195
    left, top = WIDTH - MARGIN - 400, 217 if len(paths) == 2 else 115
    for number, path in enumerate(paths[:4]):
        row, column = divmod(number, 2)
        canvas.paste(LAND, (left + column * 205, top + row * 205), shape(path, side))


def shape(path, side):
    """An outline as a mask: what lies within one ring is land, what lies within two is a hole."""
    mask = Image.new("1", (side * FINE, side * FINE))
    for ring in rings(path):
        area = Image.new("1", mask.size)
        ImageDraw.Draw(area).polygon([(x * side * FINE / SIDE, y * side * FINE / SIDE) for x, y in ring], 1)
        mask = ImageChops.logical_xor(mask, area)
    return mask.convert("L").resize((side, side), Image.Resampling.BOX)


def png(canvas):
    """The bytes of a drawing, as a file for sharing."""
    file = io.BytesIO()
    canvas.save(file, "PNG", optimize=True)
    return file.getvalue()
