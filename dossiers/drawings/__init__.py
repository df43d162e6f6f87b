"""Drawings: the life line, dossiers in time and by lineage, the map, the share picture, the QR code.

All are drawn on the server. Those of many dossiers have a row for each: its name and dates are words, and a piece of
the picture stands beside them, so that it fits every screen. Pure: they ask no database.
"""
