"""Pictures of many dossiers at once: in time (`spans.py`), and who built on whom (`lineage.py`).

Both are drawn on the server, a row for each dossier: its name and dates are words, and a piece of the picture stands
beside them. So the picture fits every screen, however long a title is. Pure: they ask no database.
"""
