"""Taskforces with their objectives and results, organisations and countries: desk, live rows, admin."""
