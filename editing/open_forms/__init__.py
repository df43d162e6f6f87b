"""Forms that somebody has open: their words are kept while they type, and others see who is there."""
