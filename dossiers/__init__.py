"""What the public reads: pages, filters, timeline, exports. Reads live and reference rows only."""
