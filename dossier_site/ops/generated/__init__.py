"""Dossiers and events by the million, to measure with: words made up by a seed, rows as publishing writes them."""

from dossier_site.ops.generated.generating import MEASURED, generate

__all__ = ["MEASURED", "generate"]
