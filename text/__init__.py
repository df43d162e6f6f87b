"""What people write, and how it is read: dates, rich text, languages, folding. Knows no row."""
