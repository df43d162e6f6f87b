"""The picture that stands beside a link to a dossier where somebody shares it. Draws words; asks no database."""
