"""Events: desk, live rows, types, topics, admin."""
