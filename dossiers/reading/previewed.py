"""A timeline as staff see it before readers do. Pure."""


def with_previewed(entries, previewed, dossier):
    """A dossier's timeline as it would be, newest first: `previewed` stand in the place of what they replace."""
    keys = {entry.pk for entry in previewed}
    standing = [entry for entry in previewed if dossier.pk in entry.dossier_keys]
    return sorted([*standing, *(entry for entry in entries if entry.pk not in keys)], key=lambda entry: entry.in_order)
