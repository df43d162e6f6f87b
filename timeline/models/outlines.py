"""Outlines: what pages show of an event beside its own words. Publishing others of these leaves an outline as it is.

An outline goes by names of its own at the one door: that of an event is what others show of it, that of a dossier all
that its page shows but the drawings of its events, and that of SOME changes with each of them. What stands in the
dossier itself goes by WORDS, whatever comes to its timeline.
"""

from editing.models import ANY

OUTLINE, SOME, WORDS = "outline", "some", "words"
# What is shown of an event only on its own page and in its own place in lists, or nowhere.
OWN_WORDS = {
    *("body", "place", "mode", "picture", "video", "folded"),
    *("edition_number", "published_at", "updated_at", "former_titles"),
}


def outlines(keys):
    """That outlines of dossiers and events of these ids changed, as pairs of which names are made at the one door."""
    return {(OUTLINE, SOME), *((OUTLINE, key) for key in keys)}


# All of them, and all words.
EVERY_OUTLINE = outlines([ANY]) | {(WORDS, ANY)}


def has_same_outline(before, after):
    """Whether a live row that was drawn anew is that of an event whose outline is what it was."""
    rows = [before, after]
    return all(row and hasattr(row, "dossier_links") for row in rows) and _outline(before) == _outline(after)


def _outline(entry):
    # Elsewhere an event is called by its summary only where it has no title.
    own = OWN_WORDS | ({"summary"} if entry.title else set())
    columns = {field.attname for field in entry._meta.concrete_fields if field.name not in own}
    dossiers = {link.dossier for link in entry.dossier_links.all()}
    named = [(link.organisation_id, link.shown_as) for link in entry.organisation_links.all()]
    return {name: getattr(entry, name) for name in columns}, dossiers, named, entry.facets()
