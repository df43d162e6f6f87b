"""E-mail for readers who ask for it: what is new of a dossier, of a list or of a search."""
