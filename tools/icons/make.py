"""Make the font of the text editor's buttons small: of two thousand icons it shows the two dozen named here.

    python -m tools.icons.make FULL.woff2

FULL.woff2 is material-icons.woff2 of the package django-prose-editor (Material Icons, Apache License 2.0). Needs the
packages fonttools and brotli. The result stands in static/ under the name of the package's file, and is found first.
"""

import sys
from pathlib import Path

RESULT = Path(__file__).resolve().parents[2] / "static" / "django_prose_editor" / "material-icons.woff2"
ICONS = {
    *("call_merge", "call_split", "code", "grid_on", "horizontal_rule", "image", "insert_link", "link_off", "notes"),
    *("question_mark", "redo", "subscript", "superscript", "title", "translate", "tune", "undo", "format_bold"),
    *("format_italic", "format_list_bulleted", "format_list_numbered", "format_quote", "format_strikethrough"),
    "format_underline",
}


def main(full):
    """Write the small font. The names of icons are ligatures of their letters: only those of ours stay."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    font = TTFont(full)
    keep_ligatures(font)
    options = subset.Options(layout_features=["*"], name_IDs=["*"])
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted({ord(letter) for name in ICONS for letter in name}))
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(RESULT)


def keep_ligatures(font):
    """Take the ligatures of all other icons out of a font."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in (getattr(each, "ExtSubTable", each) for each in lookup.SubTable):
            for first, ligatures in table.ligatures.items():
                named = ((each, "".join(map(letters.get, [first, *each.Component]))) for each in ligatures)
                table.ligatures[first] = [each for each, name in named if name in ICONS]


if __name__ == "__main__":
    main(sys.argv[1])
