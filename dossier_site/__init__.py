"""The frame: settings, addresses, admin site, health. Wires the rooms, owns no data."""

from dossier_site.sqlite import replace_unsound

# Before Django is asked for a database: its SQLite backend binds the module at import.
replace_unsound()
