"""Forms and lists of any admin: what every desk keeps, whatever it edits. Knows no room above it."""
