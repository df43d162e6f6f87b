"""The words by which a row is found: what some of its fields say, folded."""

from text.derived import text_of
from text.folding import search_text, title_marks
from text.stems import stems


def row_words(row, *sources, titles=(), language=""):
    """The words of fields of a row, named as in `FoldedField`, with marks of those that the fields `titles` say, and
    with the stems of all in the language that the field `language` names."""
    text = text_of(row, sources)
    marks = title_marks(" ".join(getattr(row, name) for name in titles))
    if language:
        marks += [f"={stem}" for stem in stems(text, getattr(row, language))]
    return search_text(text, marks)
