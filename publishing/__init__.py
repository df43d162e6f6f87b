"""The life of any item: snapshot, edition, publish, withdraw, preview, addresses, texts. Knows no taskforce, no event."""
