"""What the public may narrow lists by: filtersets, facets and their counts, and sentences that say what is shown."""
