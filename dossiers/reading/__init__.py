"""What a page says: the timeline, relations, neighbours, results, organisations and videos of what is public."""
