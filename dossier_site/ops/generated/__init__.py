"""Dossiers and events by the million, to measure with: words made up by a seed, rows as publishing writes them."""
