"""Europe as a picture: a map on which dossiers are counted, and outlines of countries that stand for a dossier.

`dossiers/drawings/map.py` gives both to the pages from `europe.json`, which `draw.py` made once. Run that by hand when
the source or a border changes: `npm pack world-atlas@2`, unpack it, `python -m tools.map.draw FOLDER`, and
`python -m tools.map.picture` for the map that pages show.

The geometry is Natural Earth's, which is in the public domain. Borders are as the European Union sees them: Crimea and
Sevastopol are Ukraine, Cyprus is one island, Kosovo has a shape of its own (this designation is without prejudice to
positions on status, and is in line with UNSCR 1244/1999 and the ICJ Opinion on the Kosovo declaration of independence).
"""
