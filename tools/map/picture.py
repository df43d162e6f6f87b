"""Writes the map as a picture of its own, which browsers keep: `python -m tools.map.picture`, after `tools.map.draw`.

Pages show it whole (`#land`, `#around`) and lay single countries (`#FR`) on top in their colours.
"""

from pathlib import Path

from dossiers.drawings.europe import europe

PICTURE = Path(__file__).parents[2] / "static" / "icons" / "map.svg"
# Edges stay as fine as they are however large the map is; the page cannot say so from outside.
PATH = '<path id="{code}" vector-effect="non-scaling-stroke" d="{path}"/>'


def picture():
    """The file: all land in two groups, each country by its code."""
    countries = europe()["map"]["countries"]
    around = [code for code, drawing in countries.items() if drawing.get("around")]
    groups = {"around": around, "land": [code for code in countries if code not in around]}
    drawn = {
        name: "\n".join(PATH.format(code=code, path=countries[code]["path"]) for code in codes)
        for name, codes in groups.items()
    }
    parts = (f'<g id="{name}">\n{paths}\n</g>\n' for name, paths in drawn.items())
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{"".join(parts)}</svg>\n'


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
