"""Outlines: what pages show of an event beside its own words. Publishing others of these leaves an outline as it is.

An outline goes by names of its own at the one door: that of an event is what others show of it, that of a dossier all
that its page shows but the drawings of its events, and that of SOME changes with each of an event, and with what events
are called by.

What else is shown of a dossier goes by three names. WORDS are what stands in the dossier itself. TIES are that, and to
which dossiers its events tie it, and whether they bring evidence. DATES are that, and which events it has, and when.
"""

from editing.models import ANY

OUTLINE, SOME, WORDS, TIES, DATES = "outline", "some", "words", "ties", "dates"
# What is shown of an event only on its own page and in its own place in lists, or nowhere.
OWN_WORDS = {
    *("body", "place", "mode", "picture", "video"),
    *("edition_number", "published_at", "updated_at", "former_titles"),
}


def outlines(keys):
    """That outlines of dossiers and events of these ids changed, as pairs of which names are made at the one door."""
    return {(OUTLINE, key) for key in keys}


def ties_and_dates(keys):
    """The same for ties and dates of dossiers, and for dates of SOME, which are those of each; nothing for none."""
    return {*((kind, key) for kind in (TIES, DATES) for key in keys), *([(DATES, SOME)] if keys else ())}


# All of them, and all words.
EVERY_OUTLINE = outlines([SOME, ANY]) | ties_and_dates([ANY]) | {(WORDS, ANY)}


def same_names(changes):
    """The kinds of names that stay as they are where live rows were drawn anew: `changes` are what each was, and is."""
    if not all(row and hasattr(row, "dossier_links") for pair in changes for row in pair):
        return set()
    same = {OUTLINE: _outline, TIES: _ties, DATES: _dates}
    return {kind for kind, shown in same.items() if all(shown(before) == shown(after) for before, after in changes)}


def _ties(entry):
    return {link.dossier for link in entry.dossier_links.all()}, entry.brings_evidence


def _dates(entry):
    return {link.dossier for link in entry.dossier_links.all()}, entry.date


def _outline(entry):
    # Elsewhere an event is called by its summary only where it has no title.
    own = OWN_WORDS | ({"summary"} if entry.title else set())
    columns = {field.attname for field in entry._meta.concrete_fields if field.name not in own}
    dossiers = {link.dossier for link in entry.dossier_links.all()}
    named = [(link.organisation_id, link.shown_as) for link in entry.organisation_links.all()]
    return {name: getattr(entry, name) for name in columns}, dossiers, named, entry.facets()
